"""Identifiers never reach a log: they are masked, and one event is one line."""

from __future__ import annotations

import logging
import re

# Citizen numbers (run together or 6-8-4, and the old ones of 15 digits), credit codes, permanent-residence cards.
# `\d` means full-width and other digits too. A letter may touch a citizen number ("ID1101…"); too much is masked rather
# than too little.
_CREDIT = "[0-9A-HJ-NPQRTUWXY]"
_IDENTIFIER = re.compile(
    rf"(?<!\d)(\d{{17}}[\dXxＸｘ]|\d{{6}}[ -]\d{{8}}[ -]\d{{3}}[\dXxＸｘ]|\d{{15}})(?!\d)"
    rf"|(?<![0-9A-Za-z])({_CREDIT}{{2}}\d{{6}}{_CREDIT}{{9}}[0-9A-Z]|[A-Z]{{3}}\d{{12}})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<!\d)(?:(\+?(?:00)?86)[ -]?)?(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")


def identifier(value: str) -> str:
    """9131 0101 **** **** 7X: enough to recognise one's own, not enough to use."""
    if len(value) < 8:
        return "*" * len(value)
    return value[:4] + "*" * (len(value) - 6) + value[-2:]


def mobile(value: str) -> str:
    """139****0000."""
    return value[:3] + "****" + value[-4:] if len(value) >= 8 else "****"


def text(value: str) -> str:
    """The same text with every identifier and mobile number in it masked."""
    value = _IDENTIFIER.sub(lambda found: identifier(found.group(0)), value)
    return _MOBILE.sub(lambda found: f"{found.group(1) or ''}{found.group(2)}****{found.group(3)}", value)


class MaskIdentifiers(logging.Filter):
    """Masks what a record says before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # A call with the wrong number of values must not stop the act that logs.
            said = f"{record.msg} {record.args}"
        record.msg, record.args = text(said), None
        return True


class OneLine(logging.Formatter):
    """One event, one line: a newline or an escape sequence in a value cannot forge a second record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = text(super().format(record))
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
