"""The rules: what is looked for, how grave it is and why. Reasons name the law where one stands behind the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yiwang.kit.errors import Text


@dataclass(frozen=True)
class Rule:
    """ "error": against the law or a promise that cannot be kept; "warning": people cannot know what is meant."""

    severity: Literal["error", "warning"]
    name: Text
    reason: Text


@dataclass(frozen=True)
class Finding:
    """One place: `text` is what stands there, `suggestion` what to do about it."""

    rule: str
    item: str
    path: str
    text: str
    suggestion: Text


_ALL = "行政许可法第三十条：应当公示需要提交的全部材料。"
_ALL_EN = "Administrative Licensing Law art. 30: all materials to be handed in are published."
_CLEAR = "写不清楚，办事人就无从准备，经办人就有了随意的余地。"
_CLEAR_EN = "What is not said clearly nobody can prepare for, and leaves room for whim."
_ONE = Text(
    "每一种回答都要归到一种情形，而且只归到一种，办事人才知道该交什么、等多久。",
    "Every combination of answers comes to exactly one situation; else nobody knows what to hand in.",
)
_DEAD = Text("谁也走不到的内容，说明条件写错了。", "What nobody can reach means that a condition is wrong.")

RULES: dict[str, Rule] = {
    "vague.related": Rule("warning", Text("“相关、有关”", "“related”"), Text(_CLEAR, _CLEAR_EN)),
    "vague.other": Rule("warning", Text("“其他”兜底", "“other” as a catch-all"), Text(_CLEAR, _CLEAR_EN)),
    "vague.etc": Rule("warning", Text("“等”字收尾的列举", "a list left open with “etc.”"), Text(_CLEAR, _CLEAR_EN)),
    "vague.discretion": Rule("warning", Text("“视情况、必要时”", "“as the case may be”"), Text(_CLEAR, _CLEAR_EN)),
    "vague.by_rule": Rule("warning", Text("“按规定”而不说哪条", "“as prescribed”, unnamed"), Text(_CLEAR, _CLEAR_EN)),
    "material.catch_all": Rule("error", Text("兜底材料", "a catch-all material"), Text(_ALL, _ALL_EN)),
    "material.no_basis": Rule(
        "error",
        Text("材料没有法律依据", "a material without a legal basis"),
        Text(
            "行政许可法第三十一条：不得要求提交与许可无关的材料；没有依据就不能要。",
            "Administrative Licensing Law art. 31: nothing may be asked without a basis.",
        ),
    ),
    "material.held_by_state": Rule(
        "warning",
        Text("部门手里有的证件还要人交", "a paper some department holds"),
        Text(
            "国务院令第716号第十条：能够通过共享取得的不再要求提供。",
            "State Council Decree 716 art. 10: what can be had by sharing is not asked again.",
        ),
    ),
    "material.inconsistent_name": Rule(
        "warning",
        Text("同一材料名称不一", "one material under several names"),
        Text("名称不统一，就对不上证照和共享数据。", "Under several names it cannot be matched with shared data."),
    ),
    "limits.promise_over_statute": Rule(
        "error",
        Text("承诺时限长于法定时限", "a promise beyond the statute"),
        Text("承诺不能比法律更宽。", "A promise cannot be looser than the law."),
    ),
    "limits.no_statutory": Rule(
        "warning",
        Text("没有法定时限", "no statutory limit"),
        Text(
            "行政许可法第四十二条有二十日的一般规定；没有载明就无法监督是否超期。",
            "Art. 42 sets twenty days in general; without a statement nobody can see what is late.",
        ),
    ),
    "limits.promise_unstated": Rule(
        "warning",
        Text("没有承诺时限", "no promise stated"),
        Text("办事人不知道等多久。", "Nobody knows how long to wait."),
    ),
    "result.unstated": Rule(
        "warning",
        Text("没有说明办理结果", "the result is not stated"),
        Text("办事人不知道最后拿到什么。", "Nobody knows what they will receive."),
    ),
    "visits.unexplained": Rule(
        "warning",
        Text("要到现场而不说原因", "a visit without a reason"),
        Text("每多跑一次都要有理由。", "Each visit needs a reason."),
    ),
    "situation.gap": Rule("error", Text("有的回答不归任何情形", "answers without a situation"), _ONE),
    "situation.overlap": Rule("error", Text("有的回答同归两种情形", "answers with two situations"), _ONE),
    "situation.no_way_through": Rule("error", Text("走不到申请", "no way to the form"), _ONE),
    "situation.too_many": Rule(
        "error",
        Text("情形多到查不完", "more situations than can be checked"),
        Text("查不完就保证不了。", "What cannot be checked cannot be promised."),
    ),
    "situation.unreachable_question": Rule("error", Text("问不到的问题", "an unreachable question"), _DEAD),
    "situation.unreachable_option": Rule("warning", Text("选不到的选项", "an unreachable option"), _DEAD),
    "situation.unreachable_material": Rule("error", Text("用不到的材料", "a material never needed"), _DEAD),
    "situation.unreachable_field": Rule("error", Text("填不到的栏目", "a field never shown"), _DEAD),
    "situation.unreachable_fee": Rule("error", Text("收不到的费用", "a fee never due"), _DEAD),
    "situation.unreachable_step": Rule("error", Text("走不到的步骤", "a step never taken"), _DEAD),
    "situation.unreachable_row": Rule("error", Text("到不了的情形", "a situation never reached"), _DEAD),
}
