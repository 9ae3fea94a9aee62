"""The lines people read first."""

from __future__ import annotations

from yiwang.kit.errors import Text
from yiwang.surfaces.desk.editing.parts import Box, Group, Rows, Section

BASICS = Section(
    "basics",
    Text("基本信息", "Basics"),
    Text("办事人最先看的几行。", "The lines people read first."),
    (
        Box("name", Text("事项名称", "Name"), "pair"),
        Box(
            "summary",
            Text("一句话说明白", "In one sentence"),
            "pairs",
            hint=Text("什么人、什么时候要办它", "Who needs it, and when"),
        ),
        Box("keywords", Text("群众怎么说", "What people type"), "words", hint=Text("每行一个词", "One word a line")),
        Box("audience", Text("给谁办", "For"), "several", "audience"),
        Box("subjects", Text("服务对象", "Subjects"), "several", "subject"),
        Box("topics", Text("主题", "Topics"), "several", "topics"),
        Rows(
            "conditions",
            Text("受理条件", "Conditions"),
            Text("条件", "condition"),
            (Box("", Text("条件", "Condition"), "pairs"),),
            hint=Text("一条说一件事，写得能对照着判断", "One thing each, so that everyone can judge"),
        ),
        Group(
            "result",
            Text("办成以后拿到什么", "What people receive"),
            (
                Box("name", Text("结果名称", "Name"), "pair"),
                Box("kind", Text("形式", "Form"), "choice", "result"),
                Box("licence", Text("证照类型", "Licence type"), "pick", "licences"),
            ),
        ),
        Box("department", Text("由哪个部门决定", "Department"), "choice", "departments"),
        Box(
            "joint",
            Text("共同办理的部门", "Together with"),
            "words",
            hint=Text("信用代码，每行一个", "Credit codes, one a line"),
            more=True,
        ),
        Box("kind", Text("事项类型", "Kind"), "choice", "kind"),
        Box("level", Text("行使层级", "Level"), "choice", "level"),
        Box(
            "implementation",
            Text("实施编码", "Implementation code"),
            hint=Text("部门、层级、编码相连；不填自动拼", "Department, level and code; made by itself"),
            more=True,
        ),
        Box("handling", Text("办件类型", "Handling"), "choice", "handling"),
        Box("decided_by", Text("谁来决定", "Decided by"), "choice", "decided_by"),
        Box("channels", Text("怎么申请", "Ways in"), "several", "channel"),
        Box("online_depth", Text("网办深度", "Online depth"), "choice", "stage"),
        Box("visits", Text("要到现场几次", "Visits"), "number"),
        Box("visits_reason", Text("为什么要到现场", "Why"), "pairs"),
        Box("reach", Text("哪里的窗口都能收", "Windows that take it"), "choice", "reach"),
        Box("zero_material", Text("零材料：什么都不用交", "Zero-material: nothing to hand in"), "check"),
        Box(
            "assumed",
            Text("没有公开依据的地方", "Assumed"),
            "words",
            hint=Text("每行一个路径，如 limits.promised", "One path a line, such as limits.promised"),
            more=True,
        ),
        Group(
            "access",
            Text("其他办理方式", "Other ways"),
            (
                *(
                    Box(key, text, "flag")
                    for key, text in (
                        ("parcel", Text("物流快递", "Parcels")),
                        ("booking", Text("预约", "Appointments")),
                        ("payment", Text("网上支付", "Online payment")),
                        ("terminal", Text("自助终端", "Terminals")),
                        ("hall", Text("进驻大厅", "In a hall")),
                        ("sign_on", Text("单点登录", "Single sign-on")),
                    )
                ),
                Box("area", Text("通办范围", "Area"), "choice", "area"),
                Box("four", Text("四办", "Four ways"), "choice", "four"),
                Box("web", Text("网办地址", "Web address")),
                Box("mobile", Text("移动端地址", "Mobile address")),
            ),
            more=True,
        ),
    ),
)
