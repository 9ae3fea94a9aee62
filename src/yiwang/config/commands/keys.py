"""Keys: list, add, rotate."""

from __future__ import annotations

import argparse
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "keys", "master keys: list, add, rotate")
    add(actions, "list", _list, "the ids of the keys at hand, and what still lies under an old one")
    add(actions, "add", _add, "make a new master key; new data go under it as each process starts anew")
    add(actions, "rotate", _rotate, "re-encrypt everything that lies under an old key, while the city runs")


def _list(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import environment
    from yiwang.kit.crypto import keyring

    keyring.use(environment.read().keys, create=False)
    found = {"keys": keyring.ids(), "current": keyring.current()}
    print(found)
    return 0, found


def _add(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import environment
    from yiwang.kit.crypto import keyring

    folder = environment.read().keys
    number = keyring.add(folder)
    print(f"master-{number}.key → {folder}")
    return 0, {"added": number}


def _rotate(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from django.apps import apps

    from yiwang.kit.crypto import rotation

    counts = {model._meta.label: rotation.reseal(model) for model in apps.get_models()}
    counts = {name: count for name, count in counts.items() if count}
    print(counts)
    return 0, {"resealed": counts}
