"""What is sealed opens with any key of the ring, in its own place, unaltered, and not otherwise."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from yiwang.kit.crypto import ed25519, keyring, provider, sealing
from yiwang.kit.crypto.tokens import token

NUMBER = "11010519491231002X"


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Path]:
    """A ring of its own; the city's is put back afterwards."""
    keyring.use(tmp_path, create=True)
    yield tmp_path
    keyring.use(settings.ENVIRONMENT.keys, create=False)


def test_the_same_value_sealed_twice_looks_different_and_opens() -> None:
    one, two = (sealing.seal("party.number", NUMBER.encode()) for _ in range(2))
    assert one != two
    assert NUMBER.encode() not in one
    assert sealing.unseal("party.number", one) == sealing.unseal("party.number", two) == NUMBER.encode()


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("a bit of the text", lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:]),
        ("a bit of the nonce", lambda data: data[:5] + bytes([data[5] ^ 1]) + data[6:]),
        ("the tag", lambda data: data[:-1] + bytes([data[-1] ^ 1])),
        ("another key id", lambda data: data[:1] + b"\x00\x09" + data[3:]),
        ("another format", lambda data: b"\x02" + data[1:]),
        ("cut short", lambda data: data[:-1]),
        ("nothing left", lambda data: b""),
        ("plain text put there by hand", lambda data: NUMBER.encode() * 3),
    ],
)
def test_what_was_altered_does_not_open(why: str, change: object) -> None:
    sealed = sealing.seal("party.number", NUMBER.encode())
    with pytest.raises(sealing.Sealed):
        sealing.unseal("party.number", change(sealed))  # type: ignore[operator]


@pytest.mark.parametrize("place", ["party.phone", "account.number", "party", "party.number2"])
def test_what_was_moved_to_another_column_does_not_open(place: str) -> None:
    with pytest.raises(sealing.Sealed):
        sealing.unseal(place, sealing.seal("party.number", NUMBER.encode()))


def test_sm4_gcm_gives_the_published_ciphertext() -> None:
    # RFC 8998, appendix A.1
    sealed = provider.current().sm4_seal(
        bytes.fromhex("0123456789abcdeffedcba9876543210"),
        bytes.fromhex("00001234567800000000abcd"),
        bytes.fromhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15"
        "a56834cbcf98c397b4024a2691233b8d" + "83de3541e4c2b58177e065a9bf7b62ec"
    )


def test_a_new_key_seals_and_the_old_one_still_opens(ring: Path) -> None:
    old = sealing.seal("party.number", b"old")
    assert keyring.add(ring) == 2
    new = sealing.seal("party.number", b"new")
    assert (sealing.key_id_of(old), sealing.key_id_of(new)) == (1, 2)
    assert sealing.unseal("party.number", old) == b"old"
    assert sealing.unseal("party.number", new) == b"new"


def test_a_process_that_runs_on_finds_the_key_another_has_added(ring: Path) -> None:
    keyring.write(ring, 2, b"\x05" * 32)
    assert keyring.current() == 1
    head = b"\x01\x00\x02"
    key = keyring.hmac.digest(b"\x05" * 32, b"seal party", "sm3")[:16]
    sealed = head + b"n" * 12 + provider.current().sm4_seal(key, b"n" * 12, b"hello", head + b"party.number")
    assert sealing.unseal("party.number", sealed) == b"hello"
    assert keyring.current() == 2


def test_without_its_key_nothing_opens(ring: Path) -> None:
    sealed = sealing.seal("party.number", b"secret")
    (ring / "master-1.key").write_text("ab" * 32)
    keyring.use(ring, create=False)
    with pytest.raises(sealing.Sealed):
        sealing.unseal("party.number", sealed)


@pytest.mark.parametrize("content", ["", "ab", "zz" * 32, "ab" * 33])
def test_a_damaged_key_file_stops_the_start(ring: Path, content: str) -> None:
    (ring / "master-2.key").write_text(content)
    with pytest.raises(keyring.KeysMissing, match="master-2"):
        keyring.use(ring, create=False)


def test_a_missing_key_is_never_made_where_software_keys_are_not_allowed(tmp_path: Path) -> None:
    with pytest.raises(keyring.KeysMissing):
        keyring.use(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_key_files_are_readable_by_their_owner_alone(ring: Path) -> None:
    assert {file.stat().st_mode & 0o777 for file in ring.iterdir()} == {0o600}


@pytest.mark.parametrize("same", ["11010519491231002x", " 11010519491231002X ", "１１０１０５１９４９１２３１００２Ｘ"])
def test_a_token_finds_the_same_number_however_it_was_typed(same: str) -> None:
    assert token("citizen", same) == token("citizen", NUMBER)


def test_a_token_keeps_kinds_values_and_rings_apart(ring: Path) -> None:
    first = token("citizen", NUMBER)
    assert first != token("login", NUMBER)
    assert first != token("citizen", "110105194912310038")
    keyring.add(ring)
    assert token("citizen", NUMBER) == first
    (ring / "master-1.key").write_text("cd" * 32)
    keyring.use(ring, create=False)
    assert token("citizen", NUMBER) != first


def test_ed25519_holds_for_its_message_only() -> None:
    # RFC 8032, section 7.1, test 2
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = ed25519.public_of(seed)
    assert public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = ed25519.sign(seed, b"\x72")
    assert ed25519.verify(public, b"\x72", signature)
    assert not ed25519.verify(public, b"\x73", signature)
    assert not ed25519.verify(b"short", b"\x72", signature)


def test_sealing_a_field_costs_less_than_thirty_microseconds() -> None:
    data = os.urandom(60)
    best = min(_microseconds(data) for _ in range(5))
    assert best < 30


def _microseconds(data: bytes) -> float:
    start = time.perf_counter()
    for _ in range(500):
        sealing.seal("party.number", data)
    return (time.perf_counter() - start) / 500 * 1e6
