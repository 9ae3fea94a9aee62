"""Parts that several sections have."""

from __future__ import annotations

from typing import Any

from yiwang.kit.errors import Text
from yiwang.surfaces.desk.editing.parts import Box, Group, Rows

EMPTY: dict[str, Any] = {"zh": "", "en": ""}
WHEN = Box("when", Text("只在这些情形", "Only in these situations"), "when")
KEY = Box(
    "key",
    Text("内部的键", "Key"),
    hint=Text("小写字母、数字和连字符，条件和例子用它", "Lower case; conditions and examples use it"),
    more=True,
)
HINT = Box("hint", Text("说明", "Hint"), "pairs")


def basis(label: Text, *, more: bool = False) -> Rows:
    return Rows(
        "basis",
        label,
        Text("依据", "basis"),
        (
            Box("law", Text("法律、法规名称", "Law")),
            Box("article", Text("第几条", "Article")),
            Box("url", Text("网址", "Address"), more=True),
        ),
        fresh={"law": ""},
        title="law",
        more=more,
    )


def limit(key: str, label: Text, *, more: bool = False) -> Group:
    parts = (
        Box("count", Text("天数", "Days"), "number"),
        Box("unit", Text("怎么算", "Counted in"), "choice", "unit"),
        Box("basis", Text("依据", "Basis")),
        Box("note", Text("说明", "Note"), "pairs", more=True),
    )
    return Group(key, label, parts, more)
