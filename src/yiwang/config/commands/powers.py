"""Powers and delegations: what a change will do, told before it does."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiwang.config.cli import add, group

if TYPE_CHECKING:
    from yiwang.casework.intake.foreseeing import Announced, Happening
    from yiwang.registers.offices.delegating import Delegation


def register(commands: Any) -> None:
    actions = group(commands, "powers", "powers and delegations: what a change will do")
    run = add(actions, "dry-run", _dry_run, "what begins up to a day: items that stop or move, cases that stay or move")
    run.add_argument(
        "--on", type=date.fromisoformat, help="the last day to look at (2027-01-01); default: all announced"
    )
    run.add_argument("--pack", type=Path, help="a pack that is not loaded yet; default: what is loaded")


def _dry_run(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from django.conf import settings

    from yiwang.casework.intake import foreseeing

    city = str(settings.CITY)
    loaded = foreseeing.announced(city)
    told = foreseeing.foresee(city, loaded, until=arguments.on)
    if arguments.pack:
        told = _against(city, arguments, loaded)
    for each in told:
        _say(each)
    print(f"{len(told)} 项变动 / changes")
    return 0, {"changes": len(told), "listed": [_plain(each) for each in told]}


def _against(city: str, arguments: argparse.Namespace, loaded: Announced) -> list[Happening]:
    """What a pack says beyond what is loaded: also what will have begun already when it is loaded."""
    from yiwang.casework.intake import foreseeing

    said = _of_pack(city, arguments.pack)
    there = {_terms(each) for each in loaded.delegations}
    news = replace(
        said,
        spans={code: spans for code, spans in said.spans.items() if tuple(loaded.spans.get(code, ())) != tuple(spans)},
        delegations=[each for each in said.delegations if _terms(each) not in there],
    )
    return foreseeing.foresee(city, news, until=arguments.on, after=date.min)


def _terms(each: Delegation) -> tuple[Any, ...]:
    return (each.power, each.giver, each.taker, each.place, each.kind, each.starts_on, each.ends_on, each.pending)


def _of_pack(city: str, folder: Path) -> Announced:
    from yiwang.casework.intake import foreseeing
    from yiwang.kit.errors import Text
    from yiwang.kit.pack import Pack
    from yiwang.registers.offices import queries as offices
    from yiwang.registers.offices.pack import delegations
    from yiwang.registers.offices.places import Gazetteer
    from yiwang.registers.powers import pack as powers
    from yiwang.registers.powers import power as pure

    pack = Pack(folder)
    rows, given = powers.declared(pack), delegations.declared(pack)
    numbers = {office.code: office.pk for office in offices.departments(city)}
    new = [row for row in pack.file("departments").data.get("departments", []) if row["code"] not in numbers]
    # A department that is not there yet has no number; a stand-in below zero is nobody's.
    numbers |= {row["code"]: -at for at, row in enumerate(new, 1)}
    return foreseeing.Announced(
        names={code: Text(row["name"]["zh"], row["name"]["en"]) for code, row in rows.items()},
        spans={code: pure.spans(pure.changes_of(row)) for code, row in rows.items() if row.get("changes")},
        delegations=[delegations.delegation(row, numbers) for row in given],
        items=_items(pack),
        places=Gazetteer.of(delegations.areas(pack)),
        offices={-at: Text(row["name"]["zh"], row["name"]["en"]) for at, row in enumerate(new, 1)},
    )


def _items(pack: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in pack.files("items"):
        found.setdefault(str(file.data.get("power", "")), []).append(str(file.data.get("code")))
    return found


def _say(each: Happening) -> None:
    print(f"{each.on}  {each.kind:10} {each.power}  {each.name.zh} / {each.name.en}")
    if each.giver and each.taker and each.place:
        print(f"    {each.giver.zh} → {each.taker.zh}：{each.place.zh}")
    print(f"    依据 / basis: {each.basis}")
    for code, name in each.items:
        print(f"    事项 / item {code} {name.zh}")
    for one in each.pending:
        goes = f"移交 / move to {one.to.zh}" if one.to else "不动 / stay"
        print(f"    在办 / under way {one.cases}  {one.office.zh}  {goes}")
    if each.drafts:
        print(f"    草稿 / drafts {each.drafts}")


def _plain(each: Happening) -> dict[str, Any]:
    return {
        "on": each.on,
        "kind": each.kind,
        "power": each.power,
        "name": each.name.zh,
        "basis": each.basis,
        "from": each.giver.zh if each.giver else None,
        "to": each.taker.zh if each.taker else None,
        "place": each.place.zh if each.place else None,
        "items": [code for code, _ in each.items],
        "stay": each.staying,
        "move": each.moving,
        "pending": [
            {"office": one.office.zh, "cases": one.cases, "to": one.to.zh if one.to else None} for one in each.pending
        ],
        "drafts": each.drafts,
    }
