"""What the tests of the ledger do: a few acts, numbering, and an attacker who owns the database."""

from __future__ import annotations

from typing import Any

from django.db import connections

from yiwang.kit.actor import Actor
from yiwang.kit.ledger import kinds, sequencing
from yiwang.kit.ledger.services import record

READ = kinds.kind("test.read", "有人查看了您的材料", "Someone looked at your papers")
CLERK = Actor(kind="staff", post=7, office=3, name="周某某")
LIN, WU = b"L" * 32, b"W" * 32


def act(count: int = 1, *, subject: bytes | None = LIN, case: str = "") -> list[int]:
    return [
        record(READ, actor=CLERK, subject=subject, purpose="审查", case_number=case, facts={"page": page})
        for page in range(count)
    ]


def number_and_sign() -> int | None:
    sequencing.step()
    return sequencing.checkpoint(now=True)


def as_owner(statement: str, *parameters: Any) -> None:
    """Somebody with all rights over the database, who is not the sequencer and has no keys."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, parameters)


def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
