"""Questions about powers. The list of powers is public by law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Q, QuerySet

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.queries import Office
from yiwang.registers.powers import power as pure
from yiwang.registers.powers.models import Power, PowerState
from yiwang.registers.powers.power import Change, Span

LONGEST_SEARCH = 60


@dataclass(frozen=True)
class PowerView:
    """A power with all its states; `state` is today's. `cursor` is what the next page of a list begins after."""

    code: str
    name: Text
    kind: str
    level: str
    holder: Office
    basis: tuple[dict[str, str], ...]
    assumed: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def now(self) -> Span:
        return pure.on(calendar.today(), self.spans)

    @property
    def state(self) -> str:
        return self.now.state

    @property
    def announced(self) -> tuple[Span, ...]:
        """What is still to come."""
        return tuple(span for span in self.spans if span.starts_on and span.starts_on > calendar.today())

    @property
    def cancellation(self) -> Span | None:
        """The one that holds or the next one."""
        return pure.cancelled_from(calendar.today(), self.spans)

    @property
    def cursor(self) -> str:
        return self.code


def power(code: str, city: str) -> PowerView:
    """One power; raises NotFound."""
    row = _listed(city).filter(code=code).first()
    if row is None:
        raise NotFound()
    return _view(row)


def published(
    city: str, *, holder: int | None = None, words: str = "", state: str = "", after: str = "", limit: int = 30
) -> list[PowerView]:
    """Powers by code: of a holder, with these words in the name or this beginning of the code, in this state today."""
    rows = _listed(city)
    if holder:
        rows = rows.filter(holder=holder)
    if said := words.replace("\x00", "").strip()[:LONGEST_SEARCH]:
        found = Q(name__icontains=said) | Q(name_en__icontains=said)
        rows = rows.filter(found | Q(code__startswith=said) if said.isascii() and said.isdigit() else found)
    if state:
        today = calendar.today()
        holds = Q(states__starts_on=None) | Q(states__starts_on__lte=today)
        holds &= Q(states__ends_on=None) | Q(states__ends_on__gte=today)
        rows = rows.filter(holds, states__state=state)
    if after:
        rows = rows.filter(code__gt=after[:12])
    return [_view(row) for row in rows.order_by("code")[:limit]]


def by_code(codes: Iterable[str], city: str) -> dict[str, PowerView]:
    """Several powers; one that is not listed is left out."""
    return {row.code: _view(row) for row in _listed(city).filter(code__in=set(codes))}


def holders(city: str) -> list[tuple[Office, int]]:
    """The departments that hold powers, with how many."""
    counted = _rows(city).values("holder").annotate(n=Count("pk")).values_list("holder", "n")
    counts = dict(counted)
    return [(each, counts[each.pk]) for each in offices.departments(city) if each.pk in counts]


def cancellations(city: str, on: date | None = None) -> dict[str, Span]:
    """By code, the cancellation of each power that holds on a day or is announced; as at most a minute ago."""
    day = on or calendar.today()
    found = {}
    for code, spans in _changing(str(connection.settings_dict["NAME"]), city, _minute()).items():
        if cancelled := pure.cancelled_from(day, spans):
            found[code] = cancelled
    return found


def changed(city: str) -> list[PowerView]:
    """The powers that have any change, past or to come."""
    codes = PowerState.objects.filter(power__city=city, starts_on__isnull=False).values("power")
    return [_view(row) for row in _listed(city).filter(pk__in=codes).order_by("code")]


def forget() -> None:
    """What was kept for a minute is read again: called where it was changed."""
    _changing.cache_clear()


@lru_cache(maxsize=8)
def _changing(database: str, city: str, minute: int) -> dict[str, tuple[Span, ...]]:
    return {view.code: view.spans for view in changed(city)}


def _rows(city: str) -> QuerySet[Power]:
    return Power.objects.filter(city=city, retired_on=None)


def _listed(city: str) -> QuerySet[Power]:
    return _rows(city).prefetch_related("states")


def _view(row: Power) -> PowerView:
    states = sorted(row.states.all(), key=lambda each: each.starts_on or date.min)
    return PowerView(
        code=row.code,
        name=Text(row.name, row.name_en),
        kind=row.kind,
        level=row.level,
        holder=offices.office(row.holder_id),
        basis=tuple(row.basis),
        assumed=tuple(row.assumed),
        spans=tuple(_span(each) for each in states),
    )


def _span(row: PowerState) -> Span:
    said = (
        Change(row.change, row.starts_on, row.basis, Text(row.note, row.note_en), row.assumed)
        if row.change and row.starts_on
        else None
    )
    return Span(row.state, row.starts_on, row.ends_on, said)


def _minute() -> int:
    return int(calendar.now().timestamp() // 60)
