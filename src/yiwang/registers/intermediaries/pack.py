"""What a city declares: `intermediaries/*.toml` (services) and `agencies/*.toml`. Every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from yiwang.kit.codes import Malformed, credit
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import TAKEN, entries, misnamed, repeated, tables, unknown, wrongly_assumed
from yiwang.registers.intermediaries import services
from yiwang.registers.intermediaries.directory import DEPARTMENT, GUIDED
from yiwang.registers.intermediaries.schemas import AGENCY, SERVICE

NO_BASIS = Text(
    "没有法律依据的中介服务，事项不能要它的材料：{}。", "No law asks for this service, but an item wants its paper: {}."
)
NO_NEED = Text("没有法律依据，也没有事项要：不用列出来。", "No law and no item asks for this service: leave it out.")
OFFICE_PAYS = Text(
    "这项服务由部门委托并付费，不能再向申请人要材料：{}。",
    "The office buys this itself; it cannot ask the applicant: {}.",
)
NO_GUIDE = Text("政府指导价要写明依据 basis。", "A guided price needs its basis.")
REVERSED = Text("最低价高于最高价。", "The lowest price is above the highest.")
OUTSIDE = Text("价格超出了政府指导价的范围。", "The price is outside the guided range.")
TWICE_MADE = Text("已经有一项服务出具这份材料。", "Another service makes this paper already.")
UNQUALIFIED = Text(
    "这项服务要资质，机构没有写资质证书 licences。", "This service needs a qualification; name it (licences)."
)


def check(pack: Pack) -> list[Problem]:
    """Every fault of services and agencies: shape, references, law, prices, credit codes."""
    trades, agencies = pack.files("intermediaries"), pack.files("agencies")
    found = [fault for file in trades for fault in check_schema(file, SERVICE)]
    broken = {fault.file for fault in found}
    found += [fault for file in agencies for fault in check_schema(file, AGENCY)]
    sound = {str(file.data.get("key")): file.data for file in trades if file.name not in broken}
    found += [*repeated(trades), *repeated(agencies), *repeated(agencies, "code")]
    found += misnamed([*trades, *agencies])
    found += [fault for file in (*trades, *agencies) for fault in wrongly_assumed(file)]
    found += [*_papers(pack, trades), *_needs(pack, [file for file in trades if file.name not in broken])]
    for file in agencies:
        found += _agency(file, pack, sound)
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of services and agencies new, changed, unchanged and retired."""
    return services.publish(
        city=pack.file("city").data["code"],
        trades=(file.data for file in pack.files("intermediaries")),
        agencies=(file.data for file in pack.files("agencies")),
    )


def _papers(pack: Pack, trades: list[PackFile]) -> Iterator[Problem]:
    known, made = {file.stem for file in pack.files("materials")}, set()
    for file in trades:
        for at, paper in enumerate(entries(file.data, "papers")):
            if paper not in known:
                yield problem(file, ("papers", at), unknown(paper, "materials/"))
            elif paper in made:
                yield problem(file, ("papers", at), TWICE_MADE)
            made.add(paper)


def _needs(pack: Pack, trades: list[PackFile]) -> Iterator[Problem]:
    """A service that no law asks for is required by no item; one the office buys is asked of no applicant."""
    asked = _asked(pack)
    for file in trades:
        price, said = file.data["price"], file.data
        names = "、".join(dict.fromkeys(name for paper in said["papers"] for name in asked.get(paper, ())))
        if not said["basis"] and names:
            yield problem(file, ("basis",), _filled(NO_BASIS, names))
        elif not said["basis"] and not said["papers"]:
            yield problem(file, ("basis",), NO_NEED)
        if said.get("bought_by") == DEPARTMENT and names:
            yield problem(file, ("bought_by",), _filled(OFFICE_PAYS, names))
        if price["kind"] == GUIDED and not price.get("basis"):
            yield problem(file, ("price", "basis"), NO_GUIDE)
        if Decimal(price["low"]) > Decimal(price["high"]):
            yield problem(file, ("price", "low"), REVERSED)


def _filled(text: Text, names: str) -> Text:
    return Text(text.zh.format(names), text.en.format(names))


def _asked(pack: Pack) -> dict[str, list[str]]:
    """By paper, the items that ask their applicants for it by law and take it from nowhere else."""
    found: dict[str, list[str]] = {}
    replaced = {file.stem for file in pack.files("materials") if file.data.get("licence") or file.data.get("resource")}
    for file in pack.files("items"):
        for row in tables(file.data, "materials"):
            if not row.get("basis") or row.get("licence") or row.get("resource"):
                continue
            if row.get("paper") not in replaced:
                name = file.data.get("name", {})
                found.setdefault(str(row.get("paper")), []).append(str(name.get("zh", file.stem)))
    return found


def _agency(file: PackFile, pack: Pack, trades: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    yield from _identity(file, pack)
    offered: set[object] = set()
    known = {one.stem for one in pack.files("intermediaries")}
    for at, row in enumerate(tables(file.data, "services")):
        key = row.get("service")
        if key is None:
            continue
        if key not in known:
            yield problem(file, ("services", at, "service"), unknown(key, "intermediaries/"))
        elif key in offered:
            yield problem(file, ("services", at, "service"), TAKEN)
        offered.add(key)
        if key in trades:
            yield from _offer(file, at, row, trades[key])


def _identity(file: PackFile, pack: Pack) -> Iterator[Problem]:
    code, division = file.data.get("code"), file.data.get("division")
    try:
        if isinstance(code, str):
            credit.parse(code)
    except Malformed as fault:
        yield problem(file, ("code",), fault.citizen)
    rows = tables(pack.file("divisions").data, "divisions")
    districts = {str(row.get("code")) for row in rows if row.get("level") == "district"}
    if isinstance(division, str) and division not in districts:
        text = Text(f"divisions.toml 里没有“{division}”这个区。", f"There is no district “{division}”.")
        yield problem(file, ("division",), text)


def _offer(file: PackFile, at: int, row: dict[str, Any], trade: dict[str, Any]) -> Iterator[Problem]:
    if trade.get("qualification") and not file.data.get("licences"):
        yield problem(file, ("services", at, "service"), UNQUALIFIED)
    try:
        low, most = Decimal(str(row.get("price"))), Decimal(str(row.get("most", row.get("price"))))
    except ArithmeticError:
        return  # told by the schema
    if low > most:
        yield problem(file, ("services", at, "most"), REVERSED)
    price = trade["price"]
    if price["kind"] == GUIDED and not Decimal(price["low"]) <= low <= most <= Decimal(price["high"]):
        yield problem(file, ("services", at, "price"), OUTSIDE)
