"""Whoever owns the database can change it, and cannot do so unseen. Each attack has its control."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, models
from django.test.utils import isolate_apps

from tests.kit.ledger.acts import CLERK, LIN, READ, WU, act, as_owner, number_and_sign, rows
from tests.kit.ledger.memory import Memory
from yiwang.kit.ledger import covering, exporting, kinds, queries, sequencing, services, signing, tree, witness
from yiwang.kit.ledger.checking import Report, check_database, check_files
from yiwang.kit.ledger.commitment import commit
from yiwang.kit.ledger.services import record

LAMP = kinds.kind("test.lamp", "路灯有了变化", "A lamp changed")

with isolate_apps("yiwang.kit.ledger"):

    class Lamp(models.Model):
        street = models.CharField(max_length=20)
        lit = models.BooleanField(default=False)

        class Meta:
            app_label = "ledger"
            db_table = "test_lamp"


@pytest.fixture
def city(committed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Twenty leaves under two checkpoints, and a table of lamps that leaves cover."""
    monkeypatch.setattr(covering, "_covered", {})
    covering._covered["ledger.Lamp"] = covering.Covered("ledger.Lamp", _read, "pk", frozenset({LAMP}))
    monkeypatch.setattr(covering.Covered, "model", Lamp)
    with connections["owner"].schema_editor() as editor:
        editor.create_model(Lamp)
        editor.execute("GRANT ALL ON test_lamp TO yiwang_app")
    act(12)
    act(3, subject=WU)
    number_and_sign()
    for street in ("武康路", "安福路"):
        lamp = Lamp.objects.create(street=street)
        record(LAMP, actor=CLERK, facts=covering.facts_of(lamp))
    act(3, case="310000-9")
    sequencing.step()
    sequencing.checkpoint(now=True)
    yield committed


def _read(lamp: Lamp) -> dict[str, object]:
    return {"street": lamp.street, "lit": lamp.lit}


def leaf_at(number: int) -> str:
    return f"(SELECT leaf_id FROM ledger_position WHERE number = {number})"


def first(report: Report) -> tuple[str, int | None]:
    assert report.findings, "nothing was found"
    return report.findings[0].code, report.findings[0].number


def rewrite(number: int) -> None:
    """Change a leaf's body and nothing else."""
    as_owner(
        """UPDATE ledger_leaf SET body = convert_to(replace(convert_from(body, 'UTF8'), '审查', '闲看'), 'UTF8')
           WHERE id = (SELECT leaf_id FROM ledger_position WHERE number = %s)""",
        number,
    )


def rewrite_with_hash(number: int) -> None:
    """Change a leaf and the hash kept for it, so that the row agrees with itself."""
    rewrite(number)
    ((body,),) = rows(
        "SELECT body FROM ledger_leaf JOIN ledger_position p ON p.leaf_id = ledger_leaf.id WHERE number = %s", number
    )
    as_owner("UPDATE ledger_position SET leaf_hash = %s WHERE number = %s", tree.leaf_hash(bytes(body)), number)


def remove(number: int) -> None:
    as_owner(
        """DELETE FROM ledger_opening WHERE leaf_id = (SELECT leaf_id FROM ledger_position WHERE number = %s)""", number
    )
    ((leaf,),) = rows("DELETE FROM ledger_position WHERE number = %s RETURNING leaf_id", number)
    as_owner("DELETE FROM ledger_leaf WHERE id = %s", leaf)


def close_gap(number: int) -> None:
    as_owner("UPDATE ledger_position SET number = -number WHERE number > %s", number)
    as_owner("UPDATE ledger_position SET number = -number - 1 WHERE number < 0")


def swap(one: int, other: int) -> None:
    """Exchange the numbers of two leaves: every row still agrees with itself."""
    as_owner("UPDATE ledger_position SET number = -1 WHERE number = %s", one)
    as_owner("UPDATE ledger_position SET number = %s WHERE number = %s", one, other)
    as_owner("UPDATE ledger_position SET number = %s WHERE number = -1", other)


def remove_newest(count: int, *, checkpoints: bool = False) -> None:
    if checkpoints:
        as_owner("DELETE FROM ledger_checkpoint WHERE size > %s", 20 - count)
    for number in range(20 - count, 20):
        remove(number)


def test_a_ledger_nobody_touched_is_whole(city: str) -> None:
    report = check_database()
    assert report.problems == []
    assert (report.figures["leaves"], report.figures["checkpoints"], report.figures["rows"]) == (20, 2, 2)
    assert report.figures["signatures_checked"] == 4
    assert report.as_json()["ok"] is True


def test_a_ledger_in_which_leaves_wait_for_their_number_is_whole(city: str) -> None:
    act(2)
    report = check_database()
    assert report.problems == []
    assert report.figures["waiting"] == 2


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        (lambda: rewrite(4), ("leaf_changed", 4)),
        (lambda: rewrite_with_hash(4), ("root", 0)),
        (lambda: rewrite_with_hash(18), ("root", 15)),
        (lambda: remove(4), ("leaf_removed", 4)),
        (lambda: (remove(4), close_gap(4)), ("root", 0)),
        (lambda: swap(4, 9), ("root", 4)),
        (lambda: remove_newest(5), ("newest_removed", 15)),
        (lambda: remove_newest(5, checkpoints=True), ("old_backup", 15)),
        (lambda: as_owner(f"UPDATE ledger_leaf SET kind = 'x' WHERE id = {leaf_at(4)}"), ("leaf_columns", 4)),
        (
            lambda: as_owner(f"UPDATE ledger_leaf SET at = at - interval '1 day' WHERE id = {leaf_at(4)}"),
            ("leaf_columns", 4),
        ),
        (lambda: as_owner(f"UPDATE ledger_leaf SET case_number = '' WHERE id = {leaf_at(18)}"), ("leaf_columns", 18)),
        (lambda: as_owner(f"UPDATE ledger_leaf SET body = 'x' WHERE id = {leaf_at(4)}"), ("leaf_changed", 4)),
        (lambda: as_owner(f"DELETE FROM ledger_opening WHERE leaf_id = {leaf_at(4)}"), ("link_removed", 4)),
        (
            lambda: as_owner(f"UPDATE ledger_opening SET subject = %s WHERE leaf_id = {leaf_at(4)}", WU),
            ("link_changed", 4),
        ),
        (lambda: as_owner("UPDATE ledger_checkpoint SET root = %s WHERE size = 15", b"x" * 32), ("root", 0)),
        (lambda: as_owner("UPDATE ledger_checkpoint SET note = '' WHERE size = 20"), ("checkpoint_changed", 20)),
        (lambda: as_owner("UPDATE test_lamp SET lit = true WHERE street = '安福路'"), ("row_changed", 16)),
        (lambda: as_owner("DELETE FROM test_lamp WHERE street = '武康路'"), ("row_removed", 15)),
        (lambda: as_owner("INSERT INTO test_lamp (street, lit) VALUES ('五原路', false)"), ("row_added", None)),
    ],
)
def test_an_attack_in_sql_is_found_and_the_first_bad_leaf_or_row_named(
    city: str, attack: Callable[[], None], found: tuple[str, int | None]
) -> None:
    assert check_database().ok, "the control: before the attack it is whole"
    attack()
    report = check_database()
    assert first(report) == found
    assert all(problem.zh and problem.en for problem in report.problems)


def forge_everything() -> None:
    """Rewrite a leaf and with it every hash, root and note, as well as one can without the keys."""
    rewrite_with_hash(4)
    hashes = [bytes(row[0]) for row in rows("SELECT leaf_hash FROM ledger_position ORDER BY number")]
    for size, note in rows("SELECT size, note FROM ledger_checkpoint"):
        root = tree.root(Memory(hashes[:size]), size)
        lines = note.split("\n")
        lines[2] = signing.base64.b64encode(root).decode()
        as_owner("UPDATE ledger_checkpoint SET root = %s, note = %s WHERE size = %s", root, "\n".join(lines), size)


def test_a_rewritten_history_lacks_the_signature_and_the_witness(city: str) -> None:
    forge_everything()
    report = check_database()
    assert [finding.code for finding in report.findings] == ["fork", *["signature"] * 4]


def test_the_control_for_signatures_and_witness_without_them_the_forgery_passes(
    city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge_everything()
    monkeypatch.setattr("yiwang.kit.ledger.checking.database.check_notes", lambda *_: None)
    witness.path().unlink()
    assert check_database().ok


def test_an_old_backup_put_back_is_found_even_when_the_city_has_gone_on_from_it(city: str) -> None:
    remove_newest(5, checkpoints=True)
    act(8, subject=WU)
    sequencing.number()
    assert "fork" in [finding.code for finding in check_database().findings]


def test_an_erased_person_is_no_finding_and_a_link_cut_by_hand_is(city: str) -> None:
    services.erase(WU, actor=CLERK, purpose="本人申请")
    assert check_database().ok
    as_owner(f"DELETE FROM ledger_opening WHERE leaf_id = {leaf_at(1)}")
    assert first(check_database()) == ("link_removed", 1)


def test_a_row_changed_by_a_lawful_act_is_no_finding(city: str) -> None:
    lamp = Lamp.objects.get(street="武康路")
    lamp.lit = True
    lamp.save()
    record(LAMP, actor=CLERK, facts=covering.facts_of(lamp))
    other = Lamp.objects.get(street="安福路")
    record(LAMP, actor=CLERK, facts=covering.facts_of_removal(other))
    other.delete()
    assert check_database().problems == []


# Files: what a witness holds against what the city shows today.


@pytest.fixture
def exported(city: str, tmp_path: Path) -> Path:
    exporting.export(tmp_path / "old")
    return tmp_path


def again(folder: Path) -> Path:
    exporting.export(folder / "new")
    return folder / "new"


def test_an_export_is_whole_and_so_is_its_continuation(exported: Path) -> None:
    assert check_files(None, exported / "old").ok
    act(7)
    number_and_sign()
    sequencing.checkpoint(now=True)
    report = check_files(exported / "old", again(exported))
    assert report.problems == []
    assert report.figures["leaves"] == 27


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        (lambda: rewrite(4), ("leaf_changed", 4)),
        (lambda: rewrite_with_hash(4), ("leaf_changed", 4)),
        (forge_everything, ("leaf_changed", 4)),
        (lambda: (remove(4), close_gap(4)), ("leaf_removed", 4)),
        (lambda: swap(4, 5), ("leaf_reordered", 4)),
        (lambda: remove_newest(5), ("newest_removed", 15)),
        (lambda: remove_newest(5, checkpoints=True), ("old_backup", 15)),
        (lambda: remove_newest(4, checkpoints=True), ("old_backup", 15)),
    ],
)
def test_an_earlier_export_tells_the_attack_and_names_the_first_bad_leaf(
    exported: Path, attack: Callable[[], None], found: tuple[str, int]
) -> None:
    assert check_files(exported / "old", again(exported)).ok, "the control: before the attack it is whole"
    attack()
    assert first(check_files(exported / "old", again(exported))) == found


def test_a_fork_signed_with_the_citys_own_keys_is_found_by_the_earlier_export(exported: Path) -> None:
    remove_newest(5, checkpoints=True)
    witness.accept()
    act(9, subject=WU)
    sequencing.step()
    sequencing.checkpoint(now=True)
    assert check_database().findings[0].code != "signature"
    report = check_files(exported / "old", again(exported))
    assert [finding.code for finding in report.findings] == ["leaf_changed", "fork"]
    assert report.findings[1].number == 15


def test_the_control_for_the_fork_by_itself_it_looks_whole(exported: Path) -> None:
    as_owner("DELETE FROM test_lamp")
    remove_newest(5, checkpoints=True)
    witness.accept()
    act(9, subject=WU)
    sequencing.step()
    sequencing.checkpoint(now=True)
    assert check_files(None, again(exported)).ok


def test_an_exchanged_key_is_found(exported: Path) -> None:
    new = again(exported)
    keys = json.loads((new / "keys.json").read_text())
    keys[0]["public"] = "00" * 64
    (new / "keys.json").write_text(json.dumps(keys))
    assert first(check_files(exported / "old", new))[0] == "key_changed"


@pytest.mark.parametrize("file", ["leaves.txt", "checkpoints.jsonl", "keys.json"])
def test_an_export_that_lacks_a_file_is_a_finding_not_a_crash(exported: Path, file: str) -> None:
    (exported / "old" / file).unlink()
    assert first(check_files(None, exported / "old"))[0] == "unreadable"


def receipt_of(number: int, folder: Path) -> Path:
    ((leaf,),) = rows("SELECT leaf_id FROM ledger_position WHERE number = %s", number)
    slip = folder / f"receipt-{number}.json"
    slip.write_text(queries.receipt(leaf).as_json())
    return slip


def test_a_receipt_is_found_in_the_ledger_it_came_from(exported: Path) -> None:
    assert check_files(None, exported / "old", receipt_of(18, exported)).ok
    line = (exported / "old" / "receipts.jsonl").read_text().splitlines()[3]
    (exported / "line.json").write_text(line)
    assert check_files(None, exported / "old", exported / "line.json").ok


def test_a_receipt_tells_a_rewritten_ledger_without_any_earlier_export(exported: Path) -> None:
    slip = receipt_of(4, exported)
    forge_everything()
    report = check_files(None, again(exported), slip)
    assert report.has("receipt_not_in_ledger")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda said: said.update(leaf=said["leaf"].replace("审查", "闲看")), "receipt_changed"),
        (lambda said: said.update(number=5), "receipt_changed"),
        (lambda said: said.update(path=said["path"][:-1]), "receipt_changed"),
        (lambda said: said.update(note=said["note"].replace("+00:00", "+01:00")), "signature"),
        (lambda said: said.pop("note"), "receipt_unreadable"),
    ],
)
def test_a_forged_receipt_is_refused(exported: Path, change: Callable[[dict], None], found: str) -> None:
    slip = receipt_of(4, exported)
    said = json.loads(slip.read_text())
    change(said)
    slip.write_text(json.dumps(said))
    assert check_files(None, exported / "old", slip).has(found)


def test_files_are_checked_with_python_alone_and_it_says_which_signatures_were_not(exported: Path) -> None:
    act(1)
    sequencing.step()
    sequencing.checkpoint(now=True)
    new = again(exported)
    code = f"""
import sys
for missing in ("gmssl_pyx", "cryptography", "django", "psycopg"):
    sys.modules[missing] = None
from pathlib import Path
from yiwang.kit.ledger.checking import check_files
report = check_files(Path({str(exported / "old")!r}), Path({str(new)!r}))
print(report.ok, [note.en for note in report.notes])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("True")
    assert "sm2 signatures were not checked" in done.stdout
    assert "ed25519 signatures were not checked" in done.stdout


def test_an_export_holds_nothing_personal(city: str, tmp_path: Path) -> None:
    record(READ, actor=CLERK, subject=LIN, personal={"name": "林小满"})
    number_and_sign()
    sequencing.checkpoint(now=True)
    exporting.export(tmp_path)
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "林小满".encode() not in everything
    assert "周某某".encode() not in everything
    assert LIN.hex().encode() not in everything


def test_a_commitment_in_the_leaf_is_opened_by_the_salt_beside_it(city: str) -> None:
    leaf = record(READ, actor=CLERK, personal={"name": "林小满"})
    ((body, salt),) = rows("SELECT body, salt FROM ledger_leaf JOIN ledger_opening ON leaf_id = id WHERE id = %s", leaf)
    assert json.loads(bytes(body))["personal"]["name"] == commit("name\x00林小满", bytes(salt))[0]


def test_the_note_signed_last_is_kept_under_the_data_folder(city: str) -> None:
    assert witness.path().is_relative_to(settings.DATA)
    assert witness.last() == signing.read(witness.path().read_text())
