"""Checking who signed: needs the platform's libraries; without them it is said which signatures were not checked."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.kit.ledger.checking.report import Report
from yiwang.kit.ledger.signing import Note, PublicKey, holds

NEWEST = 100


def check_notes(notes: Sequence[tuple[int, bytes, Note]], keys: Sequence[PublicKey], report: Report) -> None:
    """Each note must say its row's size and root; the newest hundred must be signed by known SM2 and Ed25519 keys."""
    for size, root, note in notes:
        if (note.size, note.root) != (size, root):
            report.find(
                "checkpoint_changed",
                f"第 {size} 条处的检查点与它签名的内容不一致。",
                f"The checkpoint at {size} differs from the note it carries.",
                number=size,
            )
    checked = 0
    for size, _, note in notes[-NEWEST:]:
        checked += _check_one(size, note, keys, report)
    report.figures["signatures_checked"] = checked
    if len(notes) > NEWEST:
        report.note(
            f"只核对了最近 {NEWEST} 个检查点的签名；更早的由它们的根涵盖。",
            f"Signatures of the newest {NEWEST} checkpoints were checked; the roots of these cover the earlier ones.",
        )


def _check_one(size: int, note: Note, keys: Sequence[PublicKey], report: Report) -> int:
    checked = 0
    for algorithm in ("sm2", "ed25519"):
        candidates = [key for key in keys if key.algorithm == algorithm]
        try:
            good = any(holds(key, note) for key in candidates)
        except ImportError:
            _say_not_checked(algorithm, report)
            continue
        checked += 1
        if not good:
            report.find(
                "signature",
                f"第 {size} 条处的检查点没有有效的 {algorithm} 签名。",
                f"The checkpoint at {size} has no valid {algorithm} signature.",
                number=size,
            )
    return checked


def _say_not_checked(algorithm: str, report: Report) -> None:
    zh = f"没有核对 {algorithm} 签名：本机缺少密码库。"
    if all(note.zh != zh for note in report.notes):
        report.note(zh, f"{algorithm} signatures were not checked: the crypto library is not installed here.")
