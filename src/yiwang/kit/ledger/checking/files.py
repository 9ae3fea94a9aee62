"""Checking exports: whole in itself, a continuation of an earlier one, and holding a receipt.

Hashes need Python's hashlib alone. Signatures are checked where the libraries are at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yiwang.kit.ledger.checking.report import Report
from yiwang.kit.ledger.checking.signatures import check_notes
from yiwang.kit.ledger.signing import Note, PublicKey, read
from yiwang.kit.ledger.tree import Frontier, leaf_hash, verify_inclusion


@dataclass(frozen=True)
class Signed:
    """A checkpoint as exported."""

    size: int
    root: bytes
    note: Note


@dataclass(frozen=True)
class Export:
    """An export as its folder holds it; leaves are read line by line, for they may be many."""

    folder: Path
    checkpoints: list[Signed]
    keys: list[PublicKey]

    @property
    def size(self) -> int:
        """How many leaves the last checkpoint signs."""
        return self.checkpoints[-1].size if self.checkpoints else 0

    def lines(self) -> Iterator[bytes]:
        with (self.folder / "leaves.txt").open("rb") as file:
            for line in file:
                yield line.rstrip(b"\n")


@dataclass(frozen=True)
class Slip:
    """A receipt as it is read from its file."""

    body: bytes
    number: int
    path: list[bytes]
    note: Note


def check(old: Path | None, new: Path, receipt: Path | None = None) -> Report:
    report = Report()
    fresh, past = _open(new, report), _open(old, report) if old else None
    if fresh is None or (old and past is None):
        return report
    slip = _read_receipt(receipt, report) if receipt else None
    roots = _walk(fresh, past, {slip.note.size} if slip else set(), report)
    _compare_roots(fresh, roots, report)
    if past:
        _compare_with_past(fresh, past, roots, report)
    _check_signatures(fresh, past, report)
    if slip:
        _check_receipt(slip, fresh, past, roots, report)
    return report


def _open(folder: Path, report: Report) -> Export | None:
    try:
        keys = [
            PublicKey(key["name"], key["algorithm"], bytes.fromhex(key["public"]))
            for key in json.loads((folder / "keys.json").read_text())
        ]
        lines = (folder / "checkpoints.jsonl").read_text().splitlines()
        said = [json.loads(line) for line in lines]
        checkpoints = [Signed(row["size"], bytes.fromhex(row["root"]), read(row["note"])) for row in said]
        (folder / "leaves.txt").open("rb").close()
    except (OSError, ValueError, KeyError, TypeError) as error:
        missing = Path(error.filename).name if isinstance(error, FileNotFoundError) else ""
        report.find(
            "unreadable",
            f"读不出导出的账本 {folder}：{f'没有 {missing}' if missing else '内容不对'}。",
            f"The export {folder} cannot be read: {f'no {missing}' if missing else 'it is damaged'}.",
        )
        return None
    return Export(folder, sorted(checkpoints, key=lambda row: row.size), keys)


def _walk(fresh: Export, past: Export | None, also: set[int], report: Report) -> dict[int, bytes]:
    """Hash every leaf once; compare with the earlier export on the way. Returns the roots at all sizes of interest."""
    wanted = {row.size for row in fresh.checkpoints} | also
    if past:
        wanted |= {row.size for row in past.checkpoints}
    roots, frontier = {}, Frontier()
    for number, line in enumerate(fresh.lines()):
        hashed = leaf_hash(line[65:])
        if line[:64] != hashed.hex().encode():
            _changed(number, line, report)
        frontier.append(hashed)
        if frontier.size in wanted:
            roots[frontier.size] = frontier.root()
    roots[frontier.size] = frontier.root()
    report.figures["leaves"] = frontier.size
    if past:
        _compare_lines(fresh, past, frontier.size, report)
    return roots


def _changed(number: int, line: bytes, report: Report) -> None:
    report.find(
        "leaf_changed",
        f"第 {number} 条记录被改动：{_name(line)}。",
        f"Leaf {number} was changed: {_name(line)}.",
        number=number,
    )


def _compare_lines(fresh: Export, past: Export, size: int, report: Report) -> None:
    """Name the first leaf that differs from the earlier export, and what happened to it."""
    ours, theirs = fresh.lines(), past.lines()
    for number, before in enumerate(theirs):
        now = next(ours, None)
        if now is None:
            _shorter(number, fresh, past, report)
            return
        if now != before:
            if any(finding.number == number for finding in report.findings):
                return
            what = _what_happened(before, now, next(theirs, b""), next(ours, b""))
            report.find(
                f"leaf_{what[0]}",
                f"第 {number} 条记录{what[1]}：{_name(before)}。",
                f"Leaf {number} was {what[0]}: {_name(before)}.",
                number=number,
            )
            return


def _what_happened(before: bytes, now: bytes, before_next: bytes, now_next: bytes) -> tuple[str, str]:
    if now == before_next:
        return ("reordered", "被调换了顺序") if now_next == before else ("removed", "被删除")
    if now_next == before:
        return "displaced", "之前被插入了一条"
    return "changed", "被改动"


def _shorter(number: int, fresh: Export, past: Export, report: Report) -> None:
    missing = past.size - number
    if fresh.size == number and any(row.size == number for row in past.checkpoints):
        report.find(
            "old_backup",
            f"账本回到了从前：第 {number} 条起的 {missing} 条不见了，像是恢复了旧备份。",
            f"The ledger is as it was before: {missing} leaves from {number} on are gone, as if an old backup was put "
            "back.",
            number=number,
        )
    else:
        report.find(
            "newest_removed",
            f"最新的 {missing} 条记录（第 {number} 条起）被删除。",
            f"The newest {missing} leaves, from {number} on, were removed.",
            number=number,
        )


def _compare_roots(export: Export, roots: dict[int, bytes], report: Report) -> None:
    """Each checkpoint's root must be the root of the leaves; the first that is not bounds the first bad leaf."""
    before = 0
    for row in export.checkpoints:
        if row.size not in roots:
            missing = row.size - report.figures["leaves"]
            report.find(
                "newest_removed",
                f"检查点签的是 {row.size} 条，现在少了最新的 {missing} 条。",
                f"A checkpoint signs {row.size} leaves; the newest {missing} are missing.",
                number=report.figures["leaves"],
            )
            return
        if roots[row.size] != row.root:
            if not report.findings:
                report.find(
                    "root",
                    f"第 {before} 条到第 {row.size - 1} 条之间有记录与签过的根不符。",
                    f"A leaf between {before} and {row.size - 1} does not fit the root that was signed.",
                    number=before,
                )
            return
        before = row.size


def _compare_with_past(fresh: Export, past: Export, roots: dict[int, bytes], report: Report) -> None:
    """The new tree must contain the old one; if both are signed and it does not, somebody keeps two histories."""
    for row in past.checkpoints:
        if row.size in roots and roots[row.size] != row.root and not report.has("root"):
            report.find(
                "fork",
                f"分叉：同一规模 {row.size} 条，新旧两份账本的根不同。",
                f"A fork: at {row.size} leaves the two exports have different roots.",
                number=next((f.number for f in report.findings if f.number is not None), row.size),
            )
            return
    known = {key.name: key for key in past.keys}
    for key in fresh.keys:
        if known.get(key.name, key) != key:
            report.find("key_changed", f"公钥 {key.name} 被换过。", f"The public key {key.name} was exchanged.")


def _check_signatures(fresh: Export, past: Export | None, report: Report) -> None:
    keys = list(fresh.keys)
    if past:
        known = {key.name for key in past.keys}
        keys = [*past.keys, *(key for key in fresh.keys if key.name not in known)]
    else:
        report.note(
            "公钥取自这份导出本身；请与城市公布的公钥核对。",
            "The public keys come from this export itself; compare them with those the city publishes.",
        )
    check_notes([(row.size, row.root, row.note) for row in fresh.checkpoints], keys, report)
    report.figures["checkpoints"] = len(fresh.checkpoints)


def _read_receipt(file: Path, report: Report) -> Slip | None:
    try:
        said = json.loads(file.read_text())
        path = [bytes.fromhex(node) for node in said["path"]]
        return Slip(said["leaf"].encode(), int(said["number"]), path, read(said["note"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        report.find(
            "receipt_unreadable",
            "这不是账本回执，或它还没有编号和证明。",
            "This is no ledger receipt, or it has no number and proof yet.",
        )
        return None


def _check_receipt(slip: Slip, fresh: Export, past: Export | None, roots: dict[int, bytes], report: Report) -> None:
    number, note = slip.number, slip.note
    if not verify_inclusion(leaf_hash(slip.body), number, note.size, slip.path, note.root):
        report.find("receipt_changed", "回执的内容与它的证明不符。", "The receipt does not fit its own proof.")
        return
    keys = past.keys if past else fresh.keys
    check_notes([(note.size, note.root, note)], keys, report)
    if roots.get(note.size) != note.root:
        report.find(
            "receipt_not_in_ledger",
            f"账本里没有这份回执：第 {number} 条与回执不符。",
            f"The ledger does not hold this receipt: leaf {number} differs from it.",
            number=number,
        )


def _name(line: bytes) -> str:
    """A leaf as it is named in a finding: kind, instant and case number; nothing personal is in it."""
    try:
        said = json.loads(line[65:])
        return " ".join(str(said[part]) for part in ("kind", "at", "case") if said.get(part))
    except (ValueError, TypeError, KeyError, AttributeError):
        return "?"
