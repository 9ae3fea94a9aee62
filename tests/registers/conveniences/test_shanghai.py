"""The city's conveniences: as many as promised, most of them worked out here, each by a rule that can be looked up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yiwang.kit.calendar import pack as workdays
from yiwang.kit.errors import Invalid
from yiwang.kit.pack import Pack
from yiwang.registers.conveniences import calculating
from yiwang.registers.conveniences.convenience import Convenience, read
from yiwang.registers.conveniences.formula import Day

PACK = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
ALL = [read(file.plain) for file in PACK.files("conveniences")]
CALENDAR = workdays.read(PACK)
TABLES = [each for each in ALL if each.kind == "table"]


def of(key: str) -> Convenience:
    return next(each for each in ALL if each.key == key)


def answer(key: str, on: date = date(2026, 11, 23), **given: str) -> calculating.Answer:
    return calculating.answer(of(key), given, Day(on, CALENDAR))


def test_there_are_as_many_as_promised_for_citizens_and_for_enterprises() -> None:
    for audience, own in (("citizen", 8), ("enterprise", 9)):
        found = [each for each in ALL if each.audience in (audience, "both")]
        assert len([each for each in found if each.kind != "page"]) >= 20
        assert len([each for each in TABLES if each.audience == audience]) >= own
    assert len(ALL) == len({each.key for each in ALL}) == len({each.order for each in ALL})


@pytest.mark.parametrize("found", TABLES, ids=lambda each: each.key)
def test_every_calculation_names_its_law_and_has_examples(found: Convenience) -> None:
    rows = [row for step in found.steps for row in step.rows] + list(found.results)
    assert any(row.basis for row in rows) and len(found.examples) >= 2
    assert all(basis.law for row in rows for basis in row.basis)


@pytest.mark.parametrize("found", TABLES, ids=lambda each: each.key)
def test_wages_and_births_never_stand_in_an_address(found: Convenience) -> None:
    for each in found.inputs:
        is_about_a_person = each.key in ("born", "wage", "income", "insurance", "age", "profit")
        assert each.personal or not is_about_a_person, each.key


def test_a_man_born_in_september_1976_retires_at_63() -> None:
    made = answer("retirement-age", born="1976-09-01", group="man")
    assert "2039 年 9 月" in made.say.zh and "September 2039" in made.say.en
    assert "全国人民代表大会" not in made.say.zh and made.lines[-1].basis[0].article == "第二条"


def test_a_date_in_a_year_without_a_notice_is_provisional() -> None:
    assert not answer("workdays-after", start="2026-11-02", count="5").is_provisional
    assert answer("workdays-after", start="2026-12-20", count="20").is_provisional


def test_a_rule_holds_on_its_days_only() -> None:
    before = answer("small-taxpayer-vat", on=date(2027, 12, 31), period="month", sales="90000")
    after = answer("small-taxpayer-vat", on=date(2028, 1, 1), period="month", sales="90000")
    assert "免征" in before.say.zh and "2,700.00 元" in after.say.zh
    assert any(line.is_assumed for line in after.lines)


def test_what_is_missing_or_wrong_is_told_by_field() -> None:
    with pytest.raises(Invalid) as fault:
        answer("severance-pay", joined="2020-02-30", left="", wage="x", way="dog")
    assert set(fault.value.fields) == {"joined", "left", "wage", "way"}
    with pytest.raises(Invalid) as fault:
        answer("severance-pay", joined="2020-01-01", left="2022-01-01", wage="1", way="plain")
    assert set(fault.value.fields) == {"left"}


def test_a_day_before_the_rules_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as fault:
        answer("last-day-to-appeal", way="review", known="2023-12-31")
    assert set(fault.value.fields) == {"known"}


def test_full_width_digits_and_thousands_are_read() -> None:
    assert "2,750.00 元" in answer("overtime-pay", wage="８，７００", extended="10", rest="8", holiday="8").say.zh
