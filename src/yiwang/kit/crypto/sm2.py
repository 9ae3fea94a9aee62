"""SM2 signatures (GB/T 32918.2, GM/T 0009) over a message with a signer's identity.

Everything malformed is refused here, before the library sees it: a point off the curve, r or s out of range, DER with
padding or trailing bytes. Z is computed here because the library's own way of doing it is ten times slower.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from yiwang.kit.crypto import provider
from yiwang.kit.crypto.digest import sm3

DISTID = b"1234567812345678"
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


@dataclass(frozen=True)
class KeyPair:
    """`private` is 32 bytes (or a module's handle) and is never printed; `public` is x ‖ y, 64 bytes."""

    private: bytes = field(repr=False)
    public: bytes


def generate() -> KeyPair:
    """A new pair, made by the provider."""
    return KeyPair(*provider.current().sm2_generate())


def from_seed(seed: bytes) -> KeyPair:
    """The pair that belongs to 32 secret bytes, always the same: for keys derived from the keyring.

    Computed in plain Python, which takes some milliseconds and is not constant in time: at start, not per request.
    """
    scalar = int.from_bytes(seed, "big") % (N - 2) + 1
    x, y = _times(scalar, G)
    return KeyPair(scalar.to_bytes(32, "big"), x.to_bytes(32, "big") + y.to_bytes(32, "big"))


def sign(pair: KeyPair, message: bytes, distid: bytes = DISTID) -> bytes:
    """A DER signature of 70 to 72 bytes."""
    return provider.current().sm2_sign(pair.private, sm3(_identity(pair.public, distid) + message))


def verify(public: bytes, message: bytes, signature: bytes, distid: bytes = DISTID) -> bool:
    """Whether `signature` is a strict DER signature of `message` by `public`. Never raises."""
    if not is_on_curve(public) or read_der(signature) is None:
        return False
    return provider.current().sm2_verify(public, sm3(_identity(public, distid) + message), signature)


@functools.lru_cache(maxsize=4096)
def is_on_curve(public: bytes) -> bool:
    """Whether 64 bytes x ‖ y are a point of the curve of GB/T 32918.5; remembered, for keys come again."""
    if len(public) != 64:
        return False
    x, y = int.from_bytes(public[:32], "big"), int.from_bytes(public[32:], "big")
    return x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def read_der(signature: bytes) -> tuple[int, int] | None:
    """(r, s) of a strict DER signature with both in [1, n-1]; None for anything else."""
    if len(signature) < 8 or signature[0] != 0x30 or signature[1] != len(signature) - 2 or len(signature) > 72:
        return None
    r, after = _integer(signature, 2)
    s, end = _integer(signature, after)
    if r is None or s is None or end != len(signature):
        return None
    return (r, s) if 0 < r < N and 0 < s < N else None


def _integer(data: bytes, at: int) -> tuple[int | None, int]:
    """A minimal, positive DER INTEGER at an offset, and the offset after it."""
    if len(data) < at + 3 or data[at] != 0x02 or not 1 <= data[at + 1] <= 33:
        return None, at
    body = data[at + 2 : at + 2 + data[at + 1]]
    padded = len(body) > 1 and body[0] == 0 and body[1] < 0x80
    if len(body) != data[at + 1] or body[0] >= 0x80 or padded:
        return None, at
    return int.from_bytes(body, "big"), at + 2 + len(body)


@functools.lru_cache(maxsize=4096)
def _identity(public: bytes, distid: bytes) -> bytes:
    """Z = SM3(bits of the identity ‖ identity ‖ a ‖ b ‖ G ‖ public), GB/T 32918.2 §5.5."""
    curve = b"".join(number.to_bytes(32, "big") for number in (A, B, *G))
    return sm3((len(distid) * 8).to_bytes(2, "big") + distid + curve + public)


def _times(scalar: int, point: tuple[int, int]) -> tuple[int, int]:
    result: tuple[int, int] | None = None
    for bit in bin(scalar)[2:]:
        result = _add(result, result) if result else None
        if bit == "1":
            result = _add(result, point) if result else point
    assert result is not None
    return result


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Affine addition. The scalars of `from_seed` never meet a point and its opposite."""
    (x1, y1), (x2, y2) = one, other
    rise, run = (3 * x1 * x1 + A, 2 * y1) if one == other else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P
