"""Verify a licence file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add


def register(commands: Any) -> None:
    verify = add(commands, "verify", _verify, "verify a licence file; exit status 0 only if it is valid")
    verify.add_argument("file", type=Path)


def _verify(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.instruments.licences import checking

    verdict = checking.verify_file(arguments.file.read_bytes())
    print(f"{verdict.state}: {verdict.text.zh} / {verdict.text.en}")
    print(f"{verdict.by.zh} / {verdict.by.en}")
    checks = {check.key: check.passed for check in verdict.checks}
    said = {"state": verdict.state, "identifier": verdict.identifier, "checks": checks}
    return (0 if verdict.state == "valid" else 1), said
