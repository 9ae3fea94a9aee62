"""Software keys: a provider for trying, and the algorithms of both kinds of signature."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from yiwang.instruments.seals.certificates import Algorithm, Verify
from yiwang.kit.crypto import sm2

_P256 = ec.SECP256R1()
_ECDSA = ec.ECDSA(SHA256())


class SoftwareKeys:
    """Keys made here. The handle is the private key in hexadecimal: whoever keeps it keeps it sealed."""

    software = True

    def make(self, algorithm: Algorithm) -> tuple[bytes, str]:
        if algorithm == "sm2":
            pair = sm2.generate()
            return pair.public, pair.private.hex()
        key = ec.generate_private_key(_P256)
        return _point(key.public_key()), key.private_numbers().private_value.to_bytes(32, "big").hex()

    def sign(self, algorithm: Algorithm, public: bytes, handle: str, message: bytes) -> bytes:
        if algorithm == "sm2":
            return sm2.sign(sm2.KeyPair(private=bytes.fromhex(handle), public=public), message)
        return _p256_key(handle).sign(message, _ECDSA)


def verify(algorithm: Algorithm, public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature in DER holds; never raises for a bad one."""
    if algorithm == "sm2":
        return sm2.verify(public, message, signature)
    try:
        _p256_public(public).verify(signature, message, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True


def verifier(algorithm: Algorithm) -> Verify:
    """`verify` for one algorithm, as `certificates` takes it."""
    return lambda public, message, signature: verify(algorithm, public, message, signature)


@lru_cache(maxsize=1024)
def _p256_key(handle: str) -> ec.EllipticCurvePrivateKey:
    """Parsing a key costs more than signing with it."""
    return ec.derive_private_key(int(handle, 16), _P256)


@lru_cache(maxsize=1024)
def _p256_public(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(_P256, b"\x04" + public)


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    numbers = public.public_numbers()
    return numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
