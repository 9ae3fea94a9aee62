"""`yiwang pack new`: a small pack to start a city from: the example, with this city's codes and name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from yiwang.config.environment import ROOT
from yiwang.kit.codes import Malformed, credit, divisions
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.search import pinyin

EXAMPLE = ROOT / "packs" / "example"
EXAMPLE_CODE, EXAMPLE_NAME, EXAMPLE_NAME_EN = "330100", "示例市", "Example City"
# The same for every city of the country: holidays of the State Council, levels and tags of the national rating.
NATIONAL = ROOT / "packs" / "shanghai"
TAKEN_OVER = ("calendar", "ratings.toml")
LONGEST_NAME = 30

_AGENCY = re.compile(r"11(\d{6})(YW[0-9A-Z]{7})[0-9A-Z]")
_ITEM = re.compile(rf'"{EXAMPLE_CODE[:2]}(\d{{10}})"')

NOT_EMPTY = Text("文件夹不是空的，没有写入。", "The folder is not empty; nothing was written.")
NO_CITY = Text(
    "应为六位区划代码（GB/T 2260），市一级以 00 结尾。", "Six digits of GB/T 2260 that end with 00 for a city."
)
NO_NAME = Text(
    "一到三十个字，不含引号、反斜杠和换行。", "One to thirty characters without quotes, backslashes or breaks."
)


def begin(folder: Path, *, code: str, name: str) -> list[str]:
    """Write the files and return their names; raises Invalid and leaves the folder as it was."""
    _check(folder, code, name)
    sources = [path for path in sorted(EXAMPLE.rglob("*")) if path.is_file()]
    written = {path.relative_to(EXAMPLE): path.read_text(encoding="utf-8") for path in sources}
    for place, text in written.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_of_city(text, code, name), encoding="utf-8")
    return sorted([*map(str, written), *_take_over(folder)])


def _check(folder: Path, code: str, name: str) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid(NOT_EMPTY)
    try:
        divisions.parse(code)
        is_city = len(code) == 6 and code.endswith("00")
    except Malformed:
        is_city = False
    if not is_city:
        raise Invalid(NO_CITY, fields={"--code": NO_CITY})
    if not 0 < len(name.strip()) <= LONGEST_NAME or any(c in "\"'\\" or not c.isprintable() for c in name):
        raise Invalid(NO_NAME, fields={"--name": NO_NAME})


def _of_city(text: str, code: str, name: str) -> str:
    text = _ITEM.sub(rf'"{code[:2]}\1"', text).replace(EXAMPLE_CODE, code)
    text = text.replace(EXAMPLE_NAME, name).replace(EXAMPLE_NAME_EN, pinyin.full(name).title())
    return _AGENCY.sub(_certain, text)


def _certain(found: re.Match[str]) -> str:
    """A credit code with the check character of its new division."""
    body = f"11{found[1]}{found[2]}"
    return body + credit.check(body)


def _take_over(folder: Path) -> list[str]:
    for part in TAKEN_OVER:
        source = NATIONAL / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copyfile(source, folder / part)
    taken = (path for part in TAKEN_OVER for path in [folder / part, *(folder / part).glob("*")])
    return [str(path.relative_to(folder)) for path in taken if path.is_file()]
