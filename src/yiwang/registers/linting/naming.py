"""One material under several names, over all the items at hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
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


def inconsistent(items: Iterable[ItemDefinition]) -> list[Finding]:
    """Each use of a name that is not the commonest one of its material."""
    uses: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for item in items:
        for at, material in enumerate(item.materials):
            uses[canonical(material.name.zh)].append((material.name.zh, item.code, f"materials[{at}].name"))
    found = []
    for plain, places in uses.items():
        counted = Counter(name for name, _, _ in places)
        # The commonest; of equally common ones the plain one, so that the answer does not hang on the items' order.
        best = min(counted, key=lambda name: (-counted[name], name != plain, len(name), name))
        suggestion = Text(f"统一写作“{best}”。", f"Call it “{best}” everywhere.")
        found += [
            Finding("material.inconsistent_name", code, path, name, suggestion)
            for name, code, path in places
            if name != best
        ]
    return found
