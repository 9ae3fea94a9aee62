"""Sealing: SM4-GCM with the key's id inside, so that any master key on the ring opens it and the newest one seals.

Layout: one byte format (1), two bytes key id, twelve bytes nonce, ciphertext, sixteen bytes tag. Format, key id and
purpose are bound to it: a value moved to another column does not open.
"""

from __future__ import annotations

import os

from yiwang.kit.crypto import keyring, provider
from yiwang.kit.errors import Refusal, Text

FORMAT = 1
HEAD = 15
OVERHEAD = HEAD + 16


class Sealed(Refusal):
    """What was sealed does not open: altered, moved to another place, or its key is not on the ring."""

    code = "sealed"
    status = 500
    citizen = Text("有一项内容暂时读不出来，我们已记录。", "Something stored cannot be read now. We have noted it.")
    officer = Text(
        "加密内容无法解开：可能被改动过，或缺少当时的密钥。请联系系统管理员。",
        "Encrypted content does not open: it was altered, or its key is missing. Tell the system administrator.",
    )


def seal(purpose: str, data: bytes) -> bytes:
    """Encrypt under the newest key. `purpose` is `table.column` or another name that reading must repeat."""
    key_id = keyring.current()
    head = bytes([FORMAT]) + key_id.to_bytes(2, "big")
    nonce = os.urandom(12)
    key = _key(purpose, key_id)
    return head + nonce + provider.current().sm4_seal(key, nonce, data, head + purpose.encode())


def unseal(purpose: str, data: bytes) -> bytes:
    """Decrypt under whichever key sealed it; raises `Sealed`."""
    key_id = key_id_of(data)
    if not keyring.has(key_id):
        raise Sealed
    key = _key(purpose, key_id)
    plain = provider.current().sm4_unseal(key, data[3:HEAD], data[HEAD:], data[:3] + purpose.encode())
    if plain is None:
        raise Sealed
    return plain


def key_id_of(data: bytes) -> int:
    """Which master key sealed this; raises `Sealed` if it is nothing that was sealed here."""
    if len(data) < OVERHEAD or data[0] != FORMAT:
        raise Sealed
    return int.from_bytes(data[1:3], "big")


def _key(purpose: str, key_id: int) -> bytes:
    """One key per table, not per column: few keys to derive, and none seals more than GCM allows."""
    return keyring.derive("seal " + purpose.partition(".")[0], key_id)[:16]
