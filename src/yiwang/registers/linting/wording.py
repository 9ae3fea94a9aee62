"""Terms that leave something open, and only where they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.fixing import Change, Fix, place, without_material
from yiwang.registers.linting.rules import Finding

# A law's title is a name, not a wording of the item's.
_TITLES = re.compile(r"《[^》]{1,80}》|<[^>]{1,80}>")

# 与航道有关的工程: what it relates to is said. 利益相关者, 相关系数 are terms.
_RELATED = re.compile(r"(?<!利益)(?<!息息)(?:相关(?!者|系数|性)|有关(?!于))")
_SAID_TO_WHAT = re.compile(r"(?:与|跟|同|和)[^，。；、,;]{1,16}$")

_GENERIC = "材料|文件|资料|证明|证件|手续|附件|条件|情形|情况|要求|规定|事项|原因|事由|内容|方式"
_OTHER = re.compile(
    rf"其[他它](?:[^，。；、,;）)]{{0,10}}?)(?:{_GENERIC})(?!书|部门|登记|主管)|规定的其[他它]|其[他它]需要"
)

_DISCRETION = re.compile(
    r"视(?:具体)?(?:实际)?情况|(?<!不)必要时(?!间)|需要时(?!间)|如有需要|根据(?:工作|实际|审查)?需要|根据实际情况|酌情|原则上|特殊情况下?"
    r"|适当(?=方式|条件|时间|范围|比例|的)|一定(?=规模|条件|数量|期限|时间|比例|范围|期间|程度)|另行(?=通知|规定|要求|提供)"
    r"|可能(?=要求|需要)"
)
_BY_RULE = re.compile(r"(?:按照?|依照?|符合)(?:国家|有关|相关|法律|法规|规章|、|和|及)*(?:规定|要求)(?!期限|时间)")

# Words in which 等 is not "and so on".
_DEGREE = re.compile(
    r"[平同中高初上下优均对相不何头特一二三四五六七八九十甲乙丙丁劣次几]等"
    r"|等(?:级|同|于|额|值|待|候|效|次|比|距|身|高|式|保|外|分|量|价|位|温|压|深)"
)
_CLOSED = re.compile(
    r"等(?:[一二两三四五六七八九十百\d]+|各)(?:个|项|种|类|份|人|部门|方面|证|县|市|区|地|家|级|款|条|次)"
)
_LISTING = re.compile(r"[、，,]|和|及|或|与|／|/")

_GENERIC_WORDS = (
    "有关|相关|需要|需|必要|必须|应当|应|依法|法律|法规|规章|规定|要求|提交|提供|补充|所需"
    "|部门|机关|登记|主管|审批|业务|相应|其他|其它|的|、|等"
)
_CATCH_ALL = re.compile(
    rf"(?:其[他它](?:{_GENERIC_WORDS})*|(?:法律|法规|规章|登记机关|主管部门|审批机关|部门)(?:{_GENERIC_WORDS})*"
    rf"|(?:相关|有关|相应|补充)的?)(?:材料|文件|资料|证件|手续|附件|证明(?:材料|文件|资料)?)(?:[（(].*[）)])?[。；;]?$"
)

SPECIFY = Text("写明是哪些。", "Name them.")
FINISH = Text("把列举写全，或写明判断标准。", "Complete the list, or say how it is decided.")
WHEN = Text("写明什么情况下、由谁决定。", "Say in which case, and who decides.")
NAME_IT = Text("写明哪部法规的哪一条。", "Name the law and the article.")
LIST_THEM = Text("删去，或把要交的材料逐一列出。", "Delete it, or list each material.")


DELETE_ETC = Text("列举已经完整的，删去“等”；不完整的，写全。", "Delete “etc.” if the list is whole; else complete it.")


@dataclass(frozen=True)
class _Place:
    """A text somebody has to go by, and where it stands."""

    path: str
    text: Text


def of_words(item: ItemDefinition) -> Iterator[Finding]:
    """The vague terms in what people have to go by."""
    for at, material in enumerate(item.materials):
        if is_catch_all(material.name.zh):
            path, fix = f"materials[{at}].name", without_material(item, at)
            yield Finding("material.catch_all", item.code, path, material.name.zh, LIST_THEM, fix)
    for one in _places(item):
        yield from _of_text(item, one)


def _places(item: ItemDefinition) -> Iterator[_Place]:
    for at, material in enumerate(item.materials):
        told = {"hint": material.hint, "timing": material.timing, "filling": material.filling}
        told |= {"standard": material.standard} | ({} if is_catch_all(material.name.zh) else {"name": material.name})
        yield from (_Place(f"materials[{at}].{key}", text) for key, text in told.items())
    yield from (_Place(f"conditions[{at}]", condition) for at, condition in enumerate(item.conditions))
    for at, question in enumerate(item.questions):
        yield _Place(f"questions[{at}].ask", question.ask)
        for row, option in enumerate(question.options):
            yield _Place(f"questions[{at}].options[{row}].label", option.label)
    for at, fee in enumerate(item.fees):
        yield from (
            _Place(f"fees[{at}].{key}", text)
            for key, text in (("standard", fee.standard), ("reduction", fee.reduction))
        )
    said = item.commitment.text if item.commitment else ()
    yield from (_Place(f"commitment.text[{at}].clause", one.clause) for at, one in enumerate(said))
    yield from (_Place("visits_reason", item.visits_reason), _Place("correction", item.correction))


def is_catch_all(name: str) -> bool:
    """A material that means "whatever else we may want"."""
    return bool(_CATCH_ALL.fullmatch(_plain(name)))


def related(text: str) -> list[str]:
    """相关 and 有关 that do not say to what."""
    plain = _plain(text)
    return [_around(plain, m) for m in _RELATED.finditer(plain) if not _SAID_TO_WHAT.search(plain[: m.start()])]


def other(text: str) -> list[str]:
    """其他 that stands for things not named: not the 其他组织 of the law."""
    plain = _plain(text)
    return [_around(plain, m) for m in _OTHER.finditer(plain)]


def etcetera(text: str) -> list[str]:
    """等 that ends an enumeration and leaves it open; 等三类 closes one."""
    plain = _plain(text)
    spoken_for = {at for found in _DEGREE.finditer(plain) for at in range(*found.span())}
    found = []
    for match in re.finditer("等", plain):
        at = match.start()
        if at in spoken_for or _CLOSED.match(plain, at) or at == 0:
            continue
        clause = re.split(r"[。；;：:（(]", plain[:at])[-1]
        ends = not plain[at + 1 :] or plain[at + 1] in "。；;，,）)、" or re.match(_GENERIC, plain[at + 1 :])
        if ends or _LISTING.search(clause):
            found.append(_around(plain, match))
    return found


def discretion(text: str) -> list[str]:
    """Terms that leave the decision to whoever sits there."""
    plain = _plain(text)
    return [_around(plain, m) for m in _DISCRETION.finditer(plain)]


def by_rule(text: str) -> list[str]:
    """按规定 that does not say by which: a law's title right before names it."""
    found = []
    for match in _BY_RULE.finditer(text):
        if not re.search(r"》[^。；;]{0,20}$", text[: match.start()]):
            found.append(_around(text, match))
    return found


_TERMS = (
    ("vague.related", related, SPECIFY),
    ("vague.other", other, SPECIFY),
    ("vague.etc", etcetera, FINISH),
    ("vague.discretion", discretion, WHEN),
    ("vague.by_rule", by_rule, NAME_IT),
)


def _of_text(item: ItemDefinition, one: _Place) -> Iterator[Finding]:
    for rule, look, suggestion in _TERMS:
        for found in look(one.text.zh):
            fix = _closed(one) if rule == "vague.etc" else None
            yield Finding(rule, item.code, one.path, found, DELETE_ETC if fix else suggestion, fix)


# What may follow 等 and goes with it: the list before it names the things themselves.
_ETC = re.compile(
    r"(?<=[^平同中高初上下优均对相不何头特\d])等(?:材料|文件|资料|证件|证明|手续|内容|情况|情形)?(?=[。；;，,）)、]|$)"
)


def _closed(one: _Place) -> Fix | None:
    """The list without its 等, where that is all that leaves it open; None where it would have to be rewritten."""
    closed = _ETC.sub("", one.text.zh)
    if closed == one.text.zh or etcetera(closed):
        return None
    said_twice = one.text.en == one.text.zh
    english = closed if said_twice else re.sub(r",? (?:etc\.?|and so on|and the like)(?=[.;,)]|$)", "", one.text.en)
    return Fix((Change(place(one.path), {"zh": closed, "en": english}),))


def _plain(text: str) -> str:
    return _TITLES.sub("", text).strip()


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 10), match.end() + 10
    return text[start:end]
