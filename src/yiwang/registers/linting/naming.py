"""One material under several names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.fixing import Change, Fix
from yiwang.registers.linting.rules import Finding

_MARKS = re.compile(r"[《》“”\"\s]|[（(](?:原件|复印件|扫描件|电子版|正本|副本|一份|原件及复印件)+[）)]")
_LEADING = re.compile(r"^(?:申请人|本人|有效的?|第?二代|个人|居民)+(?=身份证|户口|护照|学历)")
_TRAILING = re.compile(r"(?:原件及复印件|原件和复印件|复印件|原件|扫描件|影印件|一份|副本)+$")
_SAME = {"户口本": "户口簿", "工商营业执照": "营业执照", "企业营业执照": "营业执照"}


def canonical(name: str) -> str:
    """The material behind a name: how it is copied, whose it is and what marks stand around it do not count."""
    plain = _TRAILING.sub("", _MARKS.sub("", name))
    plain = _LEADING.sub("", plain) or plain
    return _SAME.get(plain, plain)


def of_names(item: ItemDefinition, names: Mapping[str, Text]) -> Iterator[Finding]:
    """Each name that is not the one most items use for the paper; `names` are those, by canonical name."""
    for at, material in enumerate(item.materials):
        best = names.get(canonical(material.name.zh))
        if best is None or best.zh == material.name.zh:
            continue
        suggestion = Text(f"统一写作“{best.zh}”。", f"Call it “{best.en or best.zh}” everywhere.")
        fix = Fix((Change(("materials", at, "name"), {"zh": best.zh, "en": best.en or best.zh}),))
        path = f"materials[{at}].name"
        yield Finding("material.inconsistent_name", item.code, path, material.name.zh, suggestion, fix)
