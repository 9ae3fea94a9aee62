"""Which papers a person must give, and why the others are not asked. Pure: a lawyer can read it.

Three rules take a paper off the person's hands, in this order: no law asks for it; the department that knows it has
confirmed it; the person already holds it as an electronic licence. What is left is the person's own to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from yiwang.kit.calendar import SHANGHAI
from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Basis, Material

State = Literal[
    "no_basis", "data", "licence", "uploaded", "to_verify", "later", "optional", "unchecked", "missing"
]  # fmt: skip
OPTIONAL, LATER = "2", "3"

NO_BASIS = Text("没有法律依据，不向您要。", "No law asks for it, so we do not ask you for it.")
SHARED = Text("通过数据共享核验，您不用提交。", "Verified through shared data; you need not submit it.")
HELD = Text("从电子证照库取得，您不用提交。", "Taken from the licence store; you need not submit it.")
WAITING = Text(
    "对方系统暂时没有回应。您可以先提交，恢复后我们自动核验。",
    "The other system does not answer now. You can file; we verify it when it is back.",
)
NOT_YET = Text("我们会先替您查一查。", "We look it up for you first.")
YOURS = Text("需要您提交。", "You need to submit it.")
GIVEN = Text("您已上传。", "You have uploaded it.")
MAY_FOLLOW = Text("可以容缺后补：先提交，之后再补。", "May follow later: file first, hand it in afterwards.")
MAY_GIVE = Text("可以提交，也可以不提交。", "You may submit it or leave it out.")
DIFFERS = Text(
    "数据共享核验的结果与您填写的不一致，请上传。",
    "What the register holds differs from what you entered; please upload it.",
)
NOT_FOUND = Text("数据共享没有查到，请上传。", "Nothing was found in the shared data; please upload it.")


@dataclass(frozen=True)
class Checked:
    """What one source said about one material. `state` is that of `exchange.services.Answer`, or `held`/`none`."""

    state: Literal["confirmed", "different", "unknown", "unavailable", "held", "none"]
    source: Text
    at: datetime
    licence_identifier: str = ""


@dataclass(frozen=True)
class FileRef:
    """One file that the person gave. `digest` is the SM3 of what is kept; `public_id` names it on the draft's pages."""

    digest: str
    name: str
    media_type: str
    size: int
    public_id: str = ""


@dataclass(frozen=True)
class Context:
    """Everything known about a draft's materials, each by the material's key."""

    resources: Mapping[str, Checked] = field(default_factory=dict)
    licences: Mapping[str, Checked] = field(default_factory=dict)
    uploads: Mapping[str, tuple[FileRef, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """One line of the checklist: state, the rule that put it there, who answered and when, and the legal basis."""

    key: str
    name: Text
    state: State
    rule: Text
    source: Text = NOTHING
    detail: Text = NOTHING
    hint: Text = NOTHING
    basis: tuple[Basis, ...] = ()
    files: tuple[FileRef, ...] = ()
    accept: tuple[str, ...] = ()
    paper: str = ""
    blank: str = ""
    necessity: str = "1"
    licence_identifier: str = ""
    checked_at: datetime | None = None

    @property
    def is_mine(self) -> bool:
        """The person gives it: already given, still missing, or to follow."""
        return self.state in ("missing", "uploaded", "later", "optional")

    @property
    def counts(self) -> bool:
        """A paper that the person has to give, sooner or later; what may be left out is not counted."""
        return self.state in ("missing", "uploaded", "later")

    @property
    def is_waived(self) -> bool:
        return self.state in ("no_basis", "data", "licence")

    @property
    def may_upload(self) -> bool:
        """A paper the city does not need is not taken: what is not collected cannot leak."""
        return not self.is_waived


@dataclass(frozen=True)
class Checklist:
    """All needs in the order to read them; `asked` as many as the item lists, `mine` as many as the person gives."""

    needs: tuple[Need, ...]
    asked: int
    mine: int

    @property
    def missing(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.state == "missing")

    @property
    def given(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.state == "uploaded")

    @property
    def waived(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.is_waived)

    @property
    def unchecked(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if need.state == "unchecked")


def decide(material: Material, context: Context) -> Need:
    """What happens with one material, and the rule in words."""
    need = _plain(material, context)
    if not material.has_basis:
        return replace(need, state="no_basis", rule=NO_BASIS, files=())
    shared, held = context.resources.get(material.key), context.licences.get(material.key)
    if shared and shared.state == "confirmed":
        return _answered(need, "data", SHARED, shared)
    if held and held.state == "held":
        return _answered(need, "licence", HELD, held)
    if need.files:
        return replace(need, state="uploaded", rule=GIVEN)
    if _is_unasked(material, shared, held):
        return replace(need, state="unchecked", rule=NOT_YET)
    if shared and shared.state == "unavailable":
        return _answered(need, "to_verify", WAITING, shared)
    return _own(need, shared)


def checklist(materials: Iterable[Material], context: Context) -> Checklist:
    """All materials of a situation: first what the person gives, last what nobody asks for."""
    needs = sorted((decide(material, context) for material in materials), key=lambda need: _ORDER[need.state])
    return Checklist(tuple(needs), len(needs), sum(need.counts for need in needs))


# A paper keeps its place when it has been uploaded: a list that jumps under the finger loses people.
_ORDER: dict[State, int] = {
    "missing": 0,
    "uploaded": 0,
    "unchecked": 0,
    "later": 1,
    "optional": 1,
    "to_verify": 2,
    "data": 3,
    "licence": 3,
    "no_basis": 4,
}


def _plain(material: Material, context: Context) -> Need:
    return Need(
        key=material.key,
        name=material.name,
        state="missing",
        rule=YOURS,
        hint=material.hint,
        basis=material.basis,
        files=context.uploads.get(material.key, ()),
        accept=material.accept,
        paper=material.paper,
        blank=material.blank,
        necessity=material.necessity,
    )


def _is_unasked(material: Material, shared: Checked | None, held: Checked | None) -> bool:
    return bool((material.resource and shared is None) or (material.licence and held is None))


def _answered(need: Need, state: State, rule: Text, checked: Checked) -> Need:
    return replace(
        need,
        state=state,
        rule=rule,
        source=_said_by(checked),
        files=(),
        licence_identifier=checked.licence_identifier,
        checked_at=checked.at,
    )


def _own(need: Need, shared: Checked | None) -> Need:
    """The person's own to give: now, later, or if they like; with the reason when a source was asked in vain."""
    detail = {"different": DIFFERS, "unknown": NOT_FOUND}.get(shared.state, NOTHING) if shared else NOTHING
    source = _said_by(shared) if shared else NOTHING
    if need.necessity == LATER:
        return replace(need, state="later", rule=MAY_FOLLOW, detail=detail, source=source)
    if need.necessity == OPTIONAL:
        return replace(need, state="optional", rule=MAY_GIVE, detail=detail, source=source)
    return replace(need, detail=detail, source=source)


def _said_by(checked: Checked) -> Text:
    """Which source, and when it was asked, to the minute."""
    when = f"{checked.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return Text(f"{checked.source.zh}，{when}", f"{checked.source.en}, {when}")
