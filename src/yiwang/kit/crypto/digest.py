"""SM3 (GB/T 32905): the one digest of the house."""

from __future__ import annotations

import hashlib


def sm3(data: bytes) -> bytes:
    """32 bytes."""
    return hashlib.new("sm3", data).digest()
