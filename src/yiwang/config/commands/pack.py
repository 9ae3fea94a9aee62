"""A city's pack: begin one, check it, load it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from yiwang.config.cli import add, group

NOT_OVER = "没有装载。要以包为准，加 --over / Not loaded. To let the pack have the last word: --over"


def register(commands: Any) -> None:
    actions = group(commands, "pack", "a city's content: new, check, load")
    new = add(actions, "new", _new, "write a small pack that passes the check, to start a city from")
    new.add_argument("folder", type=Path)
    new.add_argument("--code", default="330100", help="division code of the city, GB/T 2260 (default 330100)")
    new.add_argument("--name", default="示例市", help="the city's name")
    for name, run, summary in (
        ("check", _check, "read a pack and report every fault with file, line and reason"),
        ("load", _load, "check a pack and load it into the running city"),
    ):
        action = add(actions, name, run, summary)
        action.add_argument("folder", type=Path, nargs="?", help="default: YIWANG_PACK or packs/shanghai")
        if name == "load":
            action.add_argument(
                "--over", action="store_true", help="also replace what the desk published and is not here"
            )


def _new(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import beginning

    files = beginning.begin(arguments.folder, code=arguments.code, name=arguments.name)
    print(f"{len(files)} files in {arguments.folder}. Next: yiwang pack check {arguments.folder}")
    return 0, {"files": files}


def _check(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import pack

    problems = pack.check(_folder(arguments))
    for problem in problems:
        print(f"{problem.file}:{problem.line}: {problem.path}: {problem.text.zh} / {problem.text.en}", file=sys.stderr)
    print(f"{len(problems)} 处要改 / faults")
    listed = [{"file": p.file, "line": p.line, "path": p.path, "zh": p.text.zh, "en": p.text.en} for p in problems]
    return (1 if problems else 0), {"faults": len(problems), "problems": listed}


def _load(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import environment, pack
    from yiwang.config.database import setup

    if problems := pack.check(_folder(arguments)):
        said = f"没有装载：有 {len(problems)} 处要改，见 yiwang pack check / not loaded: faults found, see pack check"
        print(said, file=sys.stderr)
        return 1, {"faults": len(problems)}
    if arguments.over:
        pack.overrule(_folder(arguments))
    elif problems := pack.unsettled(_folder(arguments)):
        for one in problems:
            print(f"{one.file}:{one.line}: {one.text.zh} / {one.text.en}", file=sys.stderr)
        print(NOT_OVER, file=sys.stderr)
        return 1, {"unsettled": [one.path for one in problems]}
    counts = pack.load(_folder(arguments))
    for room, count in counts.items():
        print(room, count)
    if not environment.read().demo:
        # A demo city stands once its people have moved in; any other once its pack is there.
        setup.mark_standing()
    return 0, counts


def _folder(arguments: argparse.Namespace) -> Path:
    from yiwang.config import environment

    return arguments.folder.resolve() if arguments.folder else environment.read().pack
