"""What an item's elements leave out or promise beyond the law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.linting.rules import Finding

# Papers a department of the state holds as data. 身份证明 and 未办理身份证的 are something else.
_HELD = re.compile(
    r"(?<!未办理)(?<!没有)(?:居民)?身份证(?!明|件|号)|户口[簿本]|户籍证明|营业执照|事业单位法人证书|社会团体法人(?:登记)?证书"
    r"|结婚证(?!明)|离婚证(?!明)|出生医学证明|不动产权证|房产证|机动车行驶证|机动车驾驶证|社会保险.{0,4}(?:证明|凭证)"
    r"|学历证书|学位证书|无(?:违法)?犯罪记录证明|完税证明|纳税证明|残疾人?证(?!明)"
)
# A form about a paper is not the paper.
_ABOUT = re.compile(
    r"(?:申请表|登记表|审批表|备案表|表|申请书|委托书|承诺书|声明|照片|彩照|证件照|说明|报告)(?:[（(].*[）)])?$"
)

GIVE_BASIS = Text("写明依据；找不到依据就不再要。", "Name the basis; if there is none, stop asking.")
TAKE_IT = Text("改由证照库或共享数据取得（licence 或 resource）。", "Take it from the licence store or shared data.")
SHORTEN = Text("缩短承诺时限。", "Shorten the promise.")
STATE_STATUTE = Text("写明法定时限和依据。", "State the statutory limit and its basis.")
STATE_PROMISE = Text("写明承诺时限。", "State the promised limit.")
STATE_RESULT = Text("写明结果的名称和形式。", "State the name and form of the result.")
STATE_REASON = Text("写明原因，或改为不用到现场。", "Say why, or do without the visit.")


def of_item(item: ItemDefinition) -> Iterator[Finding]:
    """The findings about materials, limits, result and visits."""
    assumed_basis = item.is_assumed("materials.basis")
    for at, material in enumerate(item.materials):
        if not material.has_basis or assumed_basis:
            yield Finding("material.no_basis", item.code, f"materials[{at}].basis", material.name.zh, GIVE_BASIS)
        if is_held_by_state(material):
            yield Finding("material.held_by_state", item.code, f"materials[{at}]", material.name.zh, TAKE_IT)
    yield from _of_limits(item)
    if item.is_assumed("result") or (item.result.kind == "10" and not item.result.licence):
        yield Finding("result.unstated", item.code, "result", item.result.name.zh, STATE_RESULT)
    if item.visits and not item.visits_reason.zh:
        yield Finding("visits.unexplained", item.code, "visits", str(item.visits), STATE_REASON)


def is_held_by_state(material: Material) -> bool:
    """Some department holds it and the item takes it from nowhere."""
    name = material.name.zh
    asked = material.has_basis and not (material.licence or material.resource)
    return asked and bool(_HELD.search(name)) and not _ABOUT.search(name)


def _of_limits(item: ItemDefinition) -> Iterator[Finding]:
    statutory, promised = item.limits.statutory, item.limits.promised
    if statutory is None:
        yield Finding("limits.no_statutory", item.code, "limits.statutory", "", STATE_STATUTE)
    elif promised.natural_days > statutory.natural_days:
        text = f"{promised.count} > {statutory.count}"
        yield Finding("limits.promise_over_statute", item.code, "limits.promised", text, SHORTEN)
    if item.source and item.is_assumed("limits.promised"):
        yield Finding("limits.promise_unstated", item.code, "limits.promised", "", STATE_PROMISE)
