"""A service and an agency as a city's pack declares them: frozen values. Pure; no Django.

国办发〔2015〕31号: nothing may be required as a condition of acceptance without a basis in law; who needs a technical
service to review an application buys it and pays for it; services have published prices and limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.kit.money import yuan
from yiwang.registers.definition import Basis, Limit

Declared = Mapping[str, Any]
GUIDED, MARKET = "guided", "market"
DEPARTMENT = "department"
PRICE_KINDS = {
    GUIDED: Text("政府指导价", "Price guided by government"),
    MARKET: Text("市场调节价", "Market price"),
}


@dataclass(frozen=True)
class Price:
    """What a service costs: a range in yuan, per `unit`. A guided price has its basis."""

    kind: str
    low: Decimal
    high: Decimal
    unit: Text
    basis: str = ""


@dataclass(frozen=True)
class Standard:
    """A national or industry standard that the service follows."""

    number: str
    name: Text


@dataclass(frozen=True)
class Service:
    """An intermediary service 中介服务事项. `papers` are keys of the registry of papers that it produces.

    Empty `basis`: no law asks for it, so no item may. `bought_by` "department": the office buys it itself.
    """

    key: str
    name: Text
    summary: Text
    papers: tuple[str, ...]
    price: Price
    limit: Limit
    basis: tuple[Basis, ...] = ()
    standards: tuple[Standard, ...] = ()
    qualification: Text = NOTHING
    qualification_basis: str = ""
    bought_by: str = "applicant"
    bought_basis: str = ""
    assumed: tuple[str, ...] = ()

    @property
    def is_bought_by_office(self) -> bool:
        return self.bought_by == DEPARTMENT


@dataclass(frozen=True)
class Offer:
    """One service as one agency offers it: its own price and limit."""

    service: str
    price: Decimal
    most: Decimal | None
    limit: Limit
    note: Text = NOTHING

    @property
    def days(self) -> int:
        """The limit in calendar days, to put offers of different units in an order."""
        return ceil(self.limit.natural_days)


@dataclass(frozen=True)
class Licence:
    """A qualification an agency holds."""

    name: Text
    number: str
    until: date | None = None


@dataclass(frozen=True)
class Agency:
    """An agency 中介机构. `code` is its credit code (GB 32100), `division` the district it stands in."""

    key: str
    code: str
    name: Text
    division: str
    address: Text
    phone: str
    since: date
    offers: tuple[Offer, ...]
    licences: tuple[Licence, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handled:
    """A case as the surface has verified it: its number, its applicant, and the papers its item asked for by law."""

    number: str
    item_code: str
    applicant: int
    papers: frozenset[str]


def service(said: Declared) -> Service:
    """The service a checked file declares."""
    price = said["price"]
    return Service(
        key=said["key"],
        name=_text(said["name"]),
        summary=_text(said["summary"]),
        papers=tuple(said["papers"]),
        price=Price(
            price["kind"], yuan(price["low"]), yuan(price["high"]), _text(price["unit"]), price.get("basis", "")
        ),
        limit=_limit(said["limit"]),
        basis=tuple(Basis(each["law"], each.get("article", ""), each.get("url", "")) for each in said["basis"]),
        standards=tuple(Standard(each["number"], _text(each["name"])) for each in said.get("standards", ())),
        qualification=_text(said.get("qualification")),
        qualification_basis=said.get("qualification_basis", ""),
        bought_by=said.get("bought_by", "applicant"),
        bought_basis=said.get("bought_basis", ""),
        assumed=tuple(said.get("assumed", ())),
    )


def agency(said: Declared) -> Agency:
    """The agency a checked file declares."""
    return Agency(
        key=said["key"],
        code=said["code"],
        name=_text(said["name"]),
        division=said["division"],
        address=_text(said["address"]),
        phone=said["phone"],
        since=_day(said["since"]),
        offers=tuple(map(_offer, said["services"])),
        licences=tuple(
            Licence(_text(each["name"]), each["number"], _day(each["until"]) if "until" in each else None)
            for each in said.get("licences", ())
        ),
        assumed=tuple(said.get("assumed", ())),
    )


def _offer(said: Declared) -> Offer:
    most = yuan(said["most"]) if "most" in said else None
    return Offer(said["service"], yuan(said["price"]), most, _limit(said["limit"]), _text(said.get("note")))


def _text(said: Declared | None) -> Text:
    return Text(said["zh"], said["en"]) if said else NOTHING


def _limit(said: Declared) -> Limit:
    return Limit(said["count"], said["unit"], said.get("basis", ""))


def _day(said: str | date) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
