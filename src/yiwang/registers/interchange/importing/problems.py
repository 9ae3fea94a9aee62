"""What is wrong with a record. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from yiwang.kit.errors import Text

LONGEST = 80


@dataclass(frozen=True)
class RowProblem:
    """One problem of one record. "error": the record is left out whole; "warning": it came in."""

    record: str
    field: str
    value: str
    reason: Text
    severity: Literal["error", "warning"] = "warning"


def shown(value: Any) -> str:
    """A value on one line of a report."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


NOT_A_RECORD = Text("这一行不是一条记录。", "This line is not a record.")
NO_CODE = Text("没有合格的事项编码（31 或 33 位）。", "No item code of 31 or 33 characters.")
NO_NAME = Text("没有事项名称。", "The item has no name.")
NO_AGENCY = Text("没有实施机构。", "No agency is named.")
ELSEWHERE = Text("这个机构的代码已经属于另一个城市。", "The agency's code belongs to another city already.")
TWICE = Text("这个编码前面已经有一条，保留前面的。", "An earlier record has this code; the earlier one stands.")
SAME_NAME = Text("同一机构已有同名事项。", "The same agency has an item of this name already.")
OTHER_AGENCY_NAME = Text("同一机构代码前面用的是另一个名称。", "This agency's code came with another name before.")
NAME_MENDED = Text("名称里有看不见的字符或者太长，已整理。", "Invisible characters or too long; mended.")
NO_STATUTORY = Text("来源没有载明法定时限，不显示法定时限。", "No statutory limit stated; none is shown.")
NO_PROMISE = Text("来源没有载明承诺时限，按设定值计并注明。", "No promised limit stated; a default is shown.")
UNREADABLE_LIMIT = Text("时限读不出来，视为没有载明。", "The limit cannot be read; taken as not stated.")
PROMISE_TOO_LONG = Text("承诺时限超过法定时限。", "The promise is longer than the statute allows.")
VISITS_DIFFER = Text("两处到现场次数不一致，取第一处。", "Two figures for visits differ; the first stands.")
NO_VISITS = Text("到现场次数读不出来，按 0 计。", "The number of visits cannot be read; taken as 0.")
UNKNOWN_KIND = Text("没见过的事项类型，按其他行政权力计。", "Unknown kind of item; taken as other powers.")
KIND_DIFFERS = Text("事项类型与编码第 3、4 位不一致。", "The kind differs from digits 3 and 4 of the code.")
UNKNOWN_THEME = Text("没见过的主题，归入其他。", "Unknown theme; filed under other.")
UNKNOWN_SUBJECT = Text("没见过的服务对象。", "Unknown kind of applicant.")
NO_SUBJECT = Text("没有载明服务对象，按自然人计。", "No kind of applicant stated; taken as persons.")
MATERIAL_TWICE = Text("同一份材料写了两次，保留一次。", "The same material is there twice; kept once.")
UNKNOWN_LEVEL = Text("没见过的行使层级，按本级计。", "Unknown level; taken as the city's own.")
