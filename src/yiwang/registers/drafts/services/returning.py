"""What the desk said goes back into the files of the pack, so that git stays the history."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.db import transaction

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile
from yiwang.kit.pack.files import parse
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as versions
from yiwang.registers.drafts import filling
from yiwang.registers.offices import queries as offices

Change = Literal["edited", "new", "removed", "same", "waits"]
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 48


@dataclass(frozen=True)
class Returned:
    """One item: its file in the pack, and what was done (or with `check` would be).

    "waits": its retirement has not come yet, and a file cannot say it: the file goes on the day.
    """

    code: str
    name: Text
    file: str
    change: Change
    text: str = ""


@transaction.atomic
def write_back(*, folder: Path, codes: Collection[str] = (), check: bool = False) -> list[Returned]:
    """Write into the pack what the desk published or retired and the pack does not say yet; what was done, by code.

    Files are edited in place: comments, order and whatever did not change stay as they are. `codes`: only these, even
    where they were written before. With `check` nothing is touched. Raises NotWritable, and then no file is changed.
    """
    pack = Pack(folder)
    city = str(pack.file("city").data["code"])
    versions.hold(city=city)
    due = [(code, last) for code, last in catalogue.ahead_of_pack(city) if not codes or code in codes]
    named = set(codes) - {code for code, _ in due}
    due += [(code, last) for code in sorted(named) if (last := catalogue.latest(code, city)) and last.origin == "desk"]
    made = [_returned(pack, code, last) for code, last in due]
    if not check:
        for one in made:
            _keep(folder, one)
        versions.settle(city=city, codes=[one.code for one in made if one.change != "waits"])
    return made


def _returned(pack: Pack, code: str, last: catalogue.Past) -> Returned:
    file = next((each for each in pack.files("items") if each.data.get("code") == code), None)
    if last.retired_on:
        if file is None:
            return Returned(code, last.name, "", "same")
        return Returned(code, last.name, file.name, "removed" if last.stage == "retired" else "waits")
    body = catalogue.declaration(last.pk)
    if file is None:
        return Returned(code, last.name, _name(pack, last), "new", _fresh(pack, body))
    text = _edited(pack, file, body)
    return Returned(code, last.name, file.name, "same" if text == file.text else "edited", text)


def _fresh(pack: Pack, body: Mapping[str, Any]) -> str:
    from yiwang.registers.drafts.writing import fresh

    return fresh(filling.of_pack(pack).folded(body))


def _edited(pack: Pack, file: PackFile, body: Mapping[str, Any]) -> str:
    # An editor of TOML is needed for this alone: web processes do without.
    from yiwang.registers.drafts.writing import NotWritable, edited

    beside = filling.of_pack(pack)
    text = edited(file.text, _as_written(file, body, beside))
    if beside.whole(parse(text).plain) != body:
        raise NotWritable()
    return text


def _as_written(file: PackFile, body: Mapping[str, Any], beside: filling.Beside) -> dict[str, Any]:
    """What the file has to say: where it says the same already, in its own words."""
    said, whole, folded = file.plain, beside.whole(file.plain), beside.folded(body)
    wanted = {key: said[key] if key in said and whole[key] == body[key] else value for key, value in folded.items()}
    if isinstance(said.get("materials"), list) and wanted["materials"] is not said["materials"]:
        own = {row["key"]: (row, made) for row, made in zip(said["materials"], whole["materials"], strict=True)}
        wanted["materials"] = [
            own[made["key"]][0] if made["key"] in own and own[made["key"]][1] == made else short
            for made, short in zip(body["materials"], folded["materials"], strict=True)
        ]
    return wanted


def _name(pack: Pack, last: catalogue.Past) -> str:
    """A path for a new item: in the folder of its department's other items, by its English name."""
    code = offices.department(last.department).code
    beside = [file.name for file in pack.files("items") if file.data.get("department") == code]
    declared = pack.file("departments").data.get("departments", [])
    key = next((str(row.get("key", "")) for row in declared if row.get("code") == code), "") or "items"
    folder = beside[0].rsplit("/", 1)[0] if beside else f"items/{key.partition('.')[0]}"
    stem = _NOT_IN_NAMES.sub("-", last.name.en.lower()).strip("-")[:LONGEST_NAME].strip("-") or "item"
    taken = {file.name for file in pack.files("items")}
    names = (f"{folder}/{stem}{f'-{at}' if at else ''}.toml" for at in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _keep(folder: Path, one: Returned) -> None:
    path = folder / one.file
    if one.change == "removed":
        path.unlink(missing_ok=True)
    elif one.change in ("edited", "new"):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and put in its place: a reader sees the old file or the new one.
        beside = path.with_suffix(".toml.new")
        beside.write_text(one.text, encoding="utf-8")
        os.replace(beside, path)
