"""The life of an item's draft, as a table: which act leads where, and who may do it. Pure.

Four eyes: whoever wrote any edition of a draft neither approves nor publishes it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yiwang.kit.errors import Text

EDIT, NEW, RETIRE = "edit", "new", "retire"
KINDS = {
    EDIT: Text("修改", "Change"),
    NEW: Text("新事项", "New item"),
    RETIRE: Text("取消事项", "Retirement"),
}
STATES = {
    "draft": Text("起草中", "Draft"),
    "review": Text("待审核", "In review"),
    "returned": Text("已退回", "Sent back"),
    "approved": Text("已审核", "Approved"),
    "published": Text("已发布", "Published"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}
OPEN = ("draft", "review", "returned", "approved")
"""States of a draft that is still under way; an item has at most one such draft."""


@dataclass(frozen=True)
class Row:
    """One act: from which states, to which, by which role. `writes`: whoever does it has written an edition.

    `other_eyes`: nobody who has written one may do it. `kinds`: the drafts it is for.
    """

    act: str
    name: Text
    before: tuple[str, ...]
    after: str
    role: str
    writes: bool = False
    other_eyes: bool = False
    kinds: tuple[str, ...] = (EDIT, NEW, RETIRE)


_EDITABLE = ("draft", "returned")
_NOT_YET = ()
TABLE: tuple[Row, ...] = (
    Row("open", Text("开始修改", "Opened"), _NOT_YET, "draft", "editor", kinds=(EDIT,)),
    Row("create", Text("新建", "Created"), _NOT_YET, "draft", "editor", writes=True, kinds=(NEW,)),
    Row("revert", Text("取回旧版本的内容", "An older version brought back"), _NOT_YET, "draft", "editor", writes=True,
        kinds=(EDIT,)),
    Row("retire", Text("提出取消", "Retirement proposed"), _NOT_YET, "review", "editor", writes=True, kinds=(RETIRE,)),
    Row("save", Text("保存", "Saved"), _EDITABLE, "draft", "editor", writes=True, kinds=(EDIT, NEW)),
    Row("move_over", Text("换到新版本上", "Put upon the newer version"), _EDITABLE, "draft", "editor", writes=True,
        kinds=(EDIT,)),
    Row("submit", Text("送审", "Sent to review"), _EDITABLE, "review", "editor"),
    Row("send_back", Text("退回", "Sent back"), ("review", "approved"), "returned", "publisher"),
    Row("approve", Text("审核通过", "Approved"), ("review",), "approved", "publisher", other_eyes=True),
    Row("publish", Text("发布", "Published"), ("approved",), "published", "publisher", other_eyes=True),
    Row("withdraw", Text("撤回", "Withdrawn"), OPEN, "withdrawn", "editor"),
    Row("cancel", Text("取消定时", "Taken back before its day"), ("published",), "published", "publisher"),
)  # fmt: skip


def row(act: str) -> Row:
    """The row of an act. Raises KeyError for one that is none."""
    return _BY_ACT[act]


def may(state: str, kind: str, roles: Collection[str], *, has_written: bool) -> frozenset[str]:
    """The acts open to somebody with these roles, in whose care the item is, on a draft in this state."""
    return frozenset(
        row.act
        for row in TABLE
        if state in row.before and kind in row.kinds and row.role in roles and not (row.other_eyes and has_written)
    )


_BY_ACT = {row.act: row for row in TABLE}
WRITING = tuple(row.act for row in TABLE if row.writes)
