"""Convenience services: worked out on the page with the rule beside it, and nothing kept of what was asked."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.journeys.town import Town, on
from tests.registers import people
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.pack import Pack
from yiwang.registers.conveniences.convenience import Convenience, read
from yiwang.surfaces.portal import handy

LEAVE = {"go": "1", "years": "12", "sick": "", "left": ""}
RETIRE = {"go": "1", "born-year": "1976", "born-month": "9", "born-day": "1", "group": "man"}


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/services/", 1),
        ("/services/annual-leave/?go=1&years=12", 1),
        ("/services/unemployment-months/?go=1&years=12&will=no", 2),
        ("/services/holidays/", 1),
        ("/services/halls-nearby/", 4),
        ("/services/office-phones/", 2),
    ],
)
def test_a_page_asks_few_questions_of_the_database(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_they_are_listed_for_whom_they_are_for(town: Town) -> None:
    page = Client().get("/services/").content.decode()
    assert "年休假有几天" in page.split('id="enterprise"')[0]
    assert "残保金要缴多少" in page.split('id="enterprise"')[1]
    assert 'href="/services/annual-leave/"' in Client().get("/").content.decode()


def test_every_service_of_the_city_has_a_page_in_both_languages(town: Town) -> None:
    client = Client()
    for found in handy.shown("310000"):
        answer = client.get(f"/services/{found.key}/")
        assert answer.status_code == (302 if found.kind == "page" else 200), found.key
    english = client.get("/services/", {"lang": "en"}, follow=True).content.decode()
    assert "Days of annual leave" in english


def test_the_answer_stands_with_its_rule_and_article(town: Town) -> None:
    said = plain(Client().get("/services/annual-leave/", LEAVE).content)
    assert "今年可以休 10 天年休假" in said
    assert "《职工带薪年休假条例》 第三条" in said or "《职工带薪年休假条例》第三条" in said


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(town: Town) -> None:
    answer = Client().get("/services/annual-leave/", LEAVE | {"years": "twelve", "sick": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#f-years"' in page and 'aria-invalid="true"' in page
    assert 'value="twelve"' in page and 'value="1"' in page and 'id="answer"' not in page


def test_what_is_personal_is_sent_in_the_body_and_never_read_from_an_address(town: Town) -> None:
    client = Client()
    assert 'method="post"' in client.get("/services/retirement-age/").content.decode()
    assert "2039 年 9 月" in plain(client.post("/services/retirement-age/", RETIRE).content)
    assert "2039" not in plain(client.get("/services/retirement-age/", RETIRE).content)


def test_control_where_everything_may_be_shared_an_address_tells_of_the_person(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Convenience, "is_shareable", True)
    with pytest.raises(AssertionError):
        test_what_is_personal_is_sent_in_the_body_and_never_read_from_an_address(town)


def test_a_forged_form_is_refused(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/services/retirement-age/", RETIRE).status_code == 403


def test_an_identity_number_is_checked_and_neither_shown_nor_kept(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    number = people.citizen_number(77)
    client, before = Client(), Leaf.objects.count()
    right = client.post("/services/check-identity-number/", {"number": number})
    assert right.status_code == 200 and "结构对" in plain(right.content)
    mistyped = number[:-1] + ("1" if number[-1] != "1" else "2")
    wrong = client.post("/services/check-identity-number/", {"number": mistyped})
    assert wrong.status_code == 422 and "校验位对不上" in plain(wrong.content)
    for answer in (right, wrong):
        assert number[:17] not in answer.content.decode() and "no-" in answer["Cache-Control"]
    assert Leaf.objects.count() == before and number[:17] not in caplog.text


@pytest.mark.parametrize(
    ("key", "number", "says"),
    [
        ("check-credit-code", "91310000MA1FL0B58B", "校验位"),
        ("check-division-code", "310103", "黄浦"),
        ("check-item-code", "310125001000", "基本编码，12 位"),
        ("check-item-code", "31012500", "应为"),
        ("check-licence-identifier", "11100000000013338W011.11430000006122244L.20230000403.001.U", "验证证照"),
        ("check-licence-identifier", "", "请把号码填上"),
    ],
)  # fmt: skip
def test_a_number_is_explained_in_words(town: Town, key: str, number: str, says: str) -> None:
    assert says in plain(Client().post(f"/services/{key}/", {"number": number}).content)


def test_a_result_that_a_notice_may_change_says_so(town: Town) -> None:
    with on("12-20"):
        query = {"go": "1", "start": "2026-12-20", "count": "20"}
        assert "还没有公布放假安排" in plain(Client().get("/services/workdays-after/", query).content)


def test_holidays_and_halls_are_listed(town: Town) -> None:
    assert "10 月 1 日" in plain(Client().get("/services/holidays/", {"year": "2026"}).content)
    assert Client().get("/services/holidays/", {"year": "9999"}).status_code == 200
    assert Client().get("/services/halls-nearby/", {"district": "310101"}).status_code == 200


@pytest.mark.parametrize(
    ("words", "key"),
    [("年假", "annual-leave"), ("残保金", "disabled-employment-fund"), ("延迟退休", "retirement-age"),
     ("VAT", "small-taxpayer-vat"),
     ("zzqqxx", None)],
)  # fmt: skip
def test_a_service_is_found_by_what_people_type(town: Town, words: str, key: str | None) -> None:
    page = Client().get("/search/", {"q": words}).content.decode()
    assert (f'href="/services/{key}/"' in page) is (key is not None)


@pytest.mark.parametrize("value", ["9" * 40, "1e9", "-1", "²", "NaN", "1/0", "' OR 1=1"])
def test_a_strange_number_is_answered_without_failing(town: Town, value: str) -> None:
    assert Client().get("/services/annual-leave/", LEAVE | {"years": value}).status_code == 422


def test_an_unknown_service_is_not_found(town: Town) -> None:
    assert Client().get("/services/nothing/").status_code == 404


def test_the_pages_that_conveniences_stand_for_are_there(town: Town) -> None:
    for file in Pack(settings.PACK).files("conveniences"):
        found = read(file.plain)
        if found.kind == "page" and handy.has_page(found):
            assert reverse(f"portal:{handy.PAGES[found.target]}")
