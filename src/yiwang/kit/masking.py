"""Identifiers never reach a log: they are masked, and one event is one line."""

from __future__ import annotations

import logging
import re

# Citizen numbers, credit codes, permanent-residence cards; mobile numbers. Longest first.
_IDENTIFIER = re.compile(
    r"(?<![0-9A-Za-z])([0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-Z]|\d{17}[\dXx]|[A-Z]{3}\d{12})(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def identifier(value: str) -> str:
    """9131 0101 **** **** 7X: enough to recognise one's own, not enough to use."""
    if len(value) < 8:
        return "*" * len(value)
    return value[:4] + "*" * (len(value) - 6) + value[-2:]


def mobile(value: str) -> str:
    return value[:3] + "****" + value[-4:] if len(value) >= 8 else "****"


def text(value: str) -> str:
    """The same text with every identifier and mobile number in it masked."""
    value = _IDENTIFIER.sub(lambda found: identifier(found.group(0)), value)
    return _MOBILE.sub(r"\1****\2", value)


class MaskIdentifiers(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = text(record.getMessage()), None
        return True


class OneLine(logging.Formatter):
    """One event, one line: a newline or an escape sequence in a value cannot forge a second record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = text(super().format(record))
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
