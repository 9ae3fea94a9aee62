"""A schema's verdict as a sentence in Chinese and English."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs

from yiwang.kit.errors import Text

_TYPES = {
    "string": ("文字", "a text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "boolean": ("true 或 false", "true or false"),
    "array": ("列表", "a list"),
    "object": ("表", "a table"),
    "null": ("空", "nothing"),
}
_FORMATS = {
    "date": ("日期，如 2026-09-01", "a date such as 2026-09-01"),
    "date-time": ("时刻，如 2026-09-01T09:00:00+08:00", "an instant such as 2026-09-01T09:00:00+08:00"),
    "time": ("时间，如 09:00:00", "a time such as 09:00:00"),
    "uri": ("完整的网址", "a full web address"),
    "email": ("电子邮箱", "an e-mail address"),
    "regex": ("正则表达式", "a regular expression"),
}
# Keyword of the schema: what to say, with the limit in it.
_LIMITS = {
    "minLength": ("太短，至少 {0} 个字。", "Too short: the shortest is {0}."),
    "maxLength": ("太长，最多 {0} 个字。", "Too long: the longest is {0}."),
    "minimum": ("太小，至少 {0}。", "Too small: at least {0}."),
    "maximum": ("太大，最多 {0}。", "Too large: at most {0}."),
    "exclusiveMinimum": ("必须大于 {0}。", "Must be more than {0}."),
    "exclusiveMaximum": ("必须小于 {0}。", "Must be less than {0}."),
    "minItems": ("太少，至少 {0} 项。", "Too few: at least {0} entries."),
    "maxItems": ("太多，最多 {0} 项。", "Too many: at most {0} entries."),
    "minProperties": ("太少，至少 {0} 个字段。", "Too few: at least {0} keys."),
    "maxProperties": ("太多，最多 {0} 个字段。", "Too many: at most {0} keys."),
    "multipleOf": ("必须是 {0} 的倍数。", "Must be a multiple of {0}."),
    "pattern": ("写法不对，应符合 {0}。", "Not in the form {0}."),
    "required": ("缺少“{0}”。", "“{0}” is missing."),
}
_PLAIN = {
    "uniqueItems": ("有重复的项。", "An entry is there twice."),
    "contains": ("缺少必须有的一项。", "An entry that must be there is missing."),
    "not": ("这里不能这样写。", "This is not allowed here."),
    "falseSchema": ("这里不能有这个字段。", "This key is not allowed here."),
    "additionalItems": ("项数太多。", "Too many entries."),
    "unevaluatedItems": ("项数太多。", "Too many entries."),
    "propertyNames": ("有一个字段名不合格。", "A key has a name that is not allowed."),
    "anyOf": ("不符合任何一种允许的写法。", "Fits none of the allowed forms."),
    "oneOf": ("不符合任何一种允许的写法，或同时符合几种。", "Fits none of the allowed forms, or several at once."),
}


def sentence(error: jsonschema_rs.ValidationError) -> Text:
    """What is wrong at the error's place."""
    kind: Any = error.kind
    if kind.name in _LIMITS:
        return _pair(_LIMITS[kind.name], kind.value)
    if kind.name == "type":
        return _type(kind.types)
    if kind.name == "format":
        return _format(kind.format)
    if kind.name == "enum":
        return _choice(kind.options)
    if kind.name == "const":
        return _choice([kind.expected_value])
    if kind.name in _PLAIN:
        return _pair(_PLAIN[kind.name])
    return Text(f"不合格：{error.message}", f"Not valid: {error.message}")


def _pair(texts: tuple[str, str], *values: Any) -> Text:
    return Text(*(text.format(*values) for text in texts))


def _type(types: list[str]) -> Text:
    names = [_TYPES.get(name, (name, name)) for name in types]
    return Text(f"应是{'或'.join(n[0] for n in names)}。", f"Must be {' or '.join(n[1] for n in names)}.")


def _format(name: str) -> Text:
    zh, en = _FORMATS.get(name, (name, name))
    return Text(f"应是{zh}。", f"Must be {en}.")


def _choice(options: list[Any]) -> Text:
    listed = [json.dumps(option, ensure_ascii=False) for option in options]
    shown = listed[:12]
    zh, en = "、".join(shown), ", ".join(shown)
    more = len(listed) > len(shown)
    return Text(f"只能是 {zh}{' 等' if more else ''}。", f"Must be one of {en}{' and others' if more else ''}.")
