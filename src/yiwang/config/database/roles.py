"""The application cannot rewrite history: what each database role may do.

A table whose comment begins with `insert only` takes rows from the application and never gives them back changed.
A table whose comment begins with `sequencer` is written by the sequencer alone.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from psycopg import sql

from yiwang.config.database.addresses import APP, SEQUENCER, role_password

RELATIONS = """
    SELECT c.relname, c.relkind, coalesce(obj_description(c.oid, 'pg_class'), '')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'S', 'v')
"""


def create_roles_and_grant() -> None:
    """Run after each migration, as the owner. Idempotent."""
    connection = connections["owner"]
    with connection.cursor() as cursor:
        for role in (APP, SEQUENCER):
            _create(cursor, role, database=connection.settings_dict["NAME"])
        cursor.execute(RELATIONS)
        for name, kind, comment in cursor.fetchall():
            for role, rights in zip((APP, SEQUENCER), _rights(kind, comment), strict=True):
                _set_rights(cursor, name, role, rights)
        cursor.execute(_sql("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}", APP))


def _create(cursor: Any, role: str, database: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    cursor.execute(
        sql.SQL(verb + " ROLE {} LOGIN PASSWORD {} NOSUPERUSER NOCREATEDB NOCREATEROLE").format(
            sql.Identifier(role), sql.Literal(role_password(role))
        )
    )
    cursor.execute(_sql("GRANT CONNECT ON DATABASE {} TO {}", database, role))
    cursor.execute(_sql("GRANT USAGE ON SCHEMA public TO {}", role))


def _set_rights(cursor: Any, relation: str, role: str, rights: str) -> None:
    cursor.execute(_sql("REVOKE ALL ON {} FROM {}", relation, role))
    if rights:
        cursor.execute(_sql("GRANT " + rights + " ON {} TO {}", relation, role))


def _sql(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _rights(kind: str, comment: str) -> tuple[str, str]:
    """Rights of the application and of the sequencer on one relation."""
    if kind == "S":
        return "USAGE, SELECT", "USAGE, SELECT"
    if comment.startswith("insert only"):
        return "SELECT, INSERT", "SELECT"
    if comment.startswith("sequencer"):
        return "SELECT", "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE", ""
