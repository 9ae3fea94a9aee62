"""Files are kept once, encrypted, and come back as they were given or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from yiwang.kit import files
from yiwang.kit.crypto import keyring
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import NotFound
from yiwang.kit.files import store
from yiwang.kit.files.folder import Folder

PLAN = "设备布局图：灶台在左，水池在右。".encode() * 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    store.use(Folder(tmp_path / "city" / "files"))
    yield tmp_path / "city" / "files"
    store.use(Folder(settings.DATA / "files"))


def on_disk(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("*") if path.is_file()]


def test_a_file_comes_back_by_the_digest_of_its_content(disk: Path) -> None:
    digest = files.put(PLAN)
    assert digest == sm3(PLAN).hex()
    assert files.get(digest) == PLAN


@pytest.mark.parametrize("data", [b"", b"x", b"\x00" * 3_000_000])
def test_any_size_is_kept(disk: Path, data: bytes) -> None:
    assert files.get(files.put(data)) == data


def test_the_same_content_is_kept_once(disk: Path) -> None:
    assert files.put(PLAN) == files.put(PLAN)
    assert len(on_disk(disk)) == 1


def test_the_disk_tells_neither_content_nor_digest(disk: Path) -> None:
    digest = files.put(PLAN)
    (kept,) = on_disk(disk)
    assert digest[:16] not in str(kept)
    assert PLAN[:20] not in kept.read_bytes()


def test_folders_it_makes_are_private_and_others_keep_their_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    store.use(Folder(tmp_path / "made" / "files"))
    files.put(PLAN)
    store.use(Folder(settings.DATA / "files"))
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    made = [tmp_path / "made", *(path for path in (tmp_path / "made").rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in on_disk(tmp_path)} == {0o600}


def test_a_file_altered_on_disk_is_refused(disk: Path) -> None:
    digest = files.put(PLAN)
    (kept,) = on_disk(disk)
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x00")
    with pytest.raises(files.Damaged):
        files.get(digest)


def test_a_file_put_in_another_ones_place_is_refused(disk: Path) -> None:
    one, two = files.put(PLAN), files.put(PLAN + b"!")
    first, second = (disk / store._name(d)[:2] / store._name(d) for d in (one, two))
    first.write_bytes(second.read_bytes())
    with pytest.raises(files.Damaged):
        files.get(one)


def test_a_file_cut_short_is_made_whole_by_putting_it_again(disk: Path) -> None:
    digest = files.put(PLAN)
    (kept,) = on_disk(disk)
    kept.write_bytes(b"")
    files.put(PLAN)
    assert files.get(digest) == PLAN


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63])
def test_an_unknown_name_is_not_found(disk: Path, digest: str) -> None:
    with pytest.raises(NotFound):
        files.get(digest)


def test_a_deleted_file_is_gone_and_deleting_twice_is_nothing(disk: Path) -> None:
    digest = files.put(PLAN)
    files.delete(digest)
    files.delete(digest)
    assert not files.exists(digest)
    assert on_disk(disk) == []


def test_a_failed_write_leaves_nothing_behind(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.put(PLAN)
    monkeypatch.undo()
    assert on_disk(disk) == []


def test_after_a_rotation_files_are_sealed_again_and_names_stay(disk: Path, tmp_path: Path) -> None:
    keyring.use(tmp_path / "ring", create=True)
    try:
        digest = files.put(PLAN)
        before = [path.name for path in on_disk(disk)]
        keyring.add(tmp_path / "ring")
        assert files.reseal() == 1
        assert files.reseal() == 0
        assert [path.name for path in on_disk(disk)] == before
        assert files.get(digest) == PLAN
    finally:
        keyring.use(settings.ENVIRONMENT.keys, create=False)
