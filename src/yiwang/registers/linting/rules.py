"""The rules: what is looked for, how grave it is and why. Reasons name the law where one stands behind the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yiwang.kit.errors import Text
from yiwang.registers.linting.fixing import Fix

Severity = Literal["error", "warning", "note"]
SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "Error"),
    "warning": Text("警告", "Warning"),
    "note": Text("提示", "Note"),
}
"""The gravest first."""


@dataclass(frozen=True)
class Rule:
    """ "error": against the law or a promise that cannot be kept; "warning": people cannot know what is meant;

    "note": it may be right, somebody should know that it is meant so.
    """

    severity: Severity
    name: Text
    reason: Text


@dataclass(frozen=True)
class Finding:
    """One place: `text` is what stands there, `suggestion` what to do about it; `fix` does it, where it is evident."""

    rule: str
    item: str
    path: str
    text: str
    suggestion: Text
    fix: Fix | None = None


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
    "material.not_asked": Rule(
        "note",
        Text("列着、但不要的材料", "a paper listed and not asked"),
        Text(
            "没有依据，平台就不向办事人要。列着是告诉大家不用再交；真要交的，得写明依据。",
            "Without a basis nobody is asked for it. Listing it says so; if it is needed, its basis has to be named.",
        ),
    ),
    "material.held_elsewhere": Rule(
        "warning",
        Text("别的事项已经不用人交的材料", "a paper that other items already take from a source"),
        Text(
            "国务院令第716号第十条：能够通过共享取得的不再要求提供；同一份材料各事项应当一样办。",
            "State Council Decree 716 art. 10: what can be had by sharing is not asked, in this item as in others.",
        ),
    ),
    "material.held_perhaps": Rule(
        "note",
        Text("别的事项用共享数据核对的自备材料", "an applicant's own paper that other items confirm by data"),
        Text(
            "国务院令第716号第十条。这份材料正是在这件事里产生的，就照旧要；已经登记过的，核对就行。",
            "Decree 716 art. 10. Where this item is what makes the paper known, ask; what is on record is confirmed.",
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
    "material.unregistered": Rule(
        "warning",
        Text("材料没有登记", "a material that is not registered"),
        Text(
            "同一份材料只登记一次，才说得清谁出具、什么能替代、哪些事项要。",
            "Each paper is registered once: only then is it clear who issues it, what replaces it, who asks for it.",
        ),
    ),
    "material.alias": Rule(
        "warning",
        Text("用了材料的别名", "another name of a registered paper"),
        Text("同一份材料到处叫同一个名字，办事人才不会当成两份。", "One paper under one name is not taken for two."),
    ),
    "limits.promise_over_statute": Rule(
        "error",
        Text("承诺时限长于法定时限", "a promise beyond the statute"),
        Text("承诺不能比法律更宽。", "A promise cannot be looser than the law."),
    ),
    "limits.no_statutory": Rule(
        "warning",
        Text("许可没有法定时限", "a permit without its statutory limit"),
        Text(
            "行政许可法第四十二条有二十日的一般规定；没有载明就无法监督是否超期。",
            "Art. 42 sets twenty days in general; without a statement nobody can see what is late.",
        ),
    ),
    "limits.law_is_silent": Rule(
        "note",
        Text("没有写法定时限", "no statutory limit stated"),
        Text(
            "不是许可的事项，法律可能没有规定时限；那么超没超期只能看承诺时限。",
            "The law may set none for what is no permit; then only the promise tells what is late.",
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
    "result.no_such_licence": Rule(
        "error",
        Text("结果是没人能发的证照", "a result no one can issue"),
        Text(
            "证照类型表里没有它，决定作出以后发不出来。", "No such licence type exists, so a decision cannot issue it."
        ),
    ),
    "result.without_licence": Rule(
        "warning",
        Text("结果是证照，却没说哪一种", "a licence of no type as the result"),
        Text(
            "不说是哪一种，就发不出电子证照，别的事项也不能拿它免交。",
            "Without its type no e-licence is issued, and no other item can take it instead of a paper.",
        ),
    ),
    "result.other_level": Rule(
        "warning",
        Text("证照的颁发层级和办理部门不一致", "a licence that another level issues"),
        Text(
            "证照由规定的层级颁发；超越层级颁发的没有效力。",
            "A licence is issued at the level laid down for it; issued at another it has no force.",
        ),
    ),
    "visits.unexplained": Rule(
        "warning",
        Text("要到现场而不说原因", "a visit without a reason"),
        Text("每多跑一次都要有理由。", "Each visit needs a reason."),
    ),
    "visits.uncounted": Rule(
        "warning",
        Text("不能全程网办，却说不用到现场", "no visit, though not wholly online"),
        Text("说不用跑，来了才发现要跑，是最伤人的承诺。", "Nothing hurts more than a trip that was promised away."),
    ),
    "commitment.no_check": Rule(
        "error",
        Text("告知承诺没有核查期限", "a commitment nobody checks by a day"),
        Text(
            "国办发〔2020〕42号：针对告知承诺事项要确定核查办法和时间；沪府令4号：决定后两个月内查。",
            "国办发〔2020〕42号: how and when it is checked is fixed beforehand; 沪府令4号: within two months.",
        ),
    ),
    "commitment.no_exclusions": Rule(
        "warning",
        Text("告知承诺没有写谁不能用", "a commitment open to everybody"),
        Text(
            "国办发〔2020〕42号：有较严重的不良信用记录或者曾作出虚假承诺的，在信用修复前不适用。",
            "国办发〔2020〕42号: closed, until mended, to those with a grave record or a false commitment.",
        ),
    ),
    "commitment.no_consequence": Rule(
        "warning",
        Text("没有写违背承诺的后果", "a breach without consequences"),
        Text(
            "沪府令4号：要告知逾期不改的法律后果，后果没写就没有告知。",
            "沪府令4号 (2018): the consequences are told beforehand; unsaid, they were not told.",
        ),
    ),
    "commitment.no_gain": Rule(
        "warning",
        Text("承诺了也没有少交、没有更快", "a commitment that saves nothing"),
        Text("既不少交材料也不更快，承诺就白承诺了。", "Without a paper less or a day less nobody gains by it."),
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
