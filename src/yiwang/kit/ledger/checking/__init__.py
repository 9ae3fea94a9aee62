"""Checking the ledger: files by themselves, one export against an earlier one, and the database with its rows."""

from __future__ import annotations

from pathlib import Path

from yiwang.kit.ledger.checking.report import Finding, Report

__all__ = ["Finding", "Report", "check_database", "check_files"]


def check_files(old: Path | None, new: Path, receipt: Path | None = None) -> Report:
    """Check an export, against an earlier one and for a receipt if given. Needs Python's hashlib alone."""
    from yiwang.kit.ledger.checking import files

    return files.check(old, new, receipt)


def check_database() -> Report:
    """Recompute every leaf, root and covered row from the database, and compare with what was signed here last."""
    from yiwang.kit.ledger.checking import database

    return database.check()
