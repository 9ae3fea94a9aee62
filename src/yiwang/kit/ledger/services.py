"""Recording an act, and forgetting a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.canonical import canonical, instant
from yiwang.kit.ledger.commitment import commit

ERASED = kinds.kind("ledger.erased", "按您的要求删除了记录与您的联系", "The link between records and you was erased")
NO_OPENING = "INSERT INTO ledger_leaf (kind, body, at, case_number) VALUES (%s, %s, %s, %s) RETURNING id"
WITH_OPENING = f"""WITH leaf AS ({NO_OPENING})
    INSERT INTO ledger_opening (leaf_id, subject, salt) SELECT id, %s, %s FROM leaf RETURNING leaf_id"""


@dataclass(frozen=True)
class Draft:
    """A leaf drawn up and not yet inserted: one statement and its parameters."""

    kind: str
    body: bytes
    at: datetime
    case_number: str
    subject: bytes | None
    salt: bytes | None

    @property
    def sql(self) -> str:
        return WITH_OPENING if self.salt else NO_OPENING

    @property
    def parameters(self) -> list[Any]:
        leaf = [self.kind, self.body, self.at, self.case_number]
        return [*leaf, self.subject, self.salt] if self.salt else leaf

    def following(self, born: str) -> tuple[str, list[Any]]:
        """As parts `leaf` and `opening` of a longer statement: inserted only where its part `born` has a row."""
        row = f"INSERT INTO ledger_leaf (kind, body, at, case_number) SELECT %s, %s, %s, %s FROM {born} RETURNING id"
        opening = "INSERT INTO ledger_opening (leaf_id, subject, salt) SELECT id, %s, %s FROM leaf"
        return f"leaf AS ({row})" + (f", opening AS ({opening})" if self.salt else ""), self.parameters


def record(
    kind: str,
    *,
    actor: Actor,
    subject: bytes | None = None,
    purpose: str = "",
    case_number: str = "",
    facts: dict[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> int:
    """Insert one leaf in the running transaction, by one statement, and return its id (not its number in the tree).

    `subject` is the party's ledger subject (`parties.queries.subject_of`). `facts` are plain values without personal
    data; digests of rows and documents belong here. `purpose` is a short sentence or code without personal data.
    `personal` are values that the leaf only commits to; whoever holds the value and the salt can show that it was so.
    """
    draft = draw_up(
        kind, actor=actor, subject=subject, purpose=purpose, case_number=case_number, facts=facts, personal=personal
    )
    return insert(draft)


def insert(draft: Draft) -> int:
    """Insert a leaf that was drawn up; returns its id."""
    with connection.cursor() as cursor:
        cursor.execute(draft.sql, draft.parameters)
        return int(cursor.fetchone()[0])


def draw_up(
    kind: str,
    *,
    actor: Actor,
    subject: bytes | None = None,
    purpose: str = "",
    case_number: str = "",
    facts: dict[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> Draft:
    """What `record` inserts, for a service that puts all its rows into one statement of its own."""
    at = calendar.now()
    body: dict[str, Any] = {
        "kind": kind,
        "at": instant(at),
        "actor": actor.reference,
        "office": actor.office,
        "purpose": purpose,
        "case": case_number,
        "facts": facts or {},
    }
    salt = _commit_to(body, subject, personal)
    return Draft(kind, canonical(body), at, case_number, subject, salt)


def _commit_to(body: dict[str, Any], subject: bytes | None, personal: Mapping[str, str] | None) -> bytes | None:
    """Put commitments into the body; one salt, returned, opens all those of a leaf."""
    salt = None
    if subject is not None:
        body["subject"], salt = commit(bytes(subject))
    if personal:
        salt = salt or commit(b"")[1]
        body["personal"] = {name: commit(f"{name}\x00{value}", salt)[0] for name, value in personal.items()}
    return salt


@transaction.atomic
def erase(subject: bytes, *, actor: Actor, purpose: str) -> int:
    """Cut the link between a person and every leaf about them; returns how many. The tree is not touched.

    The leaves that were cut are named in a leaf of their own: a link that is missing without such a leaf is a finding.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_opening WHERE subject = %s RETURNING leaf_id", [subject])
        leaves = sorted(row[0] for row in cursor.fetchall())
    if leaves:
        record(ERASED, actor=actor, purpose=purpose, facts={"leaves": leaves})
    return len(leaves)
