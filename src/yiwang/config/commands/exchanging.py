"""`yiwang items export`, and `items import` of a folder of exchange tables: the catalogue for others, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiwang.config.cli import add

if TYPE_CHECKING:
    from yiwang.kit.pack import Pack

TABLES = """
Formats:
  exchange   one CSV (UTF-8) for each table of the national data exchange, in a folder: task_directory,
             task_general_basic, task_general_extend, material, fee_project, questions ... Every row has cd_operation
             (i new, u changed, d cancelled), cd_batch (day and round) and data_source. What the national tables have
             no place for stands in task_extension, so that `yiwang items import FOLDER` gives the very same items.
             国家交换表，一张表一个 CSV；导回来一字不差。
  cpsv-ap    linked data in one file, CPSV-AP 3.2: FILE.ttl is Turtle, FILE.jsonld is JSON-LD. A running city serves
             the same at /api/v1/catalogue.ttl and /api/v1/catalogue.jsonld.
             关联数据，一个文件；运行中的城市在以上两个地址提供同样内容。
"""
WHICH_FORM = "文件名以 .ttl 或 .jsonld 结尾 / The file's name ends in .ttl or .jsonld"
UNSOUND = "这个包里有错，先 yiwang pack check / This pack has faults: yiwang pack check first"


def register(actions: Any) -> None:
    from yiwang.registers.definition import codes

    send = add(actions, "export", _export, "write the catalogue for others: national exchange tables, linked data")
    send.formatter_class = argparse.RawDescriptionHelpFormatter
    send.epilog = TABLES
    send.add_argument("to", type=Path, metavar="TO", help="exchange: a folder, made if need be; cpsv-ap: a file")
    send.add_argument("--format", required=True, choices=("exchange", "cpsv-ap"), help="see below")
    send.add_argument("--city", help="division code; default: the city that runs here")
    send.add_argument("--pack", type=Path, help="a pack's folder instead of the database: its items, all as new")
    send.add_argument("--round", type=int, default=1, help="exchange: which batch of the day this is (default 1)")
    send.add_argument(
        "--codes", default=codes.NATIONAL, choices=codes.others(), help="exchange: whose code sets to write"
    )


def _export(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from django.conf import settings

    from yiwang.config import pack as whole
    from yiwang.kit.pack import Pack

    if arguments.pack and (faults := whole.check(arguments.pack)):
        print(UNSOUND)
        return 1, {"error": UNSOUND, "faults": len(faults)}
    pack = Pack(arguments.pack) if arguments.pack else None
    city = arguments.city or (pack.file("city").data["code"] if pack else settings.CITY)
    return _linked(arguments, pack, city) if arguments.format == "cpsv-ap" else _tables(arguments, pack, city)


def _tables(arguments: argparse.Namespace, pack: Pack | None, city: str) -> tuple[int, dict[str, Any]]:
    from yiwang.kit import calendar
    from yiwang.registers.interchange import exchanging

    tasks = exchanging.of_pack(pack) if pack else exchanging.of_city(city)
    made_at = calendar.now().astimezone(calendar.SHANGHAI)
    batch = exchanging.Batch(city, made_at, arguments.round, arguments.codes)
    rows = exchanging.write(tasks, batch, arguments.to)
    for table, count in rows.items():
        print(f"{count:7}  {table}.csv")
    print(f"{len(tasks)} 件事项 / items，批次 / batch {batch.number} → {arguments.to}")
    return 0, {"items": len(tasks), "batch": batch.number, "rows": rows}


def _linked(arguments: argparse.Namespace, pack: Pack | None, city: str) -> tuple[int, dict[str, Any]]:
    from django.conf import settings

    from yiwang.registers.interchange import linked

    form = arguments.to.suffix.removeprefix(".")
    if form not in linked.FORMATS:
        print(WHICH_FORM)
        return 2, {"error": WHICH_FORM}
    base = settings.PUBLIC_URL.rstrip("/")
    catalogue = linked.of_pack(pack, base) if pack else linked.of_city(city, base)
    arguments.to.write_text(linked.written(catalogue, form), encoding="utf-8")
    print(f"{len(catalogue.entries)} 件事项 / items → {arguments.to}")
    return 0, {"items": len(catalogue.entries), "file": str(arguments.to)}


def bring(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Import a folder of exchange tables."""
    from yiwang.registers.interchange import exchanging

    report = exchanging.bring(arguments.file, city=arguments.city or "")
    for problem in report.problems:
        place = f"{problem.table}.csv:{problem.line}\t{problem.column}"
        print(f"{problem.severity}\t{place}\t{problem.reason.zh} / {problem.reason.en}")
    print(
        f"导入 / imported {report.imported}，未变 / unchanged {report.unchanged}，"
        f"取消 / cancelled {report.cancelled}，未收 / refused {report.refused}"
    )
    counts = {name: getattr(report, name) for name in ("imported", "unchanged", "cancelled", "refused")}
    return 0, counts
