"""A new case with its first journal line, its materials, its leaf on the ledger and the fact told, in one statement.

Receiving is the busiest act of the house: a round trip for each table would cost five times as much.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models

from yiwang.casework.cases.models import Case, Entry, Material
from yiwang.kit import rows
from yiwang.kit.ledger.services import Draft as Leaf

_ONCE = 'ON CONFLICT ("applicant_id", "key") DO NOTHING RETURNING "id"'


def insert(case: Case, entry: Entry, materials: Sequence[Material], leaf: Leaf, fact: models.Model) -> int | None:
    """Insert all and return the leaf's id; None, and nothing inserted, when the applicant's key was used before."""
    columns, marks, values = rows.insertion(case)
    parts = [f"born AS (INSERT INTO {_table(case)} ({columns}) VALUES ({marks}) {_ONCE})"]
    for place, row in enumerate((entry, *materials, fact)):
        of_case, its_case = ("", "") if row is fact else ('"case_id", ', 'born."id", ')
        columns, marks, given = rows.insertion(row, without=("case_id",))
        fill = f"INSERT INTO {_table(row)} ({of_case}{columns}) SELECT {its_case}{marks} FROM born"
        parts.append(f"row_{place} AS ({fill})")
        values += given
    statement, given = leaf.following("born")
    with connection.cursor() as cursor:
        cursor.execute(
            f'WITH {", ".join(parts)}, {statement} SELECT born."id", leaf."id" FROM born, leaf', values + given
        )
        found = cursor.fetchone()
    if found is None:
        return None
    case.pk, case._state.adding = found[0], False
    return int(found[1])


def _table(row: models.Model) -> str:
    return f'"{row._meta.db_table}"'
