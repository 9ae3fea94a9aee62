"""Where private keys live. Software keys are for trying; a real city puts a certified module behind this port."""

from __future__ import annotations

from typing import Protocol

from yiwang.instruments.seals.certificates import Algorithm


class KeyProvider(Protocol):
    """Makes keys and signs with them. A handle is what finds a key again: a label in a module, or the key itself."""

    software: bool
    """Whether private keys are ever in this program's memory: production must acknowledge that."""

    def make(self, algorithm: Algorithm) -> tuple[bytes, str]:
        """A new key: (public x‖y of 64 bytes, handle)."""
        ...

    def sign(self, algorithm: Algorithm, public: bytes, handle: str, message: bytes) -> bytes:
        """A signature in DER (r, s): SM2 with SM3 and the default identity, or ECDSA with SHA-256."""
        ...
