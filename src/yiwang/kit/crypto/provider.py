"""The seam between what the platform asks for and what computes it: software today, a hardware module later.

A private key is whatever the provider understands: 32 bytes in software, a handle in a module. Certified modules are
required in production (GB/T 39786-2021); the software provider is for trying.
"""

from __future__ import annotations

from typing import Protocol


class Provider(Protocol):
    """The operations that touch a secret key, and the one that checks a signature."""

    certified: bool
    """Whether the module holds a certificate; `False` for software."""

    def sm2_generate(self) -> tuple[bytes, bytes]:
        """A new private key (or its handle) and its public point, 64 bytes."""
        ...

    def sm2_sign(self, private: bytes, digest: bytes) -> bytes:
        """A DER signature (r, s) of 32 bytes that already contain Z."""
        ...

    def sm2_verify(self, public: bytes, digest: bytes, signature: bytes) -> bool:
        """Whether a well-formed signature holds. Callers have checked point, ranges and DER."""
        ...

    def sm4_seal(self, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """SM4-GCM: ciphertext followed by a 16-byte tag over it and over `bound`."""
        ...

    def sm4_unseal(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        """The plaintext, or None if anything was altered."""
        ...


_provider: Provider | None = None


def current() -> Provider:
    """The module behind all cryptography: software until another is put there."""
    if _provider is None:
        from yiwang.kit.crypto.software import Software

        use(Software())
    assert _provider is not None
    return _provider


def use(provider: Provider) -> None:
    """Put another module behind all of the platform's cryptography; done once at start."""
    global _provider  # noqa: PLW0603 - one per process, as there is one keyring
    _provider = provider
