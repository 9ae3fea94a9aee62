"""Commitment 告知承诺 on the guide: both ways side by side, what one promises, and the blank letter to sign."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yiwang.kit import documents
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition, Limit, situations
from yiwang.registers.definition.commitment import PARTS, WAYS, Commitment, Exclusion
from yiwang.registers.definition.parts import holds
from yiwang.surfaces.look.sending import kept_file

TEMPLATE = Path(__file__).parents[1] / "papers" / "commitment.typ"
GIVE, NOTHING_TO_GIVE, LATER = Text("要交", "Give it"), Text("不用交", "Not needed"), Text("可以后补", "May follow")
AT_ONCE = Text("当场", "At once")
HEADINGS = {"basis": Text("依据", "Legal basis"), **PARTS}


@dataclass(frozen=True)
class Row:
    """A paper on both ways."""

    name: Text
    ordinary: Text
    committed: Text

    @property
    def is_saved(self) -> bool:
        return self.ordinary != self.committed


@dataclass(frozen=True)
class Shown:
    """What the guide says of the way of commitment."""

    said: Commitment
    rows: tuple[Row, ...]
    ordinary: int
    committed: int
    decided: tuple[Text, Text]
    barred: tuple[Exclusion, ...]
    check: Text | None
    breach: tuple[Text, ...]

    @property
    def statements(self) -> tuple[Text, ...]:
        return self.said.clauses("statement")

    @property
    def conditions(self) -> tuple[Text, ...]:
        return self.said.clauses("conditions")


def shown(item: ItemDefinition) -> Shown | None:
    """Both ways compared over every road that leaves commitment open; None where the item has no such way."""
    said = item.commitment
    if said is None:
        return None
    ordinary, committed = _asked(item, said)
    names = {material.key: material.name for material in item.materials if material.key in ordinary | committed}
    rows = [
        Row(name, ordinary.get(key, NOTHING_TO_GIVE), committed.get(key, NOTHING_TO_GIVE))
        for key, name in names.items()
    ]
    return Shown(
        said,
        tuple(sorted(rows, key=lambda row: not row.is_saved)),
        len(ordinary),
        len(committed),
        (span(item.limits.promised), span(said.decision)),
        said.exclusions,
        check(said),
        breach(said),
    )


def _asked(item: ItemDefinition, said: Commitment) -> tuple[dict[str, Text], dict[str, Text]]:
    """By key, what a person gives at most on the one way and on the other.

    Where a question chooses the way (`chosen`), the ordinary way is the answer that does not choose commitment.
    """
    whens = [said.when, said.chosen, *(each.when for each in (*said.exclusions, *item.materials))]
    roads = situations.roads(item, {key for when in whens for key in when})
    promising = [road for road in roads if item.commitment_for(road).is_open]
    others = [road for road in roads if holds(said.when, road) and not holds(said.chosen, road)]
    return _given(item, others or promising, committed=False), _given(item, promising, committed=True)


def _given(item: ItemDefinition, roads: list[dict[str, str]], *, committed: bool) -> dict[str, Text]:
    listed = [each for road in roads for each in item.materials_for(road, committed=committed) if each.remains]
    return {each.key: LATER if each.necessity == "3" else GIVE for each in listed}


def span(limit: Limit) -> Text:
    """A limit in words: 当场, 4 个工作日."""
    if limit.count == 0:
        return AT_ONCE
    zh, en = ("工作日", "working day") if limit.unit == "1" else ("自然日", "calendar day")
    return Text(f"{limit.count} 个{zh}", f"{limit.count} {en}{'' if limit.count == 1 else 's'}")


def check(said: Commitment) -> Text | None:
    """Who looks afterwards, how and by when."""
    within, how = said.check.within, [WAYS[each] for each in said.check.how]
    if within is None or not how:
        return None
    by, days = said.check.by, span(within)
    zh, en = "、".join(each.zh for each in how), ", ".join(each.en[0].lower() + each.en[1:] for each in how)
    return Text(f"决定后 {days.zh}内，{by.zh}来查：{zh}。", f"Within {days.en} of the decision {by.en} checks: {en}.")


def breach(said: Commitment) -> tuple[Text, ...]:
    """What follows when a promise was not kept, step by step."""
    found = []
    if said.breach.correct:
        days = span(said.breach.correct)
        found.append(Text(f"查出没做到的，{days.zh}内改好。", f"What was not kept is put right within {days.en}."))
    zh, en = "不改或者改了还不符合的，撤销决定", "If it is not, the decision is revoked"
    record = said.breach.record
    found.append(Text(f"{zh}{'，记入信用记录' if record else ''}。", f"{en}{' and recorded' if record else ''}."))
    if said.breach.months:
        months = said.breach.months
        found.append(
            Text(
                f"之后 {months} 个月里，这件事不能再用承诺办。",
                f"This way is then closed for {months} months.",
            )
        )
    return tuple(found)


@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The blank letter of commitment of the version in force, as a PDF to read, sign and keep."""
    version = catalogue.current(code, request.GET.get("city"))
    if version is None or version.definition.commitment is None:
        raise NotFound()
    both = (get_language() or "").startswith("en")
    made = documents.render(TEMPLATE, content(version.definition, version.office.name, both=both))
    return kept_file(made, "application/pdf", f"告知承诺书-{version.definition.name.zh}.pdf")


def content(item: ItemDefinition, office: Text, *, both: bool) -> dict[str, object]:
    """What the letter prints. The Chinese is what binds; with `both` the English stands under it."""
    said = item.commitment
    assert said is not None
    basis = tuple(Text(f"《{each.law}》{each.article}", "") for each in said.basis)
    afterwards = {"supervision": (check(said),), "consequences": breach(said)}
    parts = []
    for key, heading in HEADINGS.items():
        clauses = basis if key == "basis" else (*said.clauses(key), *filter(None, afterwards.get(key, ())))
        if key != "statement" and clauses:
            parts.append({"heading": _both(heading, both), "clauses": [_both(each, both) for each in clauses]})
    return {
        "title": "告知承诺书",
        "item": _both(item.name, both),
        "code": item.code,
        "office": _both(office, both),
        "parts": parts,
        "statements": [_both(each, both) for each in said.clauses("statement")],
        "both": both,
    }


def _both(text: Text, both: bool) -> list[str]:
    return [text.zh, text.en] if both and text.en else [text.zh]
