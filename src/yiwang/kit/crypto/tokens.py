"""Equality without the value: a keyed HMAC-SM3, so that a row can be found by a number nobody can read from it.

Keyed, because the space of identity numbers is small enough to try them all. The key is derived from the first master
key and never rotates: a token is an index, not a secret that can be sealed again.
"""

from __future__ import annotations

import hmac
import unicodedata

from yiwang.kit.crypto import keyring


def token(kind: str, value: str) -> bytes:
    """32 bytes that are equal for equal values of one kind: full-width, case and outer spaces do not count.

    `kind` keeps domains apart: the token of a login is not the token of the same text as a name.
    """
    return hmac.digest(keyring.derive("equality tokens"), kind.encode() + b"\x00" + _plain(value).encode(), "sm3")


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().upper()
