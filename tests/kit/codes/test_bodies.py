"""Codes of organisations, places, items and licences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_37_36

from yiwang.kit.codes import Malformed, credit, divisions, items, licence_id, organisation
from yiwang.kit.codes.reading import Reason


@pytest.mark.parametrize(
    "typed",
    ["91110000600037341L", "91110000600037341l", "9111 0000 6000 3734 1L", "９１１１００００６０００３７３４１Ｌ"],
)
def test_a_published_credit_code_is_read(typed: str) -> None:
    read = credit.parse(typed)
    assert (read.code, read.registrar, read.kind, read.division, read.organisation) == (
        "91110000600037341L",
        "9",
        "1",
        "110000",
        "600037341",
    )
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("9111000060003734", "length"),
        ("91110000600037341I", "character"),
        ("9111000060003734٠L", "character"),
        ("91110000600037341A", "check"),
        ("91110000600037341K", "check"),
    ],
)
def test_a_wrong_credit_code_is_refused_without_repeating_it(typed: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        credit.parse(typed)
    assert refused.value.reason == reason
    assert typed not in refused.value.citizen.zh + refused.value.citizen.en


@settings(deadline=None)
@given(st.text("0123456789", min_size=8, max_size=8), st.text(credit.ALPHABET, min_size=9, max_size=9))
def test_another_library_agrees_about_credit_codes(digits: str, rest: str) -> None:
    code = digits + rest + credit.check(digits + rest)
    assert uscc.is_valid(code) and credit.parse(code).code == code


def test_an_agency_with_a_wrong_check_character_is_kept_with_a_warning() -> None:
    # Two agencies of Guangdong's public records are written so.
    assert [len(credit.agency(code).warnings) for code in ("TE440000GD030003VV", "13440000515356094L")] == [1, 1]
    with pytest.raises(Malformed):
        credit.parse("13440000515356094L")


@pytest.mark.parametrize(
    ("typed", "code"), [("600037341", "600037341"), ("60003734-1", "600037341"), ("00001333-8", "000013338")]
)
def test_an_organisation_code_is_read(typed: str, code: str) -> None:
    assert organisation.parse(typed) == code


@pytest.mark.parametrize(
    ("typed", "reason"), [("60003734", "length"), ("600037342", "check"), ("60003734Y", "character")]
)
def test_a_wrong_organisation_code_is_refused(typed: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        organisation.parse(typed)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("code", "level", "ancestors", "replaced_by"),
    [
        ("310000", "province", (), ""),
        ("310100", "city", ("310000",), ""),
        ("310101", "county", ("310000", "310100"), ""),
        ("310101002", "town", ("310000", "310100", "310101"), ""),
        ("310101002001", "village", ("310000", "310100", "310101", "310101002"), ""),
        ("310103", "county", ("310000", "310100"), "310101"),
        ("310108", "county", ("310000", "310100"), "310106"),
        ("310119", "county", ("310000", "310100"), "310115"),
        ("310230", "county", ("310000", "310200"), "310151"),
    ],
)
def test_a_division_is_read_with_its_ancestors(
    code: str, level: str, ancestors: tuple[str, ...], replaced_by: str
) -> None:
    read = divisions.parse(code)
    assert (read.level, read.ancestors, read.replaced_by, read.warnings) == (level, ancestors, replaced_by, ())


def test_an_unknown_division_is_a_warning() -> None:
    assert len(divisions.parse("390000").warnings) == 1
    assert len(divisions.parse("310199", known=frozenset({"310101"})).warnings) == 1
    with pytest.raises(Malformed):
        divisions.parse("31010")


@pytest.mark.parametrize(
    ("code", "form", "agency", "level", "catalogue", "sequence"),
    [
        ("310750019000", "catalogue", "", "", "310750019000", ""),
        ("11440000006940116U2440102003001", "implementation", "11440000006940116U", "2", "440102003001", ""),
        ("11440000006940116U200010500400006", "handling", "11440000006940116U", "2", "000105004000", "06"),
        ("11440000006940116U2000105004000001", "material", "11440000006940116U", "2", "000105004000", "001"),
    ],
)
def test_an_item_code_is_taken_apart(
    code: str, form: str, agency: str, level: str, catalogue: str, sequence: str
) -> None:
    read = items.parse(code)
    assert (read.form, read.agency, read.level) == (form, agency, level)
    assert (read.catalogue, read.sequence, read.warnings) == (catalogue, sequence, ())


def test_the_parts_of_a_catalogue_code_have_names() -> None:
    read = items.parse("310750019000")
    assert (read.area, read.kind, read.department, read.main, read.sub) == ("31", "07", "50", "019", "000")


def test_an_implementation_code_is_made_from_its_parts() -> None:
    assert items.make("11440000006940116u", "2", "440102003001") == "11440000006940116U2440102003001"
    with pytest.raises(Malformed):
        items.make("11440000006940116U", "9", "440102003001")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("3107500190001", "length"),
        ("31075001900Y", "character"),
        ("11440000006940116U8440102003001", "kind"),
        ("11440000006940116U244010200300100", "kind"),
        ("1144000000694011.U2440102003001", "character"),
        ("无", "length"),
    ],
)
def test_a_wrong_item_code_is_refused(code: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        items.parse(code)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("code", "warnings"),
    [("TE440000GD030003VV2440102003001", 1), ("390150019000", 1), ("319950019000", 1), ("000105004000", 0)],
)
def test_what_official_data_has_is_a_warning(code: str, warnings: int) -> None:
    assert len(items.parse(code).warnings) == warnings


LICENCES = [
    ("11100000000013338W011", "11430000006122244L", "20230000403", "001", "U"),
    ("11100000MB03271699022", "340100", "000000016", "001", "9"),
    ("11100000000013338W009", "11330105002500287C", "2025052201", "002", "0"),
]


@pytest.mark.parametrize(("type_code", "issuer", "serial", "version", "check"), LICENCES)
def test_published_licence_identifiers_carry_our_check_character(
    type_code: str, issuer: str, serial: str, version: str, check: str
) -> None:
    made = licence_id.make(type_code, issuer, serial, version)
    assert made == f"1.2.156.3005.2.{type_code}.{issuer}.{serial}.{version}.{check}"
    read = licence_id.parse(made, strict=True)
    assert (read.type_code, read.issuer, read.serial, read.version) == (type_code, issuer, serial, version)


def test_a_printed_identifier_with_another_check_character_is_a_warning_unless_strict() -> None:
    printed = "11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"
    assert len(licence_id.parse(printed).warnings) == 1
    assert licence_id.make(*printed.split(".")[:4]).endswith(".D")
    with pytest.raises(Malformed) as refused:
        licence_id.parse(printed, strict=True)
    assert refused.value.reason == "check"


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [
        ("", "length"),
        ("11100000000013338W011.340100.1.001", "length"),
        ("11100000000013338W01.340100.1.001.0", "length"),
        ("11100000000013338W011.340100.1.01A.0", "character"),
        ("11100000000013338W011.340100..001.0", "length"),
        ("11100000000013338W011.340100.１_.001.0", "character"),
    ],
)
def test_a_wrong_licence_identifier_is_refused(identifier: str, reason: Reason) -> None:
    with pytest.raises(Malformed) as refused:
        licence_id.parse(identifier)
    assert refused.value.reason == reason


@settings(deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=60))
def test_another_library_agrees_about_the_check_character(body: str) -> None:
    assert licence_id.check(body) == mod_37_36.calc_check_digit(body)
