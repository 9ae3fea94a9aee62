"""Sealing again: what lies under an old master key is opened and sealed under the newest, while the city works."""

from __future__ import annotations

from django.db import connections, models, transaction

from yiwang.kit.crypto import keyring, sealing
from yiwang.kit.crypto.fields import purpose_of, secret_fields

BATCH = 500


def reseal(model: type[models.Model], *, batch: int = BATCH) -> int:
    """Seal again every secret field of a model that lies under an old key; returns how many rows were changed.

    Walks by primary key in batches of one short transaction each, so it may be stopped and started at will. A table
    that the application may only add to is walked as its owner, who must be at hand for it.
    """
    if not secret_fields(model):
        return 0
    using = "owner" if (model._meta.db_table_comment or "").startswith("insert only") else "default"
    changed, last = 0, None
    while True:
        with transaction.atomic(using=using):
            rows = _old_rows(model, last, batch, using)
            for row in rows:
                _seal_again(model, row, using)
        changed += len(rows)
        if len(rows) < batch:
            return changed
        last = rows[-1][0]


def waiting(model: type[models.Model], *, using: str = "default") -> int:
    """How many rows have a field under an old key."""
    if not secret_fields(model):
        return 0
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_table(model, using)} WHERE {_is_old(model, using)}", _news(model))
        return int(cursor.fetchone()[0])


def _old_rows(model: type[models.Model], last: object, batch: int, using: str) -> list[tuple]:
    quote = connections[using].ops.quote_name
    key = quote(model._meta.pk.column)
    columns = ", ".join(quote(field.column) for field in secret_fields(model))
    after = "" if last is None else f"{key} > %s AND "
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {columns} FROM {_table(model, using)} WHERE {after}({_is_old(model, using)}) "
            f"ORDER BY {key} LIMIT %s FOR UPDATE",
            [*([] if last is None else [last]), *_news(model), batch],
        )
        return cursor.fetchall()


def _seal_again(model: type[models.Model], row: tuple, using: str) -> None:
    quote = connections[using].ops.quote_name
    fields = secret_fields(model)
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    values = [
        None if value is None else sealing.seal(purpose_of(field), sealing.unseal(purpose_of(field), bytes(value)))
        for field, value in zip(fields, row[1:], strict=True)
    ]
    with connections[using].cursor() as cursor:
        key = quote(model._meta.pk.column)
        cursor.execute(f"UPDATE {_table(model, using)} SET {sets} WHERE {key} = %s", [*values, row[0]])


def _is_old(model: type[models.Model], using: str) -> str:
    quote = connections[using].ops.quote_name
    return " OR ".join(f"substring({quote(field.column)} FROM 2 FOR 2) <> %s" for field in secret_fields(model))


def _news(model: type[models.Model]) -> list[bytes]:
    """The newest key's id as it stands in sealed bytes, once for each field."""
    return [keyring.current().to_bytes(2, "big")] * len(secret_fields(model))


def _table(model: type[models.Model], using: str) -> str:
    return connections[using].ops.quote_name(model._meta.db_table)
