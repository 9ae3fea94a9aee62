"""What an item's elements leave out or promise beyond the law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.linting.comparing import Beside, Use
from yiwang.registers.linting.fixing import Change, Fix, without_material
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
NOT_ASKED = Text("要交就写明依据；不要交，可以把这一行删去。", "Name the basis if it is needed; else the row can go.")
TAKE_IT = Text("改由证照库或共享数据取得（licence 或 resource）。", "Take it from the licence store or shared data.")
SHORTEN = Text("缩短承诺时限，最多与法定时限一样。", "Shorten the promise, at most to the statutory limit.")
STATE_STATUTE = Text("写明法定时限和依据。", "State the statutory limit and its basis.")
GENERAL_LIMIT = Text(
    "专门法没有另外规定的，写行政许可法第四十二条的二十个工作日。",
    "Where no other law says otherwise, state the twenty working days of art. 42.",
)
STATE_PROMISE = Text("写明承诺时限。", "State the promised limit.")
STATE_REASON = Text("写明原因，或改为不用到现场。", "Say why, or do without the visit.")
NO_VISIT = Text("已经是全程网办：改为不用到现场，或者写明原因。", "It is wholly online: no visit, or say why.")
COUNT_VISIT = Text(
    "写明要到现场几次、为什么，或改为全程网办。", "Say how many visits and why, or make it wholly online."
)
PERMIT, OWN, WHOLLY_ONLINE, GENERAL_DAYS = "01", "10", "4", 20


def of_item(item: ItemDefinition, beside: Beside) -> Iterator[Finding]:
    """The findings about materials, limits and visits."""
    for at, material in enumerate(item.materials):
        yield from _of_basis(item, at, material)
        yield from _of_source(item, at, material, beside)
    yield from _of_limits(item)
    yield from _of_visits(item)


def _of_basis(item: ItemDefinition, at: int, material: Material) -> Iterator[Finding]:
    """Of the city's own a paper without a basis is not asked; of an item from elsewhere nobody knows."""
    path = f"materials[{at}].basis"
    if item.is_assumed("materials.basis") or (item.source and not material.has_basis):
        yield Finding("material.no_basis", item.code, path, material.name.zh, GIVE_BASIS)
    elif not material.has_basis:
        fix = without_material(item, at)
        yield Finding("material.not_asked", item.code, path, material.name.zh, NOT_ASKED, fix)


def _of_source(item: ItemDefinition, at: int, material: Material, beside: Beside) -> Iterator[Finding]:
    if not material.has_basis or material.licence or material.resource:
        return
    path, name = f"materials[{at}]", material.name.zh
    if taken := beside.taken(material, item=item.code):
        key = taken.material.licence or taken.material.resource
        said = Text(f"像事项 {taken.item} 那样，从 {key} 取得。", f"Take it from {key}, as item {taken.item} does.")
        # What the applicant makes may be made for this very item: that a register knows it afterwards helps nobody.
        own = material.source == OWN and not taken.material.licence
        rule = "material.held_perhaps" if own else "material.held_elsewhere"
        yield Finding(rule, item.code, path, name, said, _taken(item, at, taken, beside))
    elif is_held_by_state(material):
        yield Finding("material.held_by_state", item.code, path, name, TAKE_IT)


def _taken(item: ItemDefinition, at: int, use: Use, beside: Beside) -> Fix | None:
    """The same source, and who issues it; not a licence of persons in an item for organisations alone."""
    theirs = use.material
    holder = (beside.licences or {}).get(theirs.licence)
    if holder and holder.holder not in item.audience:
        return None
    named = {"licence": theirs.licence, "resource": theirs.resource, "source": theirs.source, "issuer": theirs.issuer}
    key = item.materials[at].key
    changes = [Change(("materials", at, name), value) for name, value in named.items() if value]
    changes += [
        Change(("examples", row, "mine"), [mine for mine in example.mine if mine != key])
        for row, example in enumerate(item.examples)
        if key in example.mine
    ]
    return Fix(tuple(changes))


def is_held_by_state(material: Material) -> bool:
    """Some department holds it and the item takes it from nowhere."""
    name = material.name.zh
    asked = material.has_basis and not (material.licence or material.resource)
    return asked and bool(_HELD.search(name)) and not _ABOUT.search(name)


def _of_limits(item: ItemDefinition) -> Iterator[Finding]:
    statutory, promised = item.limits.statutory, item.limits.promised
    if statutory is None:
        yield _no_statute(item)
    elif promised.natural_days > statutory.natural_days:
        text = f"{promised.count} > {statutory.count}"
        changes = {"count": statutory.count, "unit": statutory.unit}
        fix = Fix(tuple(Change(("limits", "promised", key), value) for key, value in changes.items()))
        yield Finding("limits.promise_over_statute", item.code, "limits.promised", text, SHORTEN, fix)
    if item.source and item.is_assumed("limits.promised"):
        yield Finding("limits.promise_unstated", item.code, "limits.promised", "", STATE_PROMISE)


def _no_statute(item: ItemDefinition) -> Finding:
    if item.kind != PERMIT:
        return Finding("limits.law_is_silent", item.code, "limits.statutory", "", STATE_STATUTE)
    basis = "中华人民共和国行政许可法第四十二条"
    fix = Fix((Change(("limits", "statutory"), {"count": GENERAL_DAYS, "unit": "1", "basis": basis}),))
    within = item.limits.promised.natural_days <= GENERAL_DAYS * 7 / 5
    return Finding(
        "limits.no_statutory", item.code, "limits.statutory", "", GENERAL_LIMIT if within else STATE_STATUTE,
        fix if within else None,
    )  # fmt: skip


def _of_visits(item: ItemDefinition) -> Iterator[Finding]:
    if item.visits and not item.visits_reason.zh:
        online = item.online_depth == WHOLLY_ONLINE
        fix = Fix((Change(("visits",), 0),)) if online else None
        said = NO_VISIT if online else STATE_REASON
        yield Finding("visits.unexplained", item.code, "visits", str(item.visits), said, fix)
    elif not item.visits and not item.source and item.online_depth != WHOLLY_ONLINE:
        yield Finding("visits.uncounted", item.code, "visits", "0", COUNT_VISIT)
