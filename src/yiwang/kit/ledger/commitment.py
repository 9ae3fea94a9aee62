"""Saying something about a person without saying it: a salted commitment that can be opened until the salt is erased.

Without the salt nobody can tell whether a guess is right, so an erased person is gone from the tree although the
tree stays whole (PIPL art. 47).
"""

from __future__ import annotations

import hmac
import os

SALT = 16


def commit(value: str | bytes, salt: bytes | None = None) -> tuple[str, bytes]:
    """(commitment in hexadecimal, salt): the HMAC-SM3 of the value under the salt, which is new unless given."""
    salt = salt or os.urandom(SALT)
    return hmac.digest(salt, value if isinstance(value, bytes) else value.encode(), "sm3").hex(), salt


def opens(commitment: str, value: str | bytes, salt: bytes) -> bool:
    """Whether the commitment was made to this value."""
    return hmac.compare_digest(commit(value, salt)[0], commitment)
