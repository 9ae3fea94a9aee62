"""The parts of an item: what a city's pack says about it, as frozen values. Pure; no Django.

Names follow GB/T 39046 in English; codes keep the standard's values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yiwang.kit.errors import NOTHING, Text

When = Mapping[str, tuple[str, ...]]


def holds(when: When, answers: Mapping[str, str]) -> bool:
    """True when every named question has one of the listed answers; an empty condition always holds."""
    return all(answers.get(question) in values for question, values in when.items())


@dataclass(frozen=True)
class Basis:
    """A legal basis 设定依据: the law's name and the article in the law's own counting."""

    law: str
    article: str = ""
    url: str = ""


@dataclass(frozen=True)
class Limit:
    """A time limit. `unit` "1" is working days (行政许可法 art. 82), "2" natural days; count 0 is "at once"."""

    count: int
    unit: str = "1"
    basis: str = ""
    note: Text = NOTHING

    @property
    def natural_days(self) -> float:
        """About so many natural days, at five working days a week: to compare limits of different units."""
        return self.count if self.unit == "2" else self.count * 7 / 5


@dataclass(frozen=True)
class Limits:
    """`statutory` is None where no law sets a limit: then only the promise is read.

    `completion` is for what is missing 补正期限, `later` for what may follow 容缺时限.
    """

    promised: Limit
    statutory: Limit | None = None
    completion: Limit | None = None
    later: Limit | None = None


@dataclass(frozen=True)
class Result:
    """What the person receives. `licence` is the key of a licence type; empty: a decision text only.

    `sample` names the picture of one 结果样本.
    """

    kind: str
    name: Text
    licence: str = ""
    sample: str = ""


@dataclass(frozen=True)
class Fee:
    """One fee; `amount` in yuan. A fee needs a basis (行政许可法 art. 58).

    `standard` says how it is reckoned 收费标准; `reduction` who may pay less, and by what rule 减免依据.
    """

    name: Text
    amount: Decimal
    basis: str
    when: When = field(default_factory=dict)
    standard: Text = NOTHING
    reducible: bool | None = None
    reduction: Text = NOTHING


@dataclass(frozen=True)
class Option:
    """One answer. With `stop` it ends the road and says what to do; `instead` is the code of the right item."""

    value: str
    label: Text
    hint: Text = NOTHING
    stop: Text | None = None
    instead: str = ""


@dataclass(frozen=True)
class Question:
    """A question that tells situations 情形 apart."""

    key: str
    ask: Text
    options: tuple[Option, ...]
    hint: Text = NOTHING
    why: Text = NOTHING
    when: When = field(default_factory=dict)

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Material:
    """A paper 材料, and why it is or is not asked of the applicant.

    Empty `basis`: no law asks for it, so nobody may (rule 1). `resource`: shared data verify it (rule 2).
    `licence`: taken from the licence store (rule 3). `kind`, `form`, `source`, `necessity`, `collection` are the
    standard's codes. `originals` is None where nothing is said. `timing` 出具时间要求, `filling` 填报须知, `standard`
    受理标准, `usage` 使用说明, `origin` 来源说明; `blank` and `sample` name the empty form 空白表 and a filled
    one 样表; `size` is that of the page. `paper` is its key in the registry of papers, where it has one.
    """

    key: str
    name: Text
    kind: str = "3"
    form: str = "3"
    source: str = "10"
    issuer: str = ""
    necessity: str = "1"
    copies: int = 1
    hint: Text = NOTHING
    basis: tuple[Basis, ...] = ()
    licence: str = ""
    resource: str = ""
    when: When = field(default_factory=dict)
    accept: tuple[str, ...] = ("pdf", "image")
    originals: int | None = None
    collection: tuple[str, ...] = ()
    timing: Text = NOTHING
    filling: Text = NOTHING
    standard: Text = NOTHING
    usage: Text = NOTHING
    origin: Text = NOTHING
    blank: str = ""
    sample: str = ""
    size: str = ""
    paper: str = ""

    @property
    def has_basis(self) -> bool:
        return bool(self.basis)

    @property
    def may_be_waived(self) -> bool:
        """No basis, or a source of the city can answer for it: nothing to upload when all sources answer."""
        return not self.basis or bool(self.licence or self.resource)

    @property
    def remains(self) -> bool:
        """The applicant must bring it even when all sources answer; an optional one (necessity 2) nobody must bring."""
        return not self.may_be_waived and self.necessity != "2"


@dataclass(frozen=True)
class Field:
    """One field of the form; what it means is said by its data element."""

    key: str
    element: str
    required: bool = True
    label: Text | None = None
    hint: Text = NOTHING
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class FormPage:
    """One page of the form, as one thing to fill in."""

    key: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Faq:
    """A question that people ask, and its answer."""

    ask: Text
    answer: Text


@dataclass(frozen=True)
class Step:
    """One step of the way through, as people read it."""

    name: Text
    note: Text = NOTHING
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """A row of the item's decision table: a situation 情形 by name, and the limits that hold in it if not the item's.

    Where an item names any, every combination of answers falls to exactly one; `situations.flaws` proves it.
    """

    key: str
    name: Text
    when: When = field(default_factory=dict)
    limits: Limits | None = None


@dataclass(frozen=True)
class Example:
    """An example that runs as a test: with all sources answering, exactly `mine` remain to be uploaded.

    `committed`: by way of commitment, which these answers leave open. What else it states has to come out as well:
    `situation` the key of the named situation, `fee` in yuan all fees together, and `due_on` the last day of the
    promised time of what was accepted on `accepted_on`.
    """

    answers: Mapping[str, str]
    mine: tuple[str, ...] = ()
    committed: bool = False
    situation: str = ""
    fee: Decimal | None = None
    accepted_on: date | None = None
    due_on: date | None = None
