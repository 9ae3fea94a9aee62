"""`yiwang items export`, and `items import` of a folder of exchange tables: the catalogue for others, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add

TABLES = """
Formats:
  exchange   one CSV (UTF-8) for each table of the national data exchange, in a folder: task_directory,
             task_general_basic, task_general_extend, material, fee_project, questions ... Every row has cd_operation
             (i new, u changed, d cancelled), cd_batch (day and round) and data_source. What the national tables have
             no place for stands in task_extension, so that `yiwang items import FOLDER` gives the very same items.
             国家交换表，一张表一个 CSV；导回来一字不差。
"""
UNSOUND = "这个包里有错，先 yiwang pack check / This pack has faults: yiwang pack check first"


def register(actions: Any) -> None:
    from yiwang.registers.catalogue.definition import codes

    send = add(actions, "export", _export, "write the catalogue for others: national exchange tables")
    send.formatter_class = argparse.RawDescriptionHelpFormatter
    send.epilog = TABLES
    send.add_argument("to", type=Path, metavar="FOLDER", help="where to write; made if need be")
    send.add_argument("--format", required=True, choices=("exchange",), help="see below")
    send.add_argument("--city", help="division code; default: the city that runs here")
    send.add_argument("--pack", type=Path, help="a pack's folder instead of the database: its items, all as new")
    send.add_argument("--round", type=int, default=1, help="which batch of the day this is (default 1)")
    send.add_argument("--codes", default=codes.NATIONAL, choices=codes.others(), help="whose code sets to write")


def _export(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from django.conf import settings

    from yiwang.config import pack as whole
    from yiwang.kit import calendar
    from yiwang.kit.pack import Pack
    from yiwang.registers.catalogue import exchanging

    if arguments.pack and (faults := whole.check(arguments.pack)):
        print(UNSOUND)
        return 1, {"error": UNSOUND, "faults": len(faults)}
    pack = Pack(arguments.pack) if arguments.pack else None
    city = arguments.city or (pack.file("city").data["code"] if pack else settings.CITY)
    tasks = exchanging.of_pack(pack) if pack else exchanging.of_city(city)
    batch = exchanging.Batch(city, calendar.now().astimezone(calendar.SHANGHAI), arguments.round, arguments.codes)
    rows = exchanging.write(tasks, batch, arguments.to)
    for table, count in rows.items():
        print(f"{count:7}  {table}.csv")
    print(f"{len(tasks)} 件事项 / items，批次 / batch {batch.number} → {arguments.to}")
    return 0, {"items": len(tasks), "batch": batch.number, "rows": rows}


def bring(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Import a folder of exchange tables."""
    from yiwang.registers.catalogue import exchanging

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
