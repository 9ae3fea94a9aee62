"""What a verification says: the state, what was checked, when and how. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from yiwang.instruments.licences.contents import Line
from yiwang.kit.errors import Text

State = Literal["valid", "altered", "revoked", "expired", "suspended", "not_yet", "unknown"]

SENTENCES: dict[str, Text] = {
    "valid": Text("有效。内容与签发时一致。", "Valid. It says what was issued."),
    "altered": Text("被改动过，不能相信。", "Altered. Do not rely on it."),
    "revoked": Text(
        "已经失效：发证机关已经撤销、注销或者换发。", "No longer in force: revoked, cancelled or replaced."
    ),
    "expired": Text("已经过期。", "Expired."),
    "suspended": Text("暂时不能使用：发证机关已经暂扣。", "Suspended by the issuing office."),
    "not_yet": Text("还没有到生效日期。", "Not in force yet."),
    "unknown": Text("没有查到。不是本市签发的证照，或者号码不对。", "Unknown: not issued here, or the code is wrong."),
}
ONLINE = Text("在线核验", "Checked online")
OFFLINE = Text("离线核验：未查失效情况", "Checked offline: revocation was not looked up")

_CHECKS: dict[str, Text] = {
    "seal": Text("文件的电子签名（PAdES）", "Signature of the file (PAdES)"),
    "data": Text("证照数据的国密签名（SM2）", "Signature of the data (SM2)"),
    "office": Text("签名的机关就是发证机关", "The office that signed is the office that issued"),
    "visible": Text("看到的内容与签名的数据一致", "What is shown is what was signed"),
    "register": Text("与证照库的记录一致", "Agrees with the register of licences"),
    "in_force": Text("没有失效，没有过期", "Neither revoked nor expired"),
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `passed` is None where it could not be."""

    key: str
    passed: bool | None

    @property
    def name(self) -> Text:
        return _CHECKS[self.key]


@dataclass(frozen=True)
class Verdict:
    """The answer. Facts about the licence are given only for what we issued and nobody altered; `holder` is masked."""

    state: State
    at: datetime
    by: Text
    checks: tuple[Check, ...] = ()
    identifier: str = ""
    number: str = ""
    name: Text | None = None
    holder: str = ""
    office: str = ""
    lines: tuple[Line, ...] = field(default=())
    issued_at: datetime | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    changed_at: datetime | None = None

    @property
    def text(self) -> Text:
        return SENTENCES[self.state]
