"""Numbers of people: citizens, residents of Hong Kong, Macao and Taiwan, foreign permanent residents, telephones."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from id_validator import validator as other_library
from stdnum.cn import ric

from yiwang.kit.calendar import at
from yiwang.kit.codes import Malformed, citizen, mobile, residence
from yiwang.kit.codes.reading import Reason

DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1))


def numbered(area: str, birth: date | str, sequence: int) -> str:
    body = f"{area}{birth if isinstance(birth, str) else birth.strftime('%Y%m%d')}{sequence:03d}"
    return body + citizen.check(body)


@pytest.mark.parametrize(
    ("typed", "area", "birth_on", "is_male", "is_permit"),
    [
        ("11010519491231002X", "110105", date(1949, 12, 31), False, False),
        ("810000199408230021", "810000", date(1994, 8, 23), False, True),
        ("830000199201300022", "830000", date(1992, 1, 30), False, True),
    ],
)
def test_published_numbers_are_read(typed: str, area: str, birth_on: date, is_male: bool, is_permit: bool) -> None:
    read = citizen.parse(typed)
    assert (read.area, read.birth_on, read.is_male, read.is_permit) == (area, birth_on, is_male, is_permit)
    assert (read.number, read.warnings) == (typed, ())


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X\u3000",
    ],
)
def test_a_number_is_read_however_an_input_method_types_it(typed: str) -> None:
    assert citizen.parse(typed).number == "11010519491231002X"


WRONG: list[tuple[str, Reason]] = [
    ("", "length"),
    ("11010519491231002", "length"),
    ("11010519491231002XX", "length"),
    ("110105491231002", "length"),
    ("1101O519491231002X", "character"),
    ("11010519491231002Y", "character"),
    ("1101051949123100XX", "character"),
    ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "character"),
    ("१10105194912310021", "character"),
    ("11010519491231²02X", "character"),
    ("1101051949123100\u200b2", "character"),
    ("11010519491331002X", "date"),
    (numbered("110105", "19490229", 2), "date"),
    (numbered("110105", "19000229", 2), "date"),
    (numbered("110105", "20260101", 2), "date"),
    (numbered("110105", "00010101", 2), "date"),
    (numbered("110105", "00000000", 2), "date"),
    ("110105194912310021", "check"),
    ("110105194912310039", "check"),
    (numbered("932682", "19850101", 1), "kind"),
    (numbered("010105", "19850101", 1), "kind"),
]


@pytest.mark.parametrize(("typed", "reason"), WRONG)
def test_a_wrong_number_is_refused_and_told_what_is_wrong(typed: str, reason: Reason) -> None:
    with at(datetime(2025, 12, 31, 12, tzinfo=UTC)), pytest.raises(Malformed) as refused:
        citizen.parse(typed)
    assert refused.value.reason == reason
    said = refused.value.citizen.zh + refused.value.citizen.en + str(refused.value)
    assert not typed or typed not in said
    assert typed[6:14] not in said or not typed[6:14]


def test_the_29th_of_february_is_a_birthday_in_leap_years() -> None:
    assert citizen.parse(numbered("310101", "20000229", 3)).birth_on == date(2000, 2, 29)


def test_an_unknown_area_is_a_warning_and_a_retired_one_is_not() -> None:
    known = frozenset({"310101", "310104"})
    assert len(citizen.parse(numbered("390101", "19800101", 1)).warnings) == 1
    assert len(citizen.parse(numbered("310199", "19800101", 1), areas=known).warnings) == 1
    assert citizen.parse(numbered("310103", "19800101", 1), areas=known).warnings == ()
    assert citizen.parse(numbered("440101", "19800101", 1), areas=known).warnings == ()


@settings(deadline=None)
@given(DAYS, st.integers(1, 999), st.sampled_from(["110101", "310101", "440103", "310103", "510104"]))
def test_two_independent_libraries_agree_that_a_number_is_right(birth: date, sequence: int, area: str) -> None:
    number = numbered(area, birth, sequence)
    read = citizen.parse(number)
    assert ric.calc_check_digit(number) == number[-1]
    assert ric.get_birth_date(number) == read.birth_on
    told = other_library.get_info(number)
    assert told and (told["sex"] == 1) == read.is_male and told["birthday_code"] == read.birth_on.isoformat()


@settings(deadline=None)
@given(DAYS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_mistyped_character_is_always_found(birth: date, sequence: int, place: int, letter: str) -> None:
    number = numbered("310115", birth, sequence)
    mistyped = number[:place] + letter + number[place + 1 :]
    if mistyped != number:
        with pytest.raises(Malformed):
            citizen.parse(mistyped)
        assert not ric.is_valid(mistyped)


def test_a_permanent_residents_newer_card_is_read() -> None:
    read = residence.parse("932682198501010017")
    assert (read.generation, read.area, read.nationality, read.birth_on) == (2023, "32", "682", date(1985, 1, 1))
    assert (read.is_male, read.warnings) == (True, ())


def test_a_permanent_residents_older_card_is_read() -> None:
    body = "USA31018501010"
    read = residence.parse(body.lower() + residence.check_older(body))
    assert (read.generation, read.area, read.nationality) == (2017, "3101", "USA")
    assert (read.birth_on, read.is_male, read.warnings) == (date(1985, 1, 1), None, ())


def test_the_older_cards_check_digit_only_warns() -> None:
    body = "USA31018501010"
    other = str((int(residence.check_older(body)) + 1) % 10)
    assert len(residence.parse(body + other).warnings) == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("93268219850101001", "length"),
        ("932682198501010018", "check"),
        ("932682198502300010", "date"),
        ("832682198501010017", "kind"),
        ("93268219850101001A", "character"),
        ("US131018501010X", "character"),
        ("USA3101850101OO", "character"),
        ("USA310185023001", "date"),
    ],
)
def test_a_wrong_residence_number_is_refused(typed: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        residence.parse(typed)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "typed", ["13800138000", "+86 138 0013 8000", "0086-13800138000", "86 13800138000", "１３８００１３８０００"]
)
def test_a_mobile_number_is_read_with_or_without_the_country(typed: str) -> None:
    assert mobile.parse(typed).number == "13800138000"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1380013800", "length"),
        ("12800138000", "kind"),
        ("23800138000", "kind"),
        ("1380013800a", "character"),
        ("١٣٨٠٠١٣٨٠٠٠", "character"),
    ],
)
def test_a_wrong_mobile_number_is_refused(typed: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        mobile.parse(typed)
    assert refused.value.reason == reason
    assert typed not in refused.value.citizen.zh + refused.value.citizen.en
