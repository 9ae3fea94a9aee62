"""What else the standard asks to be said of an item: whose power it is, ways in, procedures, remedies. Pure; no Django.

Each is optional: an item that says nothing of it says nothing, which is not the same as saying no.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition.parts import Limit


@dataclass(frozen=True)
class Authority:
    """Whose power it is. `nature` 实施主体性质 and `source` 权力来源 are codes.

    `content` is what is exercised here 行使内容 and `split` how levels share it 权限划分; `entrusted` names the body
    that handles it on behalf 委托部门; `agency` the division that does the work 承办机构; `jurisdiction` 行政管辖.
    """

    nature: str = ""
    source: str = ""
    content: Text = NOTHING
    split: Text = NOTHING
    entrusted: str = ""
    agency: str = ""
    jurisdiction: Text = NOTHING


@dataclass(frozen=True)
class Access:
    """How one gets to it; a flag is None where nothing is said.

    `parcel` 物流快递, `booking` 预约, `payment` 网上支付, `terminal` 自助终端, `hall` 进驻大厅, `sign_on` 单点登录;
    `area` 通办范围, `depth` 网上办理深度 and `system` 运行系统层级 are codes; `web` and `mobile` its addresses.
    """

    parcel: bool | None = None
    booking: bool | None = None
    payment: bool | None = None
    terminal: bool | None = None
    hall: bool | None = None
    sign_on: bool | None = None
    area: str = ""
    depth: tuple[str, ...] = ()
    four: str = ""
    system: str = ""
    web: str = ""
    mobile: str = ""


@dataclass(frozen=True)
class Procedure:
    """A special procedure 特别程序: its time does not count, and people are told how long it takes (行政许可法 45)."""

    kind: str
    name: Text
    limit: Limit | None = None


@dataclass(frozen=True)
class Intermediary:
    """A service somebody has to buy first 中介服务; `material` is the key of the material it produces."""

    name: Text
    basis: str
    material: str = ""


@dataclass(frozen=True)
class Remedy:
    """Where to go against the decision: review 行政复议 or lawsuit 行政诉讼."""

    kind: str
    body: Text
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Counter:
    """A window that takes it 办理窗口, as a guide states it; the city's own halls are in the register of offices."""

    name: Text
    address: str
    hours: Text = NOTHING
    phone: str = ""
