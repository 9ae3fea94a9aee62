"""The number of a case, as people quote it: 20 digits, shown in groups of four.

    3100 2611 2304 2718 2845
    city day······ serial···· check

City: the first four digits of its division. Day: year, month, day of receipt. Serial: nine digits from one database
sequence, turned by a keyed permutation, so that no lock is held, no number is given twice and none can be counted
from another. Check: ISO 7064 MOD 11,10, which finds every single wrong digit and nearly all swaps. The pattern is this
platform's own (the national code of 统一审批编码 is not published); at most 50 characters may be exchanged.
"""

from __future__ import annotations

import hmac
import re
from datetime import date

from yiwang.kit.crypto import keyring

SERIALS = 10**9
_HALF = 15
_MASK = (1 << _HALF) - 1
_ROUNDS = 4


def number(city: str, day: date, sequence: int) -> str:
    """The number for the `sequence`-th case; distinct for distinct sequence values below a milliard."""
    digits = f"{city[:4]}{day:%y%m%d}{_turned(sequence % SERIALS):09d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """The last digit for the nineteen before it (ISO 7064 MOD 11,10)."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def tidy(typed: str) -> str:
    """A number as typed or read aloud, without spaces and dashes."""
    return re.sub(r"[\s\-–]", "", typed)


def is_well_formed(text: str) -> bool:
    """Twenty digits whose last one fits: anything else is nobody's number."""
    return bool(re.fullmatch(r"[0-9]{20}", text)) and check_digit(text[:-1]) == text[-1]


def grouped(text: str) -> str:
    """For reading: 3100 2611 2304 2718 2845."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def _turned(value: int) -> int:
    """A Feistel network over 30 bits, walked until it lands below a milliard: a permutation of the serials."""
    key = keyring.derive("case numbers")
    while True:
        left, right = value >> _HALF, value & _MASK
        for step in range(_ROUNDS):
            left, right = right, left ^ _mixed(key, step, right)
        value = (left << _HALF) | right
        if value < SERIALS:
            return value


def _mixed(key: bytes, step: int, half: int) -> int:
    return int.from_bytes(hmac.digest(key, bytes([step]) + half.to_bytes(2, "big"), "sm3")[:2], "big") & _MASK
