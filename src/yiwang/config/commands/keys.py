"""Keys: list, add, rotate."""

from __future__ import annotations

import argparse
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "keys", "master keys: list, add, rotate")
    add(actions, "list", _list, "the ids of the keys at hand, what lies under an old one, and which may be removed")
    add(actions, "add", _add, "make a new master key (the first one where there is none); it encrypts from now on")
    add(actions, "rotate", _rotate, "re-encrypt rows and files that lie under an old key, while the city runs")


def _list(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import environment
    from yiwang.kit.crypto import keyring

    keyring.use(environment.read().keys, create=False)
    print(f"密钥 / keys: {keyring.ids()}; 现用 / current: {keyring.current()}")
    found: dict[str, Any] = {"keys": keyring.ids(), "current": keyring.current()}
    left = _left()
    if left is None:
        print("数据库没有回应，不知道旧密钥下还有多少 / no database at hand: what lies under old keys is not known")
        return 0, {**found, "waiting": None, "removable": []}
    return 0, {**found, **_said(left)}


def _left() -> dict[str, int] | None:
    import django
    from django.db import Error

    from yiwang.config import rotating

    django.setup()
    try:
        return rotating.waiting()
    except Error:
        return None


def _said(left: dict[str, int]) -> dict[str, Any]:
    from yiwang.config import rotating

    removable = rotating.removable(left)
    for name, count in left.items():
        print(f"{name:32} {count}  旧密钥 / under an old key")
    if removable:
        print(f"可以移走（先确认没有备份还要用）/ may be removed unless a backup needs them: {removable}")
    return {"waiting": left, "removable": removable}


def _add(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import environment
    from yiwang.kit.crypto import keyring

    folder = environment.read().keys
    if any(folder.glob("master-*.key")):
        number = keyring.add(folder)
    else:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keyring.use(folder, create=True)
        number = keyring.current()
    print(f"master-{number}.key → {folder}")
    return 0, {"added": number}


def _rotate(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.config import rotating

    counts = rotating.rotate()
    for name, count in counts.items():
        print(f"{name:32} {count}")
    print(f"重新加密 / sealed again: {sum(counts.values())}")
    return 0, {"resealed": counts, **_said(rotating.waiting())}
