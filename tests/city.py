"""The tests' own PostgreSQL, in a folder made for this run and removed after it.

Loaded as an early plugin (`-p tests.city`), because Django reads its settings before any conftest. Whatever writes to a
database in a test connects to the cluster started here and to no other.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psycopg

FOLDER = Path(tempfile.mkdtemp(prefix="yiwang-tests-"))
os.environ.update(YIWANG_ENV="test", YIWANG_DATA=str(FOLDER))
for name in ("DATABASE_URL", "YIWANG_APP_DATABASE_URL", "YIWANG_KEYS", "YIWANG_PUBLIC_URL", "YIWANG_PACK"):
    os.environ.pop(name, None)

from yiwang.config.database.embedded import Cluster  # noqa: E402

CLUSTER = Cluster(FOLDER / "postgres")
CLUSTER.start()


def make_database(name: str, template: str = "template1") -> None:
    with _owner() as owner:
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        # A copy brings the tables' rights along, not the right to connect.
        owner.execute(f'GRANT CONNECT ON DATABASE "{name}" TO PUBLIC')


def drop_database(name: str) -> None:
    with _owner() as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _owner() -> psycopg.Connection:
    return psycopg.connect(CLUSTER.owner_url.replace("/yiwang?", "/postgres?"), autocommit=True)


def pytest_unconfigure() -> None:
    CLUSTER.stop("immediate")
    shutil.rmtree(FOLDER, ignore_errors=True)
