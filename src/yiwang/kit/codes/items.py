"""Codes of government-service items (GB/T 39046): catalogue 12, implementation 31, handling 33, material 34."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yiwang.kit.codes import credit, divisions
from yiwang.kit.codes.reading import (
    DIGITS,
    LETTERS_AND_DIGITS,
    Malformed,
    demand_characters,
    demand_length,
    half_width,
)
from yiwang.kit.errors import Text

NAME = Text("事项编码", "The item code")
KINDS = frozenset(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "20", "21"])
LEVELS = "1234567"
Form = Literal["catalogue", "implementation", "handling", "material"]
_FORMS: dict[int, Form] = {12: "catalogue", 31: "implementation", 33: "handling", 34: "material"}


@dataclass(frozen=True)
class ItemCode:
    """A code taken apart. `department` is a list of the code's owner: never read it without `area`."""

    code: str
    form: Form
    agency: str  # 18, empty in a catalogue code
    level: str  # 行使层级, empty in a catalogue code
    catalogue: str  # 12
    sequence: str  # 2 digits of a handling code, 3 of a material
    warnings: tuple[Text, ...] = ()

    @property
    def area(self) -> str:
        return self.catalogue[:2]

    @property
    def kind(self) -> str:
        return self.catalogue[2:4]

    @property
    def department(self) -> str:
        return self.catalogue[4:6]

    @property
    def main(self) -> str:
        return self.catalogue[6:9]

    @property
    def sub(self) -> str:
        return self.catalogue[9:12]


def parse(code: str) -> ItemCode:
    """Read a code; raises Malformed. An agency with a wrong check character is a warning: official data has such."""
    value = half_width(code)
    demand_length(value, tuple(_FORMS), NAME)
    if len(value) == 12:
        return ItemCode(value, "catalogue", "", "", value, "", _catalogue_warnings(value))
    demand_characters(value[:18], LETTERS_AND_DIGITS, NAME, of=Text("数字和大写字母", "a digit or a capital letter"))
    if value[18] not in LEVELS:
        raise Malformed(
            "kind", Text("事项编码第 19 位（行使层级）应是 1 到 7。", "Character 19 (level) must be 1 to 7.")
        )
    sequence = value[31:]
    demand_characters(sequence, DIGITS, _SEQUENCE, of=Text("数字", "a digit"))
    if sequence and not int(sequence):
        raise Malformed("kind", Text("事项编码末尾的序号从 1 开始。", "The sequence at the end begins with 1."))
    warnings = _catalogue_warnings(value[19:31]) + credit.agency(value[:18]).warnings
    return ItemCode(value, _FORMS[len(value)], value[:18], value[18], value[19:31], sequence, warnings)


def make(agency: str, level: str, catalogue: str) -> str:
    """The implementation code of 31 characters; raises Malformed if a part is wrong."""
    return parse(half_width(agency) + level + half_width(catalogue)).code


def _catalogue_warnings(value: str) -> tuple[Text, ...]:
    demand_characters(value, DIGITS, Text("事项基本编码", "The catalogue code"), of=Text("数字", "a digit"))
    warnings: tuple[Text, ...] = ()
    if value[:2] != "00":  # 00 belongs to the nation
        warnings += divisions.warnings_about(value[:2])
    if value[2:4] not in KINDS:
        warnings += (Text("没有见过这种事项类型代码。", "This kind of item is not known."),)
    return warnings


_SEQUENCE = Text("事项编码的序号", "The sequence of the item code")
