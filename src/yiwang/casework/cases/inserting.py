"""A new case with its first journal line and its materials, in one statement.

Receiving is the busiest act of the house: a round trip for each table would cost three times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from yiwang.casework.cases.models import Case, Entry, Material

_ONCE = 'ON CONFLICT ("applicant_id", "key") DO NOTHING RETURNING "id"'


def insert(case: Case, entry: Entry, materials: Sequence[Material]) -> bool:
    """Insert all or, when the applicant's key was used before, nothing; returns whether it was inserted."""
    columns, marks, values = _row(case)
    parts = [f"born AS (INSERT INTO {_table(case)} ({columns}) VALUES ({marks}) {_ONCE})"]
    for place, row in enumerate((entry, *materials)):
        columns, marks, given = _row(row)
        fill = f'INSERT INTO {_table(row)} ("case_id", {columns}) SELECT born."id", {marks} FROM born'
        parts.append(f"row_{place} AS ({fill})")
        values += given
    with connection.cursor() as cursor:
        cursor.execute("WITH " + ", ".join(parts) + ' SELECT "id" FROM born', values)
        found = cursor.fetchone()
    if found is None:
        return False
    case.pk, case._state.adding = found[0], False
    return True


def _row(row: models.Model) -> tuple[str, str, list[Any]]:
    """Columns, placeholders and values as Django itself would send them; the key and the case are the database's."""
    fields = [f for f in row._meta.local_concrete_fields if not f.primary_key and f.column != "case_id"]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return columns, ", ".join(["%s"] * len(fields)), values


def _table(row: models.Model) -> str:
    return f'"{row._meta.db_table}"'
