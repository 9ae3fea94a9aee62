"""The application cannot rewrite history: what each database role may do.

A table whose comment begins with `insert only` takes rows from the application and never gives them back changed.
A table whose comment begins with `sequencer` is written by the sequencer alone.
"""

from __future__ import annotations

from django.db import connections
from psycopg import sql

from yiwang.config.database.addresses import APP, SEQUENCER, role_password


def create_roles_and_grant() -> None:
    """Run after each migration, as the owner. Idempotent."""
    connection = connections["owner"]
    with connection.cursor() as cursor:
        for role in (APP, SEQUENCER):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            cursor.execute(
                sql.SQL(verb + " ROLE {} LOGIN PASSWORD {} NOSUPERUSER NOCREATEDB NOCREATEROLE").format(
                    sql.Identifier(role), sql.Literal(role_password(role))
                )
            )
            cursor.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                    sql.Identifier(connection.settings_dict["NAME"]), sql.Identifier(role)
                )
            )
            cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role)))
        cursor.execute(
            """SELECT c.relname, c.relkind, coalesce(obj_description(c.oid, 'pg_class'), '')
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'S', 'v')"""
        )
        for name, kind, comment in cursor.fetchall():
            app, sequencer = _rights(kind, comment)
            for role, rights in ((APP, app), (SEQUENCER, sequencer)):
                cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(sql.Identifier(name), sql.Identifier(role)))
                if rights:
                    cursor.execute(
                        sql.SQL("GRANT " + rights + " ON {} TO {}").format(sql.Identifier(name), sql.Identifier(role))
                    )
        cursor.execute(sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(sql.Identifier(APP)))


def _rights(kind: str, comment: str) -> tuple[str, str]:
    """Rights of the application and of the sequencer on one relation."""
    if kind == "S":
        return "USAGE, SELECT", "USAGE, SELECT"
    if comment.startswith("insert only"):
        return "SELECT, INSERT", "SELECT"
    if comment.startswith("sequencer"):
        return "SELECT", "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE", ""
