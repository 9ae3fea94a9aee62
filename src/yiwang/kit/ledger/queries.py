"""Questions to the ledger: who did what with my data, and how is it proved?"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from yiwang.kit.errors import NotFound, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.models import Checkpoint, Leaf, Position
from yiwang.kit.ledger.nodes import Incomplete, Stored
from yiwang.kit.ledger.receipts import Proof, Receipt
from yiwang.kit.ledger.tree import inclusion, leaf_hash

log = logging.getLogger(__name__)
MOST_OF_A_TOPIC = 100
_TOPICS = """
    WITH mine AS (
        SELECT l.id, l.kind, l.at, l.body, CASE WHEN l.case_number <> '' THEN l.case_number
               ELSE to_char(l.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') END AS topic
        FROM ledger_opening o JOIN ledger_leaf l ON l.id = o.leaf_id WHERE o.subject = %(subject)s
    ), page AS (
        SELECT topic, max(id) AS newest FROM mine GROUP BY topic
        HAVING %(after)s::bigint IS NULL OR max(id) < %(after)s ORDER BY newest DESC LIMIT %(limit)s
    ), placed AS (
        SELECT page.newest, mine.*, row_number() OVER (PARTITION BY mine.topic ORDER BY mine.id DESC) AS place
        FROM mine JOIN page USING (topic)
    )
    SELECT newest, id, kind, at, body FROM placed WHERE place <= %(most)s ORDER BY newest DESC, id DESC
"""


@dataclass(frozen=True)
class Seen:
    """One act, as the person it concerns reads it. `leaf` is what `proof` and `receipt` ask for."""

    leaf: int
    kind: str
    sentence: Text
    at: datetime
    actor: str
    office: int | None
    purpose: str
    case_number: str
    facts: dict[str, Any]


def about(subject: bytes, *, after: int | None = None, limit: int = 50) -> list[Seen]:
    """Acts with this subject's data, newest first; `after` is the last leaf of the page before."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT l.id, l.kind, l.at, l.body FROM ledger_opening o JOIN ledger_leaf l ON l.id = o.leaf_id
               WHERE o.subject = %s AND (%s::bigint IS NULL OR o.leaf_id < %s) ORDER BY o.leaf_id DESC LIMIT %s""",
            [subject, after, after, limit],
        )
        return [_seen(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Topic:
    """What was done with one's data in one case, or outside of cases on one day; `acts` newest first."""

    case_number: str
    newest: int
    acts: list[Seen]


def topics_about(subject: bytes, *, after: int | None = None, limit: int = 20) -> list[Topic]:
    """Acts with this subject's data, a case each, the one touched last first; `after` is `newest` of the last topic.

    Of one topic at most MOST_OF_A_TOPIC acts are read, the newest.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOPICS, {"subject": subject, "after": after, "limit": limit, "most": MOST_OF_A_TOPIC})
        rows = cursor.fetchall()
    found: dict[int, list[Seen]] = {}
    for newest, *leaf in rows:
        found.setdefault(newest, []).append(_seen(*leaf))
    return [Topic(acts[0].case_number, newest, acts) for newest, acts in found.items()]


def of_case(case_number: str, *, after: int = 0, limit: int = 200) -> list[Seen]:
    """Acts recorded under a case number, oldest first."""
    rows = Leaf.objects.filter(case_number=case_number, id__gt=after).order_by("id")
    return [_seen(*row) for row in rows.values_list("id", "kind", "at", "body")[:limit]]


def proof(leaf_id: int) -> Proof | None:
    """The leaf's place in the last signed tree; None for some seconds, or if the tree is damaged."""
    position = Position.objects.filter(leaf_id=leaf_id).first()
    last = last_checkpoint()
    if position is None or last is None or last.size <= position.number:
        return None
    try:
        path = inclusion(Stored(), position.number, last.size)
    except Incomplete:
        log.exception("no proof can be made of leaf %s", leaf_id)
        return None
    return Proof(position.number, last.size, bytes(position.leaf_hash), tuple(path), bytes(last.root), last.note)


def receipt(leaf_id: int) -> Receipt:
    """What the person keeps: the act as it is hashed, and its proof when there is one. Raises NotFound."""
    leaf = Leaf.objects.filter(pk=leaf_id).first()
    if leaf is None:
        raise NotFound
    body = bytes(leaf.body)
    return Receipt(body=body, leaf_hash=leaf_hash(body), proof=proof(leaf_id), sentence=kinds.sentence(leaf.kind))


def last_checkpoint() -> Checkpoint | None:
    """The largest tree that was signed; None in the first seconds of a city."""
    return Checkpoint.objects.order_by("-size").first()


def _seen(leaf: int, kind: str, at: datetime, body: Any) -> Seen:
    said = json.loads(bytes(body))
    return Seen(
        leaf=leaf,
        kind=kind,
        sentence=kinds.sentence(kind),
        at=at,
        actor=said["actor"],
        office=said["office"],
        purpose=said["purpose"],
        case_number=said["case"],
        facts=said["facts"],
    )
