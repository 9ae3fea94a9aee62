"""The guide says who, where and how long in the district one chooses; one item is compared in all of them."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.town import Town

FOOD = "/items/310125001000/"


def test_the_guide_says_what_holds_in_the_district_one_chooses_and_remembers_it(town: Town) -> None:
    client = Client()
    before = client.get(FOOD).content.decode()
    assert "16 个区都办" in before and "浦东新区市场监督管理局" not in before
    chosen = client.get(FOOD, {"district": "310115"}).content.decode()
    assert "上海市浦东新区市场监督管理局" in chosen and "3 个工作日" in chosen and "临港新片区行政服务中心" in chosen
    assert "浦东新区行政服务中心" in client.get(FOOD).content.decode()
    client.get(FOOD, {"district": ""})
    assert "16 个区都办" in client.get(FOOD).content.decode()
    assert client.get(FOOD, {"district": "'; --"}).status_code == 200


def test_one_item_is_compared_in_all_its_districts(town: Town) -> None:
    client = Client()
    page = client.get(f"{FOOD}districts/").content.decode()
    assert page.count('scope="row"') == 16 and "<strong>3 个工作日</strong>" in page and "4 个工作日" in page
    assert "<details" in page and "法定时限" in page.split("<details")[1]
    client.cookies["yiwang_language"] = "en"
    assert "<strong>3 working days</strong>" in client.get(f"{FOOD}districts/").content.decode()
    assert client.get("/items/999999999999/districts/").status_code == 404


def test_an_item_of_one_office_has_nothing_to_choose_and_nothing_to_compare(town: Town) -> None:
    client = Client()
    assert 'name="district"' not in client.get("/items/310709005000/").content.decode()
    assert "没有可以对照的" in client.get("/items/310709005000/districts/").content.decode()


def test_both_pages_ask_few_questions(town: Town) -> None:
    client = Client()
    for path, most in ((f"{FOOD}?district=310115", 10), (f"{FOOD}districts/", 8)):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= most, [each["sql"][:120] for each in asked]
