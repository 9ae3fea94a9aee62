"""Whether a number can be one, said in words. Pure; the number is looked at and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yiwang.kit import masking
from yiwang.kit.codes import Malformed, citizen, credit, divisions, items, licence_id
from yiwang.kit.errors import Text
from yiwang.registers.definition import codes

LONGEST = 120


@dataclass(frozen=True)
class Finding:
    """`shown` is what may be repeated on a page; `facts` what the number says; `doubts` what is odd about it."""

    is_sound: bool
    say: Text
    shown: str = ""
    facts: tuple[tuple[Text, Text], ...] = ()
    doubts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Places:
    """Divisions by code, and those that are no more with what they became."""

    names: Mapping[str, Text]
    retired: Mapping[str, Text]


KINDS = ("credit", "citizen", "item", "division", "licence")
NO_OTHER = Text(
    "结构对。是不是真的有这个号码，要看发证部门的登记。",
    "The structure holds. Whether it was ever issued, only its office knows.",
)
EMPTY = Text("请把号码填上。", "Please enter the number.")

_REGISTRARS = {
    "1": Text("机构编制部门", "the staffing office"),
    "2": Text("外交部门", "foreign affairs"),
    "3": Text("司法行政部门", "justice administration"),
    "4": Text("文化部门", "culture"),
    "5": Text("民政部门", "civil affairs"),
    "6": Text("旅游部门", "tourism"),
    "7": Text("宗教事务部门", "religious affairs"),
    "8": Text("工会", "trade unions"),
    "9": Text("市场监管部门", "market supervision"),
    "A": Text("中央军委改革和编制部门", "the military's staffing office"),
    "N": Text("农业农村部门", "agriculture"),
    "Y": Text("其他登记机关", "another registrar"),
}
_OF_MARKET = {
    "1": Text("企业", "an enterprise"),
    "2": Text("个体工商户", "an individual business"),
    "3": Text("农民专业合作社", "a farmers' cooperative"),
}


def check(kind: str, typed: str, places: Places) -> Finding:
    """What is right or wrong with a number of this kind."""
    if not typed.strip():
        return Finding(False, EMPTY)
    try:
        return _CHECKS[kind](typed[:LONGEST], places)
    except Malformed as fault:
        return Finding(False, fault.citizen)


def _credit(typed: str, places: Places) -> Finding:
    found = credit.parse(typed)
    facts = [(Text("登记管理部门", "Registrar"), _REGISTRARS.get(found.registrar, _same(found.registrar)))]
    if found.registrar == "9" and found.kind in _OF_MARKET:
        facts.append((Text("机构类别", "Kind of body"), _OF_MARKET[found.kind]))
    facts.append((Text("登记地", "Registered in"), _place(found.division, places)))
    organisation = _same(f"{found.organisation[:8]}-{found.organisation[8]}")
    facts.append((Text("组织机构代码", "Organisation code"), organisation))
    return Finding(True, NO_OTHER, _grouped(found.code), tuple(facts), found.warnings)


def _citizen(typed: str, places: Places) -> Finding:
    found = citizen.parse(typed)
    kind = Text("港澳台居民居住证", "residence permit of a resident of Hong Kong, Macao or Taiwan")
    of = kind if found.is_permit else Text("居民身份证", "resident identity card")
    facts = ((Text("证件", "Document"), of), (Text("首次登记地", "First registered in"), _place(found.area, places)))
    return Finding(True, NO_OTHER, masking.identifier(found.number), facts, found.warnings)


def _item(typed: str, places: Places) -> Finding:
    found = items.parse(typed)
    facts = [
        (Text("编码种类", "Form"), _FORMS[found.form]),
        (Text("基本编码", "Catalogue code"), _same(found.catalogue)),
    ]
    for key, value, label in (("kind", found.kind, _KIND), ("level", found.level, _LEVEL)):
        name = codes.sets()[key].called(value)
        facts += [(label, name)] if name else []
    return Finding(True, Text("结构对。", "The structure holds."), found.code, tuple(facts), found.warnings)


def _division(typed: str, places: Places) -> Finding:
    found = divisions.parse(typed)
    names = [_place(code, places) for code in (*found.ancestors, found.code)]
    chain = Text(" / ".join(name.zh for name in names), " / ".join(name.en for name in names))
    facts = [(Text("逐级", "Step by step"), chain)]
    if became := places.retired.get(found.code[:6]):
        facts.append((Text("已经撤销", "No longer in use"), became))
    return Finding(True, Text("结构对。", "The structure holds."), found.code, tuple(facts), found.warnings)


def _licence(typed: str, places: Places) -> Finding:
    found = licence_id.parse(typed)
    facts = (
        (Text("证照类型代码", "Licence type"), _same(found.type_code)),
        (Text("颁发机构代码", "Issuer"), _same(found.issuer)),
        (Text("流水号", "Serial"), _same(found.serial)),
        (Text("版本", "Version"), _same(found.version)),
    )
    say = Text(
        "结构对。要看真不真、有没有效，请用“验证证照”。",
        "The structure holds. Whether it is genuine and valid, “Verify” tells.",
    )
    return Finding(True, say, found.identifier, facts, found.warnings)


def _place(code: str, places: Places) -> Text:
    name = places.names.get(code)
    return Text(f"{name.zh}（{code}）", f"{name.en} ({code})") if name else Text(code, code)


def _same(words: str) -> Text:
    return Text(words, words)


def _grouped(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


_KIND, _LEVEL = Text("事项类型", "Kind of item"), Text("行使层级", "Level of exercise")
_FORMS = {
    "catalogue": Text("基本编码，12 位", "catalogue code, 12 digits"),
    "implementation": Text("实施编码，31 位", "implementation code, 31 characters"),
    "handling": Text("业务办理项编码，33 位", "handling code, 33 characters"),
    "material": Text("材料编码，34 位", "material code, 34 characters"),
}
_CHECKS: dict[str, Callable[[str, Places], Finding]] = {
    "credit": _credit,
    "citizen": _citizen,
    "item": _item,
    "division": _division,
    "licence": _licence,
}
