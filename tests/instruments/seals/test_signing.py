"""An office signs; OpenSSL, which knows nothing of us, agrees."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.instruments.seals.conftest import make_office
from yiwang.instruments.seals import authority, certificates, queries, services
from yiwang.instruments.seals.models import Key
from yiwang.kit.crypto import sm2
from yiwang.registers.offices.models import Department

DISTID = "distid:1234567812345678"
MESSAGE = "黄浦区小吃店".encode()


def openssl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)


def chain(office: int, algorithm: str, folder: Path) -> tuple[str, str]:
    """Root and office certificate as files."""
    root, leaf = folder / "root.pem", folder / "office.pem"
    root.write_bytes(certificates.to_pem(authority.root(algorithm).der))
    leaf.write_bytes(certificates.to_pem(bytes(services.newest_key(office=office, algorithm=algorithm).certificate)))
    return str(root), str(leaf)


def test_openssl_accepts_the_sm2_chain(office: int, tmp_path: Path) -> None:
    root, leaf = chain(office, "sm2", tmp_path)
    done = openssl("verify", "-vfyopt", DISTID, "-x509_strict", "-CAfile", root, leaf)
    assert done.returncode == 0, done.stderr
    # The control: under another identity the same chain does not hold.
    assert openssl("verify", "-vfyopt", "distid:nobody", "-CAfile", root, leaf).returncode != 0


def test_openssl_accepts_the_p256_chain(office: int, tmp_path: Path) -> None:
    root, leaf = chain(office, "p256", tmp_path)
    assert openssl("verify", "-x509_strict", "-CAfile", root, leaf).returncode == 0
    (tmp_path / "other").mkdir()
    other = str(tmp_path / "other" / "other.pem")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=x", "-out", other)
    assert openssl("verify", "-CAfile", other, leaf).returncode != 0


def test_openssl_accepts_a_signature_over_data(office: int, tmp_path: Path) -> None:
    _, leaf = chain(office, "sm2", tmp_path)
    signed = services.sign(office=office, data=MESSAGE)
    public, signature, data = (tmp_path / name for name in ("public.pem", "signature", "data"))
    public.write_text(openssl("x509", "-in", leaf, "-pubkey", "-noout").stdout)
    signature.write_bytes(signed.signature)
    data.write_bytes(MESSAGE)
    how = ("dgst", "-sm3", "-sigopt", DISTID, "-verify", str(public), "-signature", str(signature), str(data))
    assert openssl(*how).returncode == 0
    data.write_bytes(MESSAGE + b".")
    assert openssl(*how).returncode != 0


def test_a_certificate_names_the_office_and_says_the_key_is_software(office: int) -> None:
    subject = certificates.read(services.sign(office=office, data=MESSAGE).certificate).subject.native
    assert subject["organization_name"] == "上海市黄浦区市场监督管理局"
    assert subject["organization_identifier"] == "11310101MB2F30000A"
    assert "仅供演示" in subject["organizational_unit_name"]
    assert queries.software_keys_in_use()


def test_check_accepts_what_was_signed_and_nothing_else(office: int) -> None:
    signed = services.sign(office=office, data=MESSAGE)
    other = services.sign(office=make_office("11310101MB2F30001B", "上海市黄浦区民政局"), data=MESSAGE)
    assert queries.check(signed.key, MESSAGE, signed.signature)
    assert not queries.check(signed.key, MESSAGE + b"!", signed.signature)
    assert not queries.check(other.key, MESSAGE, signed.signature)
    assert not queries.check("no such key", MESSAGE, signed.signature)
    for at in range(len(signed.signature)):
        broken = bytearray(signed.signature)
        broken[at] ^= 1
        assert not queries.check(signed.key, MESSAGE, bytes(broken)), at


def test_a_key_put_into_the_table_by_hand_is_no_key(office: int) -> None:
    pair, root = sm2.generate(), sm2.generate()
    subject = certificates.Subject("上海市黄浦区市场监督管理局", "11310101MB2F30000A")
    days = authority._days(20)
    own = certificates.Request("sm2", certificates.Subject(authority.NAME), root.public, 1, *days)
    forged_root = certificates.read(certificates.issue(own, lambda body: sm2.sign(root, body)))
    request = certificates.Request("sm2", subject, pair.public, 2, *days)
    forged = certificates.issue(request, lambda body: sm2.sign(root, body), issuer=forged_root)
    row = services.newest_key(office=office, algorithm="sm2")
    name = certificates.key_identifier(pair.public).hex()
    Key.objects.create(
        office_id=office,
        algorithm="sm2",
        generation=2,
        name=name,
        certificate=forged,
        handle=pair.private.hex(),
        made_at=row.made_at,
    )
    assert not queries.check(name, MESSAGE, sm2.sign(pair, MESSAGE))


def test_an_office_that_is_renamed_gets_a_new_key_and_the_old_one_still_verifies(office: int) -> None:
    before = services.sign(office=office, data=MESSAGE)
    assert not services.ensure_seal(office=office)
    Department.objects.filter(pk=office).update(name="上海市黄浦区市场监管局")
    assert services.ensure_seal(office=office)
    after = services.sign(office=office, data=MESSAGE)
    assert after.key != before.key
    assert queries.check(before.key, MESSAGE, before.signature)
    assert queries.check(after.key, MESSAGE, after.signature)


def test_the_private_key_is_not_in_the_database_in_the_clear(office: int) -> None:
    handle = services.newest_key(office=office, algorithm="sm2").handle
    assert len(handle) == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT handle FROM seals_key")
        assert all(handle.encode() not in bytes(row[0]) for row in cursor.fetchall())
    for file in authority.folder().glob("*.key"):
        assert file.stat().st_mode & 0o077 == 0
        assert authority._private(authority.folder(), "sm2")[1].encode() not in file.read_bytes()


def test_a_key_can_be_neither_replaced_nor_removed_by_the_application(office: int) -> None:
    services.sign(office=office, data=MESSAGE)
    for statement in ("UPDATE seals_key SET certificate = ''", "DELETE FROM seals_key"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_many_processes_at_once_agree_on_one_key(committed: str) -> None:
    office = make_office()
    start, names = threading.Barrier(6), []

    def work() -> None:
        start.wait()
        names.append(services.sign(office=office, data=MESSAGE).key)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 6
    assert len(set(names)) == 1
    assert Key.objects.count() == 2
