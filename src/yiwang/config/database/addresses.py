"""Where each process connects: the owner migrates, the application and the sequencer may do less."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import conninfo

from yiwang.config.database.embedded import Cluster
from yiwang.config.environment import Environment, Unusable
from yiwang.kit.crypto import keyring

APP, SEQUENCER = "yiwang_app", "yiwang_sequencer"

# No request waits for the database longer than a person would: it fails, is told, and is tried again.
PATIENT = {
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
        "connect_timeout": 5,
    },
}


def cluster(environment: Environment) -> Cluster:
    """The embedded database of a city, started or not."""
    return Cluster(environment.data / "postgres")


def owner_url(environment: Environment) -> str:
    """Where the owner connects; raises FileNotFoundError while the embedded cluster does not exist."""
    return environment.database_url or cluster(environment).owner_url


def role_password(role: str) -> str:
    """Derived from the master key, so that no further secret has to be carried to each process."""
    return keyring.derive(f"database role {role}").hex()


def databases(environment: Environment) -> dict[str, Any]:
    """`default` is the application's role, `sequencer` numbers the ledger, `owner` exists where its URL is known.

    With the embedded database the place is known before the cluster exists; its owner's password is not.
    """
    place = _place(environment)
    found = {alias: _database(place, role, PATIENT) for alias, role in (("default", APP), ("sequencer", SEQUENCER))}
    if environment.app_database_url:
        # A URL may name the place alone: the role and its password are then what `migrate` has made.
        said = parts(environment.app_database_url, "YIWANG_APP_DATABASE_URL")
        found["default"].update({key: said[part] for key, part in CREDENTIALS if said.get(part)})
    if environment.database_url or (environment.embedded and cluster(environment).password_file.exists()):
        owner = parts(owner_url(environment), "DATABASE_URL")
        found["owner"] = _database(owner, "", {"OPTIONS": {"connect_timeout": 5}})
        found["owner"].update({key: owner.get(part, "") for key, part in CREDENTIALS})
    return found


CREDENTIALS = (("USER", "user"), ("PASSWORD", "password"))
_PLACES = ("host", "port", "dbname", "user", "password")


def parts(url: str, name: str) -> dict[str, str]:
    """A connection URL taken apart as libpq does it, percent-encoding and options included; raises Unusable."""
    try:
        if not url.startswith(("postgresql://", "postgres://")):
            raise psycopg.ProgrammingError("postgresql://USER:PASSWORD@HOST:PORT/NAME")
        found = {key: str(value) for key, value in conninfo.conninfo_to_dict(url).items() if value is not None}
    except psycopg.Error as error:
        # libpq repeats the URL in its message, and the URL holds a password.
        reason = "" if url in str(error) else f" ({str(error).strip()})"
        raise Unusable(
            f"{name} 写法不对，应为 postgresql://用户:密码@主机:端口/库名，密码里的特殊字符用 %XX"
            f" / is not a PostgreSQL URL; special characters of the password are written %XX{reason}"
        ) from None
    return {"dbname": "yiwang", **found}


def _database(place: dict[str, str], role: str, more: dict[str, Any]) -> dict[str, Any]:
    options = {key: value for key, value in place.items() if key not in _PLACES}
    return {
        "ENGINE": "yiwang.config.database.engine",
        "HOST": place.get("host", ""),
        "PORT": place.get("port", ""),
        "NAME": place["dbname"],
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "USER": role,
        "PASSWORD": role_password(role) if role else "",
        **more,
        "OPTIONS": {**options, **more["OPTIONS"]},
    }


def _place(environment: Environment) -> dict[str, str]:
    if environment.app_database_url:
        return parts(environment.app_database_url, "YIWANG_APP_DATABASE_URL")
    if environment.database_url:
        return parts(environment.database_url, "DATABASE_URL")
    return {"host": str(cluster(environment).socket), "dbname": "yiwang"}
