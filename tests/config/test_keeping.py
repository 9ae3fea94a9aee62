"""A city is kept: backed up and restored, its keys changed, its ledger checked; in a database of somebody else."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config.conftest import CODE
from tests.config.started import City
from yiwang.config.database.embedded import Cluster


def said(city: City, *arguments: str, status: int = 0, **more: str) -> dict[str, Any]:
    """What a command prints as its last line under --json."""
    done = city.command(*arguments, "--json", **more)
    assert done.returncode == status and "Traceback" not in done.stderr, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def running(built: Path, pack: Path) -> Iterator[City]:
    """One city for the tests below that leave it whole."""
    home = Path(tempfile.mkdtemp(prefix="yw-"))
    city = City(home / "d", pack)
    shutil.copytree(built, city.folder, symlinks=True, ignore=shutil.ignore_patterns("socket"))
    try:
        city.start()
        city.until_working()
        city.until(lambda: city.sql("SELECT count(*) FROM ledger_checkpoint") != [(0,)], "the ledger's root is signed")
        yield city
    finally:
        city.close()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def kept(running: City) -> Path:
    """A backup of it, before its keys change."""
    said(running, "backup", str(running.folder.parent / "kept"))
    return running.folder.parent / "kept"


def stored(city: City) -> list[str]:
    return sorted(path.name for path in (city.folder / "files").rglob("*") if path.is_file())


def test_a_backup_is_restored_into_an_empty_city_with_its_keys(
    running: City, kept: Path, make_city: Callable[..., City]
) -> None:
    promised = json.loads((kept / "manifest.json").read_text())["ledger"]
    other = make_city("other")
    shutil.copytree(running.folder / "keys", other.folder / "keys")
    done = said(other, "restore", str(kept))
    assert done["ledger_equal"] and done["ledger"] == promised and promised["size"] > 0
    assert stored(other) == stored(running) != []


@pytest.mark.prove
def test_a_restored_city_replays_and_verifies_and_no_other_city_takes_the_backup(
    running: City, kept: Path, make_city: Callable[..., City]
) -> None:
    assert said(running, "restore", str(kept), status=1)["error"].startswith("这座城市不是空的")
    other = make_city("other")
    assert "主密钥不是备份" in said(other, "restore", str(kept), status=1)["error"]
    shutil.rmtree(other.folder)
    other.folder.mkdir()
    shutil.copytree(running.folder / "keys", other.folder / "keys")
    said(other, "restore", str(kept))
    other.cluster.start()
    assert said(other, "cases", "replay") == {"cases": 2, "differing": []}
    assert said(other, "ledger", "verify")["ok"]


@pytest.mark.parametrize(
    ("name", "sign"), [("root-sm2.pem", "缺少"), ("root-p256.key", "缺少"), ("root-sm2.key", "不是")]
)
def test_a_key_folder_without_its_own_roots_restores_nothing(
    kept: Path, built: Path, make_city: Callable[..., City], name: str, sign: str
) -> None:
    """With the master keys alone a city would make new roots, and know no licence it has issued."""
    other = make_city("other")
    shutil.copytree(built / "keys", other.folder / "keys")
    file = other.folder / "keys" / "seals" / name
    if sign == "缺少":
        file.unlink()
    else:
        shutil.copy(file.with_name("root-p256.key"), file)
    error = said(other, "restore", str(kept), status=1)["error"]
    assert sign in error and str(file) in error
    assert not (other.folder / "postgres").exists()


def test_control_without_the_roots_in_the_manifest_a_lost_root_is_not_missed(
    kept: Path, built: Path, place: Path, make_city: Callable[..., City]
) -> None:
    """The mutant: a backup that promises no root passes on to the next check with any key folder."""
    manifest = place / "backup" / "manifest.json"
    shutil.copytree(kept, manifest.parent)
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"roots": {}}))
    other = make_city("other")
    shutil.copytree(built / "keys", other.folder / "keys")
    (other.folder / "keys" / "seals" / "root-sm2.pem").unlink()
    (other.folder / "files" / "x").mkdir(parents=True)
    assert said(other, "restore", str(manifest.parent), status=1)["error"].startswith("这座城市不是空的")


def test_keys_are_changed_while_the_city_runs(running: City) -> None:
    before = said(running, "keys", "list")
    assert (before["keys"], before["waiting"]) == ([1], {})
    assert said(running, "keys", "add") == {"added": 2}
    assert said(running, "keys", "list")["waiting"]["cases.Case"] == 2
    assert said(running, "keys", "rotate")["resealed"]["files"] > 0
    after = said(running, "keys", "list")
    assert (after["keys"], after["current"], after["waiting"]) == ([1, 2], 2, {})
    assert running.status("/items/") == 200
    assert said(running, "ledger", "verify")["ok"]


def test_the_command_line_names_a_row_that_was_changed_in_sql(running: City) -> None:
    assert said(running, "ledger", "verify")["ok"]
    later = "UPDATE cases_case SET received_at = received_at + interval '{}' WHERE id = 1 RETURNING number"
    ((number,),) = running.sql(later.format("1 day"))
    found = said(running, "ledger", "verify", status=1)
    running.sql(later.format("-1 day"))
    assert [(problem["code"], problem["row"]) for problem in found["problems"]] == [
        ("row_changed", f"cases.Case {number}")
    ]


@pytest.fixture
def elsewhere(place: Path) -> Iterator[Cluster]:
    """A PostgreSQL that is not the city's own."""
    cluster = Cluster(place / "pg")
    cluster.start()
    yield cluster
    cluster.stop("immediate")


@pytest.mark.prove
def test_a_city_lives_in_a_database_of_somebody_else_and_leaves_it_running(
    elsewhere: Cluster, make_city: Callable[..., City]
) -> None:
    city = make_city(DATABASE_URL=elsewhere.owner_url)
    city.start()
    city.until_working()
    assert said(city, "cases", "replay")["cases"] == 2
    assert said(city, "ledger", "verify")["ok"]
    assert not (city.folder / "postgres").exists()
    assert city.interrupt() == 0
    assert elsewhere.running()


@pytest.mark.prove
def test_a_new_pack_is_checked_run_and_loaded_again(make_city: Callable[..., City], place: Path) -> None:
    city = make_city(YIWANG_PACK=str(place / "pack"))
    assert "items/stall-filing.toml" in said(city, "pack", "new", str(place / "pack"), "--code", CODE)["files"]
    assert said(city, "pack", "check") == {"faults": 0, "problems": []}
    city.start()
    city.until_working()
    item = place / "pack" / "items" / "stall-filing.toml"
    item.write_text(item.read_text().replace("便民摊点备案", "夜市摊点备案"))
    assert said(city, "pack", "load")["catalogue"]["changed"] == 1
    item.write_text(item.read_text().replace('level = "3"', "level = 3").replace("visits = 0", "visits = -1"))
    assert said(city, "pack", "check", status=1)["faults"] == 2
    assert said(city, "pack", "load", status=1)["faults"] == 2
