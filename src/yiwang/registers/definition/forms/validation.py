"""What a filled form gets back: for each field one sentence that says what to do, never what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jsonschema_rs

from yiwang.kit.codes import Malformed
from yiwang.kit.errors import Text
from yiwang.registers.definition.forms import tidying
from yiwang.registers.parties.names import unprintable

Schema = Mapping[str, Any]
UNKNOWN = Text("表单里没有这一项，请刷新页面后再填。", "The form has no such field. Reload the page and try again.")


def validate(schema: Schema, values: Mapping[str, Any]) -> dict[str, Text]:
    """The errors by field, in the form's order; empty when everything holds. Values are tidied first."""
    properties = schema["properties"]
    tidied = tidying.tidy(schema, values)
    found = {key: text for key, value in tidied.items() if (text := _before_the_schema(properties.get(key), value))}
    judged = {key: value for key, value in tidied.items() if key not in found}
    for error in _validator(json.dumps(schema, sort_keys=True)).iter_errors(judged):
        kind: Any = error.kind
        key = kind.property if kind.name == "required" else str(error.instance_path[0])
        found.setdefault(key, _sentence(properties[key], kind, judged.get(key)))
    for key, value in judged.items():
        if key not in found and (text := _out_of_bounds(properties[key], value)):
            found[key] = text
    return {key: found[key] for key in [*properties, *found] if key in found}


@lru_cache(maxsize=512)
def _validator(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema), validate_formats=True, formats=_FORMATS)


def _accepts(read: Callable[[str], Any]) -> Callable[[str], bool]:
    def accepts(value: str) -> bool:
        try:
            read(value)
        except (ValueError, Malformed):
            return False
        return True

    return accepts


def _two_places(value: str) -> None:
    exponent = tidying.amount(value).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise ValueError("more than two places")


_FORMATS = {
    "citizen_number": _accepts(lambda value: tidying.identifier("citizen_number", value)),
    "credit_code": _accepts(lambda value: tidying.identifier("credit_code", value)),
    "mobile": _accepts(lambda value: tidying.identifier("mobile", value)),
    "postcode": lambda value: len(value) == 6 and value.isascii() and value.isdigit(),
    "decimal": _accepts(tidying.amount),
    "money": _accepts(_two_places),
}


def _before_the_schema(described: Schema | None, value: Any) -> Text | None:
    """What a schema cannot say: a field that is not there, and characters that cannot be kept."""
    if described is None:
        return UNKNOWN
    if isinstance(value, str):
        return unprintable(value, lines_allowed=described["x-type"] == "textarea")
    return None


def _out_of_bounds(described: Schema, value: Any) -> Text | None:
    if not isinstance(value, str) or not {"formatMinimum", "formatMaximum"} & described.keys():
        return None
    read: Callable[[str], Any] = tidying.day if described["format"] == "date" else tidying.amount
    try:
        given = read(value)
    except ValueError:
        return None
    least, most = (described.get(name) for name in ("formatMinimum", "formatMaximum"))
    if least is not None and given < read(least):
        return Text(f"不能小于 {least}。", f"It must be {least} or more.") if _counts(given) else _not_before(least)
    if most is not None and given > read(most):
        return Text(f"不能大于 {most}。", f"It must be {most} or less.") if _counts(given) else _not_after(most)
    return None


def _counts(value: Any) -> bool:
    return isinstance(value, Decimal)


def _not_before(day: str) -> Text:
    return Text(f"日期不能早于 {day}。", f"The date must be {day} or later.")


def _not_after(day: str) -> Text:
    return Text(f"日期不能晚于 {day}。", f"The date must be {day} or earlier.")


def _sentence(described: Schema, kind: Any, value: Any) -> Text:
    zh, en = described["x-title"]["zh"], described["x-title"]["en"]
    if kind.name == "required" or (kind.name == "minLength" and not value):
        return _to_fill(described, zh, en)
    if kind.name == "format" and kind.format in ("citizen_number", "credit_code", "mobile"):
        return _why_malformed(kind.format, str(value))
    if kind.name in _LIMITS:
        sentence_zh, sentence_en = _LIMITS[kind.name]
        return Text(sentence_zh.format(zh, kind.value), sentence_en.format(en, kind.value))
    if kind.name == "const":
        return Text(f"请确认：{zh}。", f"Please confirm: {en}.")
    return _TYPES.get(described["x-type"], Text(f"{zh}写法不对，请改正。", f"Please correct: {en}."))


def _to_fill(described: Schema, zh: str, en: str) -> Text:
    if described["x-type"] == "boolean":
        return Text(f"请确认：{zh}。", f"Please confirm: {en}.")
    if described["x-type"] in ("choice", "date"):
        return Text(f"请选择{zh}。", f"Choose: {en}.")
    return Text(f"请填写{zh}。", f"Enter: {en}.")


def _why_malformed(format_name: str, value: str) -> Text:
    try:
        tidying.identifier(format_name, value)
    except Malformed as fault:
        return fault.citizen
    return _TYPES["text"]


_LIMITS = {
    "maxLength": ("{0}太长，最多 {1} 个字。", "{0}: at most {1} characters."),
    "minLength": ("{0}太短，至少 {1} 个字。", "{0}: at least {1} characters."),
    "minimum": ("{0}不能小于 {1}。", "{0}: {1} or more."),
    "maximum": ("{0}不能大于 {1}。", "{0}: {1} or less."),
}
_TYPES = {
    "text": Text("写法不对，请按提示改正。", "Not in the right form. Please correct it as the hint says."),
    "date": Text("请填写完整的日期，例如 2026-09-01。", "Enter a full date, such as 2026-09-01."),
    "integer": Text("请填整数，例如 12。", "Enter a whole number, such as 12."),
    "decimal": Text("请填数字，例如 12.5。", "Enter a number, such as 12.5."),
    "money": Text(
        "请填金额，最多两位小数，例如 1200.50。", "Enter an amount with at most two decimals, such as 1200.50."
    ),
    "boolean": Text("请选“是”或“否”。", "Choose yes or no."),
    "choice": Text("请从列出的选项里选一个。", "Choose one of the listed options."),
    "email": Text(
        "邮箱地址不完整，应像 name@example.com。", "The e-mail address is incomplete; it looks like name@example.com."
    ),
    "postcode": Text("邮政编码是 6 位数字。", "A postcode has 6 digits."),
}
