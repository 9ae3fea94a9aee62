"""How any identifier is read: normalised the same way, refused with the same few reasons."""

from __future__ import annotations

from typing import Literal

from yiwang.kit.errors import Invalid, Text

Reason = Literal["length", "character", "date", "check", "kind"]

# Full-width forms of ASCII, as Chinese input methods type them. Other scripts' digits stay and are refused.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BETWEEN = dict.fromkeys(map(ord, " \t-"))

DIGITS = "0123456789"
LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Malformed(Invalid):
    """An identifier that cannot be one. `reason` says which thing is wrong; no text repeats the identifier."""

    code = "malformed"

    def __init__(self, reason: Reason, citizen: Text) -> None:
        self.reason: Reason = reason
        super().__init__(citizen)


def half_width(value: str) -> str:
    """Full-width ASCII as ASCII, capitals, without outer blanks. Nothing else is changed."""
    return value.translate(_HALF_WIDTH).strip().upper()


def compact(value: str) -> str:
    """The same, without the blanks and hyphens people put between groups."""
    return half_width(value).translate(_BETWEEN)


def demand_length(value: str, lengths: tuple[int, ...], name: Text) -> None:
    """Raise Malformed("length") unless it has one of the lengths."""
    if len(value) not in lengths:
        zh, en = " 或 ".join(map(str, lengths)), " or ".join(map(str, lengths))
        raise Malformed(
            "length",
            Text(
                f"{name.zh}应为 {zh} 位，现在是 {len(value)} 位。", f"{name.en} has {en} characters, not {len(value)}."
            ),
        )


def demand_characters(value: str, allowed: str, name: Text, *, of: Text, first: int = 1) -> None:
    """Raise Malformed("character") at the first place that is not allowed; `of` says what is, `first` is its number."""
    for place, letter in enumerate(value, first):
        if letter not in allowed:
            raise Malformed(
                "character",
                Text(f"{name.zh}第 {place} 位不对，只能用{of.zh}。", f"{name.en}: character {place} must be {of.en}."),
            )


def wrong_check(name: Text) -> Text:
    return Text(
        f"{name.zh}的校验位对不上，很可能有一位输错了，请对照证件再看一遍。",
        f"{name.en}: the check character does not fit. One character is probably mistyped; compare it with the card.",
    )


def wrong_date(name: Text) -> Text:
    return Text(f"{name.zh}里的出生日期不存在。", f"{name.en}: the date of birth in it does not exist.")


def future_date(name: Text) -> Text:
    return Text(f"{name.zh}里的出生日期还没有到。", f"{name.en}: the date of birth in it is in the future.")
