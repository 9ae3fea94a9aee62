"""`yiwang items history`, `diff` and `write-back`: the life of an item in the terminal, and back into the pack."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from yiwang.config.cli import add

STAGES = {
    "scheduled": "定时 scheduled",
    "in_force": "现行 in force",
    "ended": "已失效 ended",
    "retired": "已取消 retired",
    "superseded": "被替换 superseded",
    "cancelled": "已撤销 cancelled",
}
CHANGES = {
    "edited": "改写 edited",
    "new": "新建 new",
    "removed": "删除 removed",
    "same": "相同 same",
    "waits": "未到取消日 waits for its day",
}
NO_VERSION = "没有这个版本 / no such version"
NOTHING = (
    "没有要写回的事项；写回过的可以用 --code 再写 / nothing to write back; name an item with --code to write it again"
)


def register(actions: Any) -> None:
    history = add(actions, "history", _history, "the versions of an item: days, where written, who approved")
    history.add_argument("code")
    diff = add(actions, "diff", _diff, "two versions of an item in sentences, and what changes for applicants")
    diff.add_argument("code")
    diff.add_argument("before", type=int, nargs="?", help="version number; default: the one before the last")
    diff.add_argument("after", type=int, nargs="?", help="version number; default: the last one")
    for action in (history, diff):
        action.add_argument("--city", help="division code; default: the city that runs here")
    back = add(actions, "write-back", _write_back, "write what the desk published into the files of the pack")
    back.add_argument("folder", type=Path, metavar="PACK")
    back.add_argument("--code", action="append", default=[], help="only this item, also if it was written back before")
    back.add_argument("--check", action="store_true", help="say what would be written, touch nothing")


def _found(arguments: argparse.Namespace) -> list[Any]:
    import django

    django.setup()
    from django.conf import settings

    from yiwang.kit.errors import NotFound
    from yiwang.registers.drafts import queries

    versions = queries.history(arguments.code, arguments.city or settings.CITY)
    if not versions:
        raise NotFound()
    return versions


def _history(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    listed = []
    for each in _found(arguments):
        past = each.past
        ends = past.ends_on.isoformat() if past.ends_on else ""
        print(
            f"{past.number:4}  {past.effective_on} – {ends:10}  {STAGES[past.stage]:16}  {past.origin:6}  "
            f"{each.who:8}  {past.name.zh}"
        )
        listed.append(
            {
                **{"number": past.number, "effective_on": past.effective_on, "ends_on": past.ends_on},
                **{"retired_on": past.retired_on, "stage": past.stage, "origin": past.origin, "approved_by": each.who},
                **{"loaded_at": past.loaded_at, "written_back": not past.ahead_of_pack},
            }
        )
    return 0, {"code": arguments.code, "versions": listed}


def _diff(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    versions = {each.past.number: each.past.pk for each in _found(arguments)}
    after = arguments.after or max(versions)
    before = arguments.before or max((number for number in versions if number < after), default=after)
    if not {before, after} <= set(versions):
        print(NO_VERSION, file=sys.stderr)
        return 2, {"error": NO_VERSION, "versions": sorted(versions)}
    return _compared(arguments, (before, versions[before]), (after, versions[after]))


def _compared(
    arguments: argparse.Namespace, before: tuple[int, int], after: tuple[int, int]
) -> tuple[int, dict[str, Any]]:
    from django.conf import settings

    from yiwang.registers.drafts import consequences, differences, queries

    old, new = queries.definition_of(before[1]), queries.definition_of(after[1])
    names = queries.names(arguments.city or settings.CITY)
    found = differences.between(old, new, names)
    print(f"{arguments.code}  {before[0]} → {after[0]}")
    for title, inside in differences.grouped(found):
        print(f"\n{title.zh} {title.en}")
        for one in inside:
            print(f"  {one.text.zh}\n    {one.text.en}")
    met = consequences.of(old, new, names=names)
    _say_consequences(met)
    listed = [{"section": f.section, "path": f.path, "change": f.change, **vars(f.text)} for f in found]
    effects = [
        {"measure": e.measure, "direction": e.direction, **vars(e.text), "count": e.count, "example": vars(e.example)}
        for e in met.effects
    ]
    compared = {"compared": met.compared, "bounded": met.bounded, "better": met.better, "worse": met.worse}
    return 0, {"code": arguments.code, "differences": listed, "effects": effects, **compared, "mixed": met.mixed}


def _say_consequences(met: Any) -> None:
    if not met.effects:
        return
    more = "（只比了前面这些 / the first of more）" if met.bounded else ""
    print(f"\n对申请人 For applicants: {met.compared} 种情形 situations{more}")
    for one in met.effects:
        print(f"  {one.text.zh} / {one.text.en}  ({one.count})\n    例如 e.g. {one.example.zh} / {one.example.en}")


def _write_back(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.config import pack
    from yiwang.registers.drafts import services

    done = services.write_back(folder=arguments.folder.resolve(), codes=arguments.code, check=arguments.check)
    for one in done:
        print(f"{CHANGES[one.change]:12}  {one.code}  {one.file}  {one.name.zh}")
    if not done:
        print(NOTHING)
    listed = [{"code": one.code, "file": one.file, "change": one.change} for one in done]
    if arguments.check:
        return (1 if any(one.change in ("edited", "new", "removed") for one in done) else 0), {"items": listed}
    problems = pack.check(arguments.folder.resolve())
    for fault in problems:
        print(f"{fault.file}:{fault.line}: {fault.path}: {fault.text.zh} / {fault.text.en}", file=sys.stderr)
    return (1 if problems else 0), {"items": listed, "faults": len(problems)}
