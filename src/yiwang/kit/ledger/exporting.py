"""The ledger as files, for witnesses, archives and anybody who wants to check it without this platform.

about.json         format, origin, how many leaves
leaves.txt         one line a leaf, in the order of the tree: its hash as the database holds it, its canonical JSON
checkpoints.jsonl  every signed note with its size and root
keys.json          the public keys that sign
receipts.jsonl     receipts of the newest leaves and of those asked for
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection

from yiwang.kit.ledger import queries, signing
from yiwang.kit.ledger.models import Checkpoint, Position

FORMAT = "yiwang ledger export 1"
BATCH = 20_000
NEWEST = 100


def export(folder: Path, receipts: Iterable[int] = ()) -> dict[str, int]:
    """Write what the last checkpoint signs; `receipts` are leaf ids asked for. Returns the counts."""
    folder.mkdir(parents=True, exist_ok=True)
    last = queries.last_checkpoint()
    size = last.size if last else 0
    leaves = _write(folder / "leaves.txt", _leaves(size))
    checkpoints = _write(folder / "checkpoints.jsonl", _checkpoints(size))
    receipts_written = _write(folder / "receipts.jsonl", _receipts(size, receipts))
    keys = [key.plain() for key in signing.public_keys()]
    (folder / "keys.json").write_text(json.dumps(keys, indent=1) + "\n")
    about = {"format": FORMAT, "origin": signing.origin(), "leaves": leaves}
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n")
    return {"leaves": leaves, "checkpoints": checkpoints, "receipts": receipts_written}


def _write(file: Path, lines: Iterable[bytes]) -> int:
    """Write lines to a new file that takes the place of an old one when it is whole."""
    draft, count = file.with_suffix(".new"), 0
    with draft.open("wb") as out:
        for line in lines:
            out.write(line + b"\n")
            count += 1
    draft.rename(file)
    return count


def _leaves(size: int) -> Iterator[bytes]:
    after = -1
    while after < size - 1:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT p.number, p.leaf_hash, l.body FROM ledger_position p JOIN ledger_leaf l ON l.id = p.leaf_id
                   WHERE p.number > %s AND p.number < %s ORDER BY p.number LIMIT %s""",
                [after, size, BATCH],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for _, hashed, body in rows:
            yield bytes(hashed).hex().encode() + b" " + bytes(body)
        after = rows[-1][0]


def _checkpoints(size: int) -> Iterator[bytes]:
    for row in Checkpoint.objects.filter(size__lte=size).order_by("size").iterator(BATCH):
        said = {"size": row.size, "root": bytes(row.root).hex(), "note": row.note}
        yield json.dumps(said, ensure_ascii=False).encode()


def _receipts(size: int, asked: Iterable[int]) -> Iterator[bytes]:
    newest = Position.objects.filter(number__lt=size).order_by("-number").values_list("leaf_id", flat=True)[:NEWEST]
    for leaf in sorted({*newest, *asked}):
        yield queries.receipt(leaf).as_json().encode()
