"""An item 事项 as its city declares it: questions, materials, form, limits. Pure, strict and frozen; no Django.

Elements of GB/T 39046-2020. A definition is read once for each version and then only asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yiwang.kit.errors import NOTHING, Invalid, Text
from yiwang.registers.definition import commitment as commitments
from yiwang.registers.definition.commitment import Commitment, Way
from yiwang.registers.definition.implementations import Competence, Implementation
from yiwang.registers.definition.particulars import (
    Access,
    Authority,
    Counter,
    Intermediary,
    Procedure,
    Remedy,
)
from yiwang.registers.definition.parts import (
    Basis,
    Example,
    Faq,
    Fee,
    Field,
    FormPage,
    Limits,
    Material,
    Option,
    Question,
    Result,
    Situation,
    Step,
    holds,
)

UNKNOWN_QUESTION = Text("没有这个问题，请从第一个问题重新回答。", "No such question. Start again from the first.")
UNKNOWN_OPTION = Text("请从列出的选项里选一个。", "Please choose one of the listed options.")

# A city's windows together are across its counties, the delta is across provinces.
_AREAS = {"city": "4", "delta": "2", "nation": "1"}


@dataclass(frozen=True)
class ItemDefinition:
    """One version of an item, whole. Attribute names are those of the item file.

    `code` is what people quote and what its page is addressed by: the 12-digit 基本编码, or the 31/33-digit code
    where several items share one. `implementation` is the 31-digit 实施编码, made from its parts when absent.
    """

    code: str
    name: Text
    summary: Text
    kind: str
    level: str
    department: str
    effective_on: date
    limits: Limits
    result: Result
    implementation: str
    power: str = ""
    """基本编码 of the power that it derives from; empty for a public service."""
    audience: tuple[str, ...] = ("person",)
    subjects: tuple[str, ...] = ("1",)
    joint: tuple[str, ...] = ()
    handling: str = "2"
    decided_by: str = "officer"
    channels: tuple[str, ...] = ("1", "2", "3")
    online_depth: str = "4"
    visits: int = 0
    visits_reason: Text = NOTHING
    reach: str = "city"
    zero_material: bool = False
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    application: str = ""
    """The paper of the registry that is filled in at a window instead of the form 申请书."""
    assumed: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    conditions: tuple[Text, ...] = ()
    fees: tuple[Fee, ...] = ()
    questions: tuple[Question, ...] = ()
    situations: tuple[Situation, ...] = ()
    materials: tuple[Material, ...] = ()
    form: tuple[FormPage, ...] = ()
    faq: tuple[Faq, ...] = ()
    flow: tuple[Step, ...] = ()
    examples: tuple[Example, ...] = ()
    quota: Text = NOTHING
    """数量限制: how many there can be."""
    correction: Text = NOTHING
    """补正方式: how what is missing can be handed in."""
    authority: Authority | None = None
    access: Access | None = None
    procedures: tuple[Procedure, ...] = ()
    intermediaries: tuple[Intermediary, ...] = ()
    commitment: Commitment | None = None
    """告知承诺, where the item can be had by it."""
    remedies: tuple[Remedy, ...] = ()
    counters: tuple[Counter, ...] = ()
    hours: Text = NOTHING
    person_topics: tuple[str, ...] = ()
    organisation_topics: tuple[str, ...] = ()
    """自然人主题, 法人主题: codes of the national list, beside the city's own topics."""
    place: str = ""
    contact: str = ""
    phone: str = ""
    complaint_phone: str = ""
    url: str = ""
    """Places, telephones and address of the guide at its source, as an imported record states them."""
    implementers: str = ""
    """The family of district offices that carry it out, as a pack names them."""
    implementations: tuple[Implementation, ...] = ()
    """The district offices that carry it out, each with what differs there; empty: its department alone does."""
    competence: Competence | None = None
    source: str = ""
    """Name of the source an imported item comes from; empty for the city's own."""

    @property
    def basic(self) -> str:
        """The 12-digit 基本编码."""
        return self.code if len(self.code) == 12 else self.code[19:31]

    @property
    def area(self) -> str:
        """通办范围: what the item says of it, else what its reach comes to; empty for the windows of one district."""
        return (self.access and self.access.area) or _AREAS.get(self.reach, "")

    def implementation_of(self, department: str) -> Implementation | None:
        """What a district's office says of it; None for an office that does not carry it out."""
        return next((each for each in self.implementations if each.department == department), None)

    def _elsewhere(self) -> ItemDefinition:
        """Without what is said of its own office only: who there does the work, at which counters, who reviews it."""
        authority = replace(self.authority, agency="") if self.authority else None
        return replace(self, authority=authority, remedies=(), counters=(), place="", contact="")

    def implementation_in(self, division: str) -> Implementation | None:
        """The implementation of a district, by its six digits."""
        return next((each for each in self.implementations if division and each.division == division), None)

    def offices(self) -> set[str]:
        """Credit codes of every office that may get to decide: its department, its districts', the fallback."""
        fallback = {self.competence.fallback} - {""} if self.competence else set()
        return {self.department, *(each.department for each in self.implementations), *fallback}

    def implementation_for(self, values: Mapping[str, Any]) -> Implementation | None:
        """The implementation of the district that the form names; None where it names none, or none is there."""
        if self.competence is None:
            return None
        named = [field.key for field in self.fields() if field.element == self.competence.element]
        told = next((values[key] for key in named if values.get(key)), None)
        return self.implementation_in(str(told or ""))

    def competent(self, values: Mapping[str, Any]) -> str:
        """Credit code of the competent office: the named district's, else the fallback, else its department."""
        found = self.implementation_for(values)
        return found.department if found else (self.competence and self.competence.fallback) or self.department

    def at(self, department: str, division: str = "") -> ItemDefinition:
        """The item as it holds at an office: what the district says in place of the item's own.

        An office that a power was handed to within a district keeps the district's promise; elsewhere (a fallback) the
        item holds as it is.
        """
        said = self.implementation_of(department) or self.implementation_in(division)
        if said is None:
            return self
        return replace(
            self if department == self.department else self._elsewhere(),
            department=department,
            implementation=department + self.level + self.basic,
            limits=replace(self.limits, promised=said.promised or self.limits.promised),
            faq=(*self.faq, *said.faq),
            assumed=tuple(dict.fromkeys((*self.assumed, *said.assumed))),
            implementations=(),
            **said.differences(),
        )

    def is_assumed(self, path: str) -> bool:
        """Whether the value at `path` (such as "limits.promised") is an assumption, to be shown as one."""
        return path in self.assumed

    def relevant(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers to questions that are asked at all: what was said on a road since left no longer counts."""
        counted: dict[str, str] = {}
        for question in self.questions:
            if question.key in answers and holds(question.when, counted):
                counted[question.key] = answers[question.key]
        return counted

    def questions_for(self, answers: Mapping[str, str]) -> list[Question]:
        """The questions whose condition holds, in order, answered or not."""
        counted = self.relevant(answers)
        return [question for question in self.questions if holds(question.when, counted)]

    def next_question(self, answers: Mapping[str, str]) -> Question | None:
        """The first question still open; None when all are answered or an answer ended the road."""
        if self.stop_for(answers):
            return None
        return next((question for question in self.questions_for(answers) if question.key not in answers), None)

    def stop_for(self, answers: Mapping[str, str]) -> Option | None:
        """The chosen option that ends the road, if one was chosen: its `stop` says what to do instead."""
        return next((option for _, option in self._chosen(answers) if option and option.stop), None)

    def check_answers(self, answers: Mapping[str, str]) -> None:
        """Raise Invalid, with every fault at once, for a question or an option that this version does not have."""
        faults: dict[str, Text] = {}
        asked = {question.key: question for question in self.questions}
        for key, value in answers.items():
            if key not in asked:
                faults[key] = UNKNOWN_QUESTION
            elif not isinstance(value, str) or asked[key].option(value) is None:
                faults[key] = UNKNOWN_OPTION
        if faults:
            raise Invalid(fields=faults)

    def materials_for(self, answers: Mapping[str, str], *, committed: bool = False) -> list[Material]:
        """The materials of this situation, in order, waived ones included.

        `committed`: those that are left by way of commitment, where that is open; else the ordinary ones.
        """
        counted = self.relevant(answers)
        listed = commitments.taken(self, answers).materials if committed else self.materials
        return [material for material in listed if holds(material.when, counted)]

    def commitment_for(self, answers: Mapping[str, str]) -> Way:
        """Whether these answers leave the way of commitment open; if not, why."""
        return commitments.way(self, answers)

    def by_commitment(self, answers: Mapping[str, str]) -> ItemDefinition:
        """The item as it is by way of commitment, where these answers leave it open; else itself."""
        return commitments.taken(self, answers)

    def pages_for(self, answers: Mapping[str, str]) -> list[FormPage]:
        """The form's pages with the fields of this situation; a page without any is left out."""
        counted = self.relevant(answers)
        pages = (
            replace(page, fields=tuple(entry for entry in page.fields if holds(entry.when, counted)))
            for page in self.form
        )
        return [page for page in pages if page.fields]

    def situation(self, answers: Mapping[str, str]) -> str:
        """A stable code such as "mode=catering;size=small"; empty for an item without questions."""
        return ";".join(f"{key}={value}" for key, value in self.relevant(answers).items())

    def situation_labels(self, answers: Mapping[str, str]) -> list[tuple[Question, Option]]:
        """What was answered, for reading: each question with the chosen option."""
        return [(question, option) for question, option in self._chosen(answers) if option]

    def named_situation(self, answers: Mapping[str, str]) -> Situation | None:
        """The row of the decision table that these answers fall to; None where the item names no situations."""
        counted = self.relevant(answers)
        return next((row for row in self.situations if holds(row.when, counted)), None)

    def limits_for(self, answers: Mapping[str, str]) -> Limits:
        """The limits in this situation: those of its row in the decision table, else the item's."""
        row = self.named_situation(answers)
        return (row and row.limits) or self.limits

    def fees_for(self, answers: Mapping[str, str]) -> list[Fee]:
        """The fees in this situation."""
        counted = self.relevant(answers)
        return [fee for fee in self.fees if holds(fee.when, counted)]

    def flow_for(self, answers: Mapping[str, str]) -> list[Step]:
        """The steps in this situation, in order."""
        counted = self.relevant(answers)
        return [step for step in self.flow if holds(step.when, counted)]

    def fields(self) -> Iterator[Field]:
        """Every field of every page."""
        return (entry for page in self.form for entry in page.fields)

    def elements(self) -> set[str]:
        """Keys of the data elements that the form uses."""
        return {entry.element for entry in self.fields()}

    def _chosen(self, answers: Mapping[str, str]) -> list[tuple[Question, Option | None]]:
        counted = self.relevant(answers)
        return [(q, q.option(counted[q.key])) for q in self.questions if q.key in counted]
