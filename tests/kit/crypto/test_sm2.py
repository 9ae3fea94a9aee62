"""SM2: strict about form, and the same to others as to us."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from asn1crypto import core, pem

from yiwang.kit.crypto import sm2
from yiwang.kit.crypto.digest import sm3

MESSAGE = "准予许可".encode()
OPENSSL_MISSING = "the program `openssl` is not installed: SM2 was not compared with another implementation"


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        # GB/T 32905-2016, annex A
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_gives_the_published_digests(message: bytes, digest: str) -> None:
    assert sm3(message).hex() == digest


def test_a_signature_holds_for_its_message_key_and_identity_only() -> None:
    pair, other = sm2.generate(), sm2.generate()
    signature = sm2.sign(pair, MESSAGE)
    assert sm2.verify(pair.public, MESSAGE, signature)
    assert not sm2.verify(pair.public, MESSAGE + b"!", signature)
    assert not sm2.verify(other.public, MESSAGE, signature)
    assert not sm2.verify(pair.public, MESSAGE, signature, distid=b"another signer")
    assert sm2.verify(pair.public, MESSAGE, sm2.sign(pair, MESSAGE, distid=b"x"), distid=b"x")


def test_a_pair_from_a_seed_is_always_the_same_and_signs() -> None:
    pair = sm2.from_seed(bytes(range(32)))
    assert pair == sm2.from_seed(bytes(range(32)))
    assert sm2.is_on_curve(pair.public)
    assert sm2.verify(pair.public, MESSAGE, sm2.sign(pair, MESSAGE))
    assert "private" not in repr(pair)


def der(r: int, s: int) -> bytes:
    def integer(number: int) -> bytes:
        body = number.to_bytes(number.bit_length() // 8 + 1, "big")
        return bytes([2, len(body)]) + body

    body = integer(r) + integer(s)
    return bytes([0x30, len(body)]) + body


PAIR = sm2.from_seed(b"\x07" * 32)
SIGNATURE = sm2.sign(PAIR, MESSAGE)
R, S = sm2.read_der(SIGNATURE) or (0, 0)


@pytest.mark.parametrize(
    ("why", "signature"),
    [
        ("empty", b""),
        ("cut short", SIGNATURE[:-1]),
        ("a byte after it", SIGNATURE + b"\x00"),
        ("r is zero", der(0, S)),
        ("s is zero", der(R, 0)),
        ("r is the order", der(sm2.N, S)),
        ("s beyond the order: the same value again", der(R, S + sm2.N)),
        ("a padded integer", b"\x30\x07\x02\x02\x00\x01\x02\x01\x01"),
        ("a negative integer", b"\x30\x06\x02\x01\x81\x02\x01\x01"),
        ("length in the long form", b"\x30\x81" + SIGNATURE[1:]),
        ("not a sequence", b"\x31" + SIGNATURE[1:]),
        ("raw r and s", R.to_bytes(32, "big") + S.to_bytes(32, "big")),
    ],
)
def test_a_malformed_signature_is_refused(why: str, signature: bytes) -> None:
    assert sm2.read_der(signature) is None, why
    assert not sm2.verify(PAIR.public, MESSAGE, signature)


def test_the_control_for_malformed_ones_the_same_numbers_well_formed_are_accepted() -> None:
    assert der(R, S) == SIGNATURE
    assert sm2.verify(PAIR.public, MESSAGE, der(R, S))


@pytest.mark.parametrize(
    "public",
    [b"\x01" * 64, PAIR.public[:-1], PAIR.public + b"\x00", b"", PAIR.public[:32] + sm2.P.to_bytes(32, "big")],
)
def test_a_point_off_the_curve_is_refused(public: bytes) -> None:
    assert not sm2.verify(public, MESSAGE, SIGNATURE)


def test_a_wrong_signature_leaves_no_line_on_stderr() -> None:
    code = (
        "from yiwang.kit.crypto import sm2; p = sm2.generate(); s = sm2.sign(p, b'a'); import sys;"
        "assert not sm2.verify(p.public, b'b', s); print('still heard', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "still heard\n"


def test_the_control_for_silence_the_library_itself_is_loud() -> None:
    code = (
        "import gmssl_pyx as g; pub, priv = g.sm2_key_generate(); s = g.sm2_sign_sm3_digest(priv, b'a' * 32);"
        "g.sm2_verify_sm3_digest(pub, b'b' * 32, s)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sm2_verify" in done.stderr


def test_openssl_accepts_what_we_sign(tmp_path: Path) -> None:
    public = tmp_path / "public.pem"
    public.write_bytes(_public_pem(PAIR.public))
    (tmp_path / "message").write_bytes(MESSAGE)
    (tmp_path / "signature").write_bytes(SIGNATURE)
    done = _openssl(
        "pkeyutl", "-verify", "-pubin", "-inkey", public, "-rawin", "-in", tmp_path / "message", "-digest", "sm3",
        "-sigfile", tmp_path / "signature", "-pkeyopt", "distid:1234567812345678",
    )  # fmt: skip
    assert "Verified Successfully" in done.stdout


def test_we_accept_what_openssl_signs(tmp_path: Path) -> None:
    key, public = tmp_path / "key.pem", tmp_path / "public.der"
    (tmp_path / "message").write_bytes(MESSAGE)
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", key)
    _openssl("pkey", "-in", key, "-pubout", "-outform", "DER", "-out", public)
    _openssl(
        "pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", tmp_path / "message", "-digest", "sm3",
        "-out", tmp_path / "signature", "-pkeyopt", "distid:1234567812345678",
    )  # fmt: skip
    point, signature = public.read_bytes()[-64:], (tmp_path / "signature").read_bytes()
    assert sm2.verify(point, MESSAGE, signature)
    assert not sm2.verify(point, MESSAGE, signature, distid=b"")


def _public_pem(public: bytes) -> bytes:
    algorithm = core.SequenceOf(
        [core.ObjectIdentifier("1.2.840.10045.2.1"), core.ObjectIdentifier("1.2.156.10197.1.301")],
        spec=core.ObjectIdentifier,
    ).dump()
    point = core.BitString(tuple(int(bit) for byte in b"\x04" + public for bit in f"{byte:08b}")).dump()
    info = core.Sequence.load(b"\x30" + bytes([len(algorithm + point)]) + algorithm + point).dump()
    return bytes(pem.armor("PUBLIC KEY", info))


def _openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    assert shutil.which("openssl"), OPENSSL_MISSING
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done
