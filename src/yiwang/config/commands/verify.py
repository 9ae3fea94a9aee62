"""Verify a licence file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add

NO_ROOT = "No root certificate in {}: nothing can be told. Put the city's root-sm2.pem and root-p256.pem there."


def register(commands: Any) -> None:
    verify = add(commands, "verify", _verify, "verify a licence file; exit status 0 only if it is valid")
    verify.add_argument("file", type=Path)


def _verify(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    data = arguments.file.read_bytes()
    django.setup()
    from yiwang.instruments.licences import checking
    from yiwang.instruments.seals import authority
    from yiwang.kit.errors import Invalid, Text

    if missing := [name for name in ("sm2", "p256") if authority.known_root(name) is None]:
        names = "、".join(f"root-{name}.pem" for name in missing)
        raise Invalid(
            Text(f"{authority.folder()} 里没有根证书 {names}，无法判断。", NO_ROOT.format(authority.folder()))
        )
    verdict = checking.verify_file(data)
    print(f"{verdict.state}: {verdict.text.zh} / {verdict.text.en}")
    print(f"{verdict.by.zh} / {verdict.by.en}")
    checks = {check.key: check.passed for check in verdict.checks}
    said = {"state": verdict.state, "identifier": verdict.identifier, "checks": checks}
    return (0 if verdict.state == "valid" else 1), said
