"""Pure parts: what a licence says, how it is written, what it is worth on a day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from yiwang.instruments.licences import codes, contents, standing
from yiwang.kit.codes import licence_id

START, END = date(2026, 1, 10), date(2027, 1, 9)


@pytest.mark.parametrize(
    ("parts", "check"),
    [
        ("11100000000013338W011.11430000006122244L.20230000403.001", "U"),
        ("11100000MB03271699022.340100.000000016.001", "9"),
        ("11100000000013338W009.11330105002500287C.2025052201.002", "0"),
    ],
)
def test_identifiers_seen_in_public_agree_with_ours(parts: str, check: str) -> None:
    assert licence_id.make(*parts.split(".")).endswith(f"{parts}.{check}")


@pytest.mark.parametrize(
    ("today", "changes", "state"),
    [
        (date(2026, 1, 9), (), "not_yet"),
        (START, (), "valid"),
        (END, (), "valid"),
        (date(2027, 1, 10), (), "expired"),
        (date(2026, 6, 1), ("suspended",), "suspended"),
        (date(2026, 6, 1), ("suspended", "restored"), "valid"),
        (date(2026, 6, 1), ("suspended", "revoked"), "revoked"),
        (date(2026, 6, 1), ("replaced",), "revoked"),
        (date(2027, 6, 1), ("suspended",), "expired"),
        (date(2027, 6, 1), ("revoked",), "revoked"),
        (date(2026, 1, 1), ("suspended",), "suspended"),
    ],
)
def test_what_a_licence_is_worth_on_a_day(today: date, changes: tuple[str, ...], state: str) -> None:
    assert standing.state(START, END, changes, today) == state
    assert standing.state(START, None, (), date(2099, 1, 1)) == "valid"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" 小吃店 ", "小吃店"),
        (True, "是"),
        (3, "3"),
        (date(2026, 11, 3), "2026-11-03"),
        (["热食", "冷食"], "热食、冷食"),
    ],
)
def test_values_become_plain_text(value: object, text: str) -> None:
    assert contents.plain(value) == text


def test_dates_are_printed_as_people_write_them() -> None:
    assert contents.shown("2026-11-03") == "2026 年 11 月 3 日"
    assert contents.shown("") == "—"
    assert contents.shown("长期") == "长期"


def test_the_canonical_form_is_the_only_one_read_back() -> None:
    content = {"form": contents.FORM, "type": {}, "holder": {}, "office": {}, "values": {"b": '甲\n"', "a": "乙"}}
    body = contents.encode(content)
    assert body.index(b'"a"') < body.index(b'"b"')
    assert contents.decode(body) == content
    others = [
        json.dumps(content).encode(),
        body + b" ",
        body.replace(b'"a":', b'"a": '),
        body.replace(b"{", b'{"form":"x",', 1),
        b"[]",
        b"\xff",
    ]
    for other in others:
        with pytest.raises(ValueError):
            contents.decode(other)


@pytest.mark.parametrize(
    ("name", "kind", "masked"),
    [
        ("王小满", "person", "王**"),
        ("王", "person", "王*"),
        ("欧阳某某", "person", "欧***"),
        ("上海某某餐饮有限公司", "organisation", "上海******公司"),
        ("某某店", "organisation", "某**"),
    ],
)
def test_names_are_masked(name: str, kind: str, masked: str) -> None:
    assert contents.masked_name(name, kind) == masked


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7K3M-QX2P-9DHT", "7K3MQX2P9DHT"),
        ("7k3m qx2p 9dht", "7K3MQX2P9DHT"),
        ("OI3M-QX2P-9DHL", "013MQX2P9DH1"),
        ("7K3M-QX2P-9DH", None),
        ("7K3M-QX2P-9DHU", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str | None) -> None:
    assert codes.read_code(typed) == code


def test_numbers_are_grouped_for_reading_aloud() -> None:
    assert contents.grouped_number("31010120267K3MQX2P") == "310101 2026 7K3M QX2P"
    assert contents.grouped_number("JY2310101") == "JY2310101"
    assert codes.written_code("7K3MQX2P9DHT") == "7K3M-QX2P-9DHT"


def test_no_two_codes_are_alike() -> None:
    made = {codes.new_code() for _ in range(2000)} | {codes.new_serial() for _ in range(2000)}
    assert len(made) == 4000
