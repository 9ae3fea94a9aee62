"""What a change of powers will do, told before it does: which items stop or move, which cases stay or move.

The same questions are asked here as at midnight, of the same rows, so what is told is what happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from yiwang.casework.cases import queries as cases
from yiwang.casework.intake import competence
from yiwang.casework.intake.models import Draft
from yiwang.kit import calendar
from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.delegating import Delegation
from yiwang.registers.offices.places import Gazetteer
from yiwang.registers.powers import queries as powers
from yiwang.registers.powers.power import Span

Tally = Mapping[tuple[int, str, str], int]
"""Undecided cases by office, item and place."""


@dataclass(frozen=True)
class Announced:
    """What is to be looked at: states by power, delegations, and what they are called.

    `items` are codes by power; `offices` names departments that are not loaded yet, by their stand-in number.
    """

    names: Mapping[str, Text]
    spans: Mapping[str, Sequence[Span]]
    delegations: Sequence[Delegation]
    items: Mapping[str, Sequence[str]]
    offices: Mapping[int, Text] = field(default_factory=dict)
    places: Gazetteer | None = None
    """Divisions and zones, where others than those loaded count."""


@dataclass(frozen=True)
class Pending:
    """Undecided cases of one office: they stay with it, or move to `to`."""

    office: Text
    cases: int
    to: Text | None = None


@dataclass(frozen=True)
class Happening:
    """One thing that happens on a day. `kind` is a change of a power, a kind of delegation, or "end" of one."""

    on: date
    kind: str
    power: str
    name: Text
    basis: str
    note: Text
    items: tuple[tuple[str, Text], ...]
    giver: Text | None = None
    taker: Text | None = None
    place: Text | None = None
    pending: tuple[Pending, ...] = ()
    drafts: int = 0
    assumed: bool = False

    @property
    def staying(self) -> int:
        return sum(each.cases for each in self.pending if each.to is None)

    @property
    def moving(self) -> int:
        return sum(each.cases for each in self.pending if each.to is not None)


def announced(city: str, power: str = "") -> Announced:
    """What is loaded for a city, of one power or of all."""
    changed = [view for view in powers.changed(city) if power in ("", view.code)]
    given = [each for each in offices.delegations(city) if power in ("", each.power)]
    known = powers.by_code({*(view.code for view in changed), *(each.power for each in given)}, city)
    return Announced(
        names={code: view.name for code, view in known.items()},
        spans={view.code: view.spans for view in changed},
        delegations=given,
        items={code: [version.definition.code for version in catalogue.of_power(code, city)] for code in known},
    )


def foresee(city: str, said: Announced, *, until: date | None = None, after: date | None = None) -> list[Happening]:
    """Everything that begins after a day (today) up to another (or ever), by its day."""
    first, last = after or calendar.today(), until or date.max
    tally = cases.open_by_office(
        [code for codes in said.items.values() for code in codes], [each.pk for each in offices.departments(city)]
    )
    teller = _Teller(city, said, tally, first, last)
    return sorted([*teller.changes(), *teller.delegations()], key=lambda each: (each.on, each.power))


@dataclass(frozen=True)
class _Teller:
    city: str
    said: Announced
    tally: Tally
    after: date
    until: date
    drafts: dict[str, Counter[str]] = field(default_factory=dict)
    """By power, the applications being prepared by the place they name: counted once, however much happens to it."""

    def changes(self) -> Iterator[Happening]:
        for code, spans in self.said.spans.items():
            for span in spans:
                if span.change is None or span.starts_on is None or not self._is_asked(span.starts_on):
                    continue
                stops = span.change.kind == "cancel"
                yield Happening(
                    on=span.starts_on,
                    kind=span.change.kind,
                    power=code,
                    name=self._name(code),
                    basis=span.change.basis,
                    note=span.change.note,
                    items=self._items(code),
                    pending=self._staying(code) if stops else (),
                    drafts=self._drafts(code).total() if stops else 0,
                    assumed=span.change.assumed,
                )

    def delegations(self) -> Iterator[Happening]:
        for each in self.said.delegations:
            within = (self.said.places or offices.gazetteer()).within(each.place)
            if self._is_asked(each.starts_on):
                yield self._of(each, each.starts_on, each.kind, within, self._pending(each, within))
            if each.ends_on and self._is_asked(back := each.ends_on + timedelta(days=1)):
                yield self._of(each, back, "end", within, self._back(each, within))

    def _is_asked(self, day: date) -> bool:
        return self.after < day <= self.until

    def _of(
        self, each: Delegation, on: date, kind: str, within: Sequence[str], pending: tuple[Pending, ...]
    ) -> Happening:
        drafts = self._drafts(each.power)
        return Happening(
            on=on,
            kind=kind,
            power=each.power,
            name=self._name(each.power),
            basis=each.basis,
            note=each.note,
            items=self._items(each.power),
            giver=self._office(each.giver),
            taker=self._office(each.taker),
            place=self._place(each.place),
            pending=pending,
            drafts=sum(drafts[place] for place in within),
            assumed=each.assumed,
        )

    def _pending(self, each: Delegation, within: Sequence[str]) -> tuple[Pending, ...]:
        count = self._count(each, each.giver, within)
        to = self._office(each.taker) if each.pending == "move" else None
        return (Pending(self._office(each.giver), count, to),) if count else ()

    def _back(self, each: Delegation, within: Sequence[str]) -> tuple[Pending, ...]:
        count = self._count(each, each.taker, within)
        return (Pending(self._office(each.taker), count),) if count else ()

    def _count(self, each: Delegation, office: int, within: Sequence[str]) -> int:
        codes = self.said.items.get(each.power, ())
        mine = ((item, place, n) for (at, item, place), n in self.tally.items() if at == office)
        return sum(n for item, place, n in mine if item in codes and place in within)

    def _staying(self, power: str) -> tuple[Pending, ...]:
        found: dict[int, int] = {}
        for (office, item, _), n in self.tally.items():
            if item in self.said.items.get(power, ()):
                found[office] = found.get(office, 0) + n
        return tuple(Pending(self._office(office), n) for office, n in sorted(found.items()))

    def _drafts(self, power: str) -> Counter[str]:
        """Applications being prepared: told by their number alone, nothing of them is shown."""
        if power not in self.drafts:
            codes = list(self.said.items.get(power, ()))
            rows = Draft.objects.filter(case_number="", version__item__code__in=codes, version__city=self.city)
            opened = rows.only("version", "answers", "values").iterator() if codes else iter(())
            self.drafts[power] = Counter(map(_place, opened))
        return self.drafts[power]

    def _items(self, power: str) -> tuple[tuple[str, Text], ...]:
        loaded = {v.definition.code: v.definition.name for v in catalogue.of_power(power, self.city)}
        return tuple((code, loaded.get(code, Text(code, code))) for code in self.said.items.get(power, ()))

    def _place(self, code: str) -> Text:
        return (self.said.places or offices.gazetteer()).name(code)

    def _name(self, power: str) -> Text:
        return self.said.names.get(power, Text(power, power))

    def _office(self, pk: int) -> Text:
        return self.said.offices[pk] if pk in self.said.offices else (offices.office(pk).name if pk else NOTHING)


def _place(draft: Draft) -> str:
    version: int = draft.version_id  # type: ignore[attr-defined]
    return competence.place_of(catalogue.version(version), draft.answers, draft.values)
