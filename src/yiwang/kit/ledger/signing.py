"""Signed notes: origin, size, root and instant, signed with SM2 and with Ed25519.

The form is that of transparency logs (a text, an empty line, one line per signature), so that witnesses elsewhere can
countersign. A key is named by its origin, algorithm and the id of the master key it is derived from.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from dataclasses import dataclass
from datetime import datetime

from yiwang.kit.ledger.canonical import instant

ED25519, SM2 = "ed25519", "sm2"
_TYPES = {ED25519: b"\x01", SM2: b"\xffSM2"}


@dataclass(frozen=True)
class PublicKey:
    """A key that signs checkpoints, as it is published; `algorithm` is sm2 or ed25519."""

    name: str
    algorithm: str
    public: bytes

    @property
    def mark(self) -> bytes:
        """Four bytes that say which key a signature is by; they choose, they do not prove."""
        return hashlib.sha256(self.name.encode() + b"\n" + _TYPES[self.algorithm] + self.public).digest()[:4]

    def plain(self) -> dict[str, str]:
        return {"name": self.name, "algorithm": self.algorithm, "public": self.public.hex()}


@dataclass(frozen=True)
class Note:
    """A note taken apart. `text` is what is signed; `signatures` are (key name, mark, signature)."""

    text: str
    origin: str
    size: int
    root: bytes
    at: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


def read(note: str) -> Note:
    """Take a note apart; raises ValueError if it is none."""
    text, blank, tail = note.partition("\n\n")
    origin, size, root, at = (text + "\n").split("\n")[:4]
    if not blank or text.count("\n") != 3 or not size.isdecimal():
        raise ValueError("not a signed note")
    return Note(text + "\n", origin, int(size), base64.b64decode(root, validate=True), at, _signatures(tail))


def _signatures(tail: str) -> tuple[tuple[str, bytes, bytes], ...]:
    found = []
    for line in tail.splitlines():
        dash, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        if dash != "—" or len(raw) <= 4:
            raise ValueError("not a signature line")
        found.append((name, raw[:4], raw[4:]))
    return tuple(found)


def signed(size: int, root: bytes, at: datetime) -> str:
    """The note for a tree, signed with the newest keys."""
    from yiwang.kit.crypto import keyring

    text = f"{origin()}\n{size}\n{base64.b64encode(root).decode()}\n{instant(at)}\n"
    lines = [_signature(text, algorithm, keyring.current()) for algorithm in (SM2, ED25519)]
    return text + "\n" + "".join(lines)


def origin() -> str:
    """The name of this ledger: it stays as long as the first master key."""
    from yiwang.kit.crypto import keyring

    return f"yiwang-{keyring.derive('ledger origin').hex()[:16]}"


def public_keys() -> list[PublicKey]:
    """The public keys of every master key on the ring, as they are published."""
    from yiwang.kit.crypto import keyring

    return [_public(algorithm, key_id) for key_id in keyring.ids() for algorithm in (SM2, ED25519)]


def holds(key: PublicKey, note: Note) -> bool:
    """Whether this key signed this note. Needs the platform's crypto libraries (ImportError without them)."""
    from yiwang.kit.crypto import ed25519, sm2

    check = {ED25519: ed25519.verify, SM2: sm2.verify}[key.algorithm]
    return any(
        name == key.name and mark == key.mark and check(key.public, note.text.encode(), signature)
        for name, mark, signature in note.signatures
    )


def _signature(text: str, algorithm: str, key_id: int) -> str:
    from yiwang.kit.crypto import ed25519, sm2

    key, seed = _public(algorithm, key_id), _seed(algorithm, key_id)
    data = text.encode()
    raw = sm2.sign(_pair(seed), data) if algorithm == SM2 else ed25519.sign(seed, data)
    return f"— {key.name} {base64.b64encode(key.mark + raw).decode()}\n"


def _public(algorithm: str, key_id: int) -> PublicKey:
    from yiwang.kit.crypto import ed25519

    seed = _seed(algorithm, key_id)
    public = _pair(seed).public if algorithm == SM2 else ed25519.public_of(seed)
    return PublicKey(f"{origin()}/{algorithm}-{key_id}", algorithm, public)


def _seed(algorithm: str, key_id: int) -> bytes:
    from yiwang.kit.crypto import keyring

    return keyring.derive(f"ledger {algorithm}", key_id)


@functools.lru_cache(maxsize=32)
def _pair(seed: bytes):  # type: ignore[no-untyped-def]
    from yiwang.kit.crypto import sm2

    return sm2.from_seed(seed)
