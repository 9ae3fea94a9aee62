"""Where each process connects: the owner migrates, the application and the sequencer may do less."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from yiwang.config.database.embedded import Cluster
from yiwang.config.environment import Environment
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
    return Cluster(environment.data / "postgres")


def owner_url(environment: Environment) -> str:
    return environment.database_url or cluster(environment).owner_url


def role_password(role: str) -> str:
    """Derived from the master key, so that no further secret has to be carried to each process."""
    return keyring.derive(f"database role {role}").hex()


def databases(environment: Environment) -> dict[str, Any]:
    """`default` is the application's role, `sequencer` numbers the ledger, `owner` exists where its URL is known.

    With the embedded database the place is known before the cluster exists; its owner's password is not.
    """
    shared = {"ENGINE": "django.db.backends.postgresql", **_where(environment), "DISABLE_SERVER_SIDE_CURSORS": True}
    found = {
        alias: {**shared, "USER": role, "PASSWORD": role_password(role), **PATIENT}
        for alias, role in (("default", APP), ("sequencer", SEQUENCER))
    }
    if environment.app_database_url:
        found["default"].update(_credentials(environment.app_database_url))
    if environment.database_url or (_embedded(environment) and cluster(environment).password_file.exists()):
        found["owner"] = {**shared, **_credentials(owner_url(environment)), "OPTIONS": {"connect_timeout": 5}}
    return found


def _embedded(environment: Environment) -> bool:
    return environment.database_url is None and environment.app_database_url is None


def _where(environment: Environment) -> dict[str, str]:
    if _embedded(environment):
        return {"HOST": str(cluster(environment).socket), "PORT": "", "NAME": "yiwang"}
    return _place(environment.app_database_url or environment.database_url or "")


def _place(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "HOST": query["host"][0] if "host" in query else parts.hostname or "",
        "PORT": str(parts.port or ""),
        "NAME": parts.path.lstrip("/") or "yiwang",
    }


def _credentials(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {"USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or "")}
