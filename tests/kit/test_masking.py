"""Logs and pages show enough of a number to know one's own, and an event is one line."""

from __future__ import annotations

import logging

import pytest

from yiwang.kit import masking

CITIZEN = "11010519491231002X"
CREDIT = "91310000MA1FL0000X"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (CITIZEN, "1101************2X"),
        (CREDIT, "9131************0X"),
        ("CHN310198001015", "CHN3*********15"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_an_identifier_shows_its_ends(value: str, shown: str) -> None:
    assert masking.identifier(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("13900001234", "139****1234"), ("1390", "****"), ("", "****")])
def test_a_mobile_shows_its_ends(value: str, shown: str) -> None:
    assert masking.mobile(value) == shown


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (f"no number {CITIZEN} found", "no number 1101************2X found"),
        (f"id={CITIZEN.lower()},", "id=1101************2x,"),
        (f"ID{CITIZEN}", "ID1101************2X"),
        (f"身份证号{CITIZEN}有误", "身份证号1101************2X有误"),
        ("110105 19491231 0021", "1101**************21"),
        ("１１０１０５１９４９１２３１００２Ｘ", "１１０１************２Ｘ"),
        ("110105491231002", "1101*********02"),
        (f"company {CREDIT}!", "company 9131************0X!"),
        (CREDIT.lower(), "9131************0x"),
        ("card CHN310198001015", "card CHN3*********15"),
        ("call 13900001234 now", "call 139****1234 now"),
        ("+8613900001234", "+86139****1234"),
        ("0086 139 0000 1234", "0086139****1234"),
        ("139-0000-1234", "139****1234"),
        (f"{CITIZEN},{CITIZEN}", "1101************2X,1101************2X"),
        (f"/find?number={CITIZEN}&phone=13900001234", "/find?number=1101************2X&phone=139****1234"),
    ],
)
def test_every_identifier_in_a_text_is_masked(line: str, masked: str) -> None:
    assert masking.text(line) == masked


@pytest.mark.parametrize(
    "line",
    [
        "",
        "case 310000202611230001 opened"[:12],
        "2026-11-23 09:23:42,123 INFO served in 12 ms",
        "item 310125001000 version 3",
        "12345 热线",
        "021-12345678",
        "port 8000, 127.0.0.1",
    ],
)
def test_other_numbers_stay(line: str) -> None:
    assert masking.text(line) == line


def logged(message: object, *values: object, error: bool = False) -> str:
    try:
        if error:
            raise ValueError(f"bad {CITIZEN}")
        info = None
    except ValueError as caught:
        info = (type(caught), caught, caught.__traceback__)
    record = logging.LogRecord("yiwang", logging.INFO, "f.py", 1, message, values, info)
    assert masking.MaskIdentifiers().filter(record)
    return masking.OneLine().format(record)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("ok\n2026-11-23 INFO yiwang admin signed in", "\\x0a2026"),
        ("ok\r\nforged", "\\x0d\\x0aforged"),
        ("\x1b[2J\x1b[31mred", "\\x1b[2J\\x1b[31mred"),
        ("a\u2028b\u0085c", "\\x2028b\\x85c"),
        ("\u202eevil", "\\x202eevil"),
        ("nul\x00", "nul\\x00"),
        ('{"broken": ', '{"broken": '),
        ("中文照原样", "中文照原样"),
    ],
)
def test_a_value_cannot_forge_a_second_record(value: str, seen: str) -> None:
    line = logged("name: %s", value)
    assert seen in line
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_an_error_with_its_trace_is_one_line_and_masked() -> None:
    line = logged("failed", error=True)
    assert len(line.splitlines()) == 1
    assert CITIZEN not in line
    assert "ValueError: bad 1101************2X" in line


def test_an_identifier_split_over_message_and_values_is_masked() -> None:
    assert CITIZEN not in logged("number 110105%s", CITIZEN[6:])


def test_a_wrong_number_of_values_is_logged_and_does_not_stop_the_act() -> None:
    line = logged("number %s and %s", CITIZEN)
    assert "1101************2X" in line
