"""How long, how much, which way, by what law."""

from __future__ import annotations

from yiwang.kit.errors import Text
from yiwang.surfaces.desk.editing.parts import Box, Group, Rows, Section
from yiwang.surfaces.desk.editing.sections.shared import EMPTY, WHEN, basis, limit

LIMIT_GROUPS = (
    limit("statutory", Text("法定时限", "Statutory limit")),
    limit("promised", Text("承诺时限", "Promised limit")),
    limit("completion", Text("补正期限", "For completion"), more=True),
    limit("later", Text("容缺时限", "For what may follow"), more=True),
)

LIMITS = Section(
    "limits",
    Text("时限和收费", "Limits and fees"),
    Text("承诺不能比法律宽；收费要有依据。", "No promise looser than the law; no fee without a basis."),
    (
        Group("limits", Text("时限", "Limits"), LIMIT_GROUPS),
        Rows(
            "fees",
            Text("收费", "Fees"),
            Text("费用", "fee"),
            (
                Box("name", Text("名称", "Name"), "pair"),
                Box("amount", Text("金额（元）", "Amount (yuan)"), "money"),
                Box("basis", Text("依据", "Basis")),
                Box("standard", Text("收费标准", "How reckoned"), "pair", more=True),
                Box("reducible", Text("可以减免", "Reducible"), "flag", more=True),
                Box("reduction", Text("减免依据", "Reduction"), "pair", more=True),
                WHEN,
            ),
            fresh={"name": EMPTY, "amount": "", "basis": ""},
            title="name",
        ),
    ),
)

STEPS = Section(
    "steps",
    Text("步骤和问答", "Steps and answers"),
    Text("办事人照着走的路，和窗口天天被问的话。", "The way through, and what windows are asked daily."),
    (
        Rows(
            "flow",
            Text("步骤", "Steps"),
            Text("步骤", "step"),
            (Box("name", Text("做什么", "Step"), "pair"), Box("note", Text("说明", "Note"), "pairs"), WHEN),
            fresh={"name": EMPTY},
            title="name",
        ),
        Rows(
            "faq",
            Text("常见问题", "Questions people ask"),
            Text("问答", "answer"),
            (Box("ask", Text("问", "Question"), "pair"), Box("answer", Text("答", "Answer"), "pairs")),
            fresh={"ask": EMPTY, "answer": EMPTY},
            title="ask",
        ),
        Rows(
            "procedures",
            Text("特别程序", "Special procedures"),
            Text("程序", "procedure"),
            (
                Box("name", Text("名称", "Name"), "pair"),
                Box("kind", Text("种类", "Kind"), "choice", "procedure"),
                limit("limit", Text("时限", "Limit")),
            ),
            fresh={"name": EMPTY, "kind": ""},
            title="name",
            more=True,
        ),
        Rows(
            "counters",
            Text("办理窗口", "Windows"),
            Text("窗口", "window"),
            (
                Box("name", Text("名称", "Name"), "pair"),
                Box("address", Text("地址", "Address")),
                Box("hours", Text("时间", "Hours"), "pair"),
                Box("phone", Text("电话", "Phone")),
            ),
            fresh={"name": EMPTY, "address": ""},
            title="name",
            more=True,
        ),
        Box("hours", Text("办理时间", "Hours"), "pair", more=True),
        Box("place", Text("办理地点", "Place"), more=True),
        Box("phone", Text("咨询电话", "Phone"), more=True),
        Box("complaint_phone", Text("投诉电话", "Complaints"), more=True),
        Box("correction", Text("补正方式", "How to complete"), "pair", more=True),
        Box("quota", Text("数量限制", "Quota"), "pair", more=True),
    ),
)

LAW = Section(
    "law",
    Text("法律", "Law"),
    Text("没有依据，就没有这件事。", "Without a basis there is no item."),
    (
        Box(
            "power",
            Text("出自哪项权力", "Power"),
            "pick",
            "powers",
            hint=Text("权力编码；公共服务不填", "Its code; none for a service"),
        ),
        basis(Text("设定依据", "Basis")),
        Group(
            "authority",
            Text("谁的权力", "Whose power"),
            (
                Box("nature", Text("实施主体性质", "Nature"), "choice", "nature"),
                Box("source", Text("权力来源", "Source"), "choice", "power"),
                Box("content", Text("行使内容", "What is exercised"), "pair"),
                Box("split", Text("权限划分", "Shared how"), "pair"),
                Box("entrusted", Text("委托部门", "Entrusted by")),
                Box("agency", Text("承办机构", "Done by")),
            ),
        ),
        Rows(
            "remedies",
            Text("救济途径", "Remedies"),
            Text("途径", "remedy"),
            (
                Box("kind", Text("种类", "Kind"), "choice", "remedy"),
                Box("body", Text("向谁提出", "Body"), "pair"),
                Box("address", Text("地址", "Address")),
                Box("phone", Text("电话", "Phone")),
            ),
            fresh={"kind": "", "body": EMPTY},
            title="body",
        ),
        Rows(
            "intermediaries",
            Text("中介服务", "Intermediaries"),
            Text("服务", "service"),
            (
                Box("name", Text("名称", "Name"), "pair"),
                Box("basis", Text("依据", "Basis")),
                Box("material", Text("产生哪份材料", "Paper it makes"), "choice", "own_papers"),
            ),
            fresh={"name": EMPTY, "basis": ""},
            title="name",
            more=True,
        ),
    ),
)
