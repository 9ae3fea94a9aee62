"""Intermediary services on the portal: the directory, why a service is needed, an agency, and rating one's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.town import Town, on
from yiwang.casework.cases import services
from yiwang.registers.intermediaries import queries
from yiwang.registers.intermediaries.models import Offer, Rating


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/agencies/", 3),
        ("/agencies/hygiene-test/", 7),
        ("/agencies/hygiene-test/?district=310104&order=rating", 7),
        ("/agencies/at/lab-pudong/", 4),
        ("/items/310123002000/", 8),
    ],
)
def test_a_page_of_the_directory_asks_few_questions_of_the_database(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_every_service_is_listed_with_how_many_offer_it_and_from_how_much(town: Town) -> None:
    said = plain(Client().get("/agencies/").content)
    assert "公共场所卫生检测和评价" in said and "6 家，980 元/份报告起" in said
    assert "环评文件技术评估" in said and "部门付费" in said


def test_a_service_says_which_items_need_it_by_which_law_and_who_offers_it(town: Town) -> None:
    client = Client()
    said = plain(client.get("/agencies/hygiene-test/").content)
    assert "公共场所卫生许可（新办）" in said and "《公共场所卫生管理条例实施细则》" in said
    assert "GB 37488-2019" in said and "检验检测机构资质认定证书" in said and "800–9000 元/份报告" in said
    assert said.index("样例九峰") < said.index("样例蕰藻") < said.index("样例外滩")
    said = plain(client.get("/agencies/hygiene-test/", {"district": "310101", "order": "time"}).content)
    assert "样例外滩" in said and "样例九峰" not in said
    assert plain(client.get("/agencies/fire-equipment-test/").content).count("没有事项可以要求您先买") == 1


def test_strange_filters_are_no_error_and_unknown_keys_are_not_found(town: Town) -> None:
    client = Client()
    for query in ("district=x&order=y&after=z", "after=1:9999999999999999999", "order=rating&after=:::"):
        assert client.get(f"/agencies/hygiene-test/?{query}").status_code == 200
    assert client.get("/agencies/nothing/").status_code == client.get("/agencies/at/nothing/").status_code == 404


def test_an_agency_says_what_it_offers_and_that_it_is_invented(town: Town) -> None:
    said = plain(Client().get("/agencies/at/lab-pudong/").content)
    assert "样例CMA-2023-0001" in said and "有效期到 2029-04-30" in said and "虚构" in said
    assert "1600–6800 元/份报告" in said and "7 个工作日内" in said and "还没有评价" in said


def test_the_same_in_english(town: Town) -> None:
    client = Client()
    client.cookies["yiwang_language"] = "en"
    said = plain(client.get("/agencies/hygiene-test/").content)
    assert "What it is needed for" in said and "¥1600–6800 per report" in said and "within 7 working days" in said
    assert "Made by an agency" in plain(client.get("/items/310123002000/").content)


def test_the_guide_leads_from_a_paper_to_who_makes_it_and_not_from_others(town: Town) -> None:
    page = Client().get("/items/310123002000/").content.decode()
    assert page.count("由中介机构出具") >= 2 and 'href="/agencies/hygiene-test/"' in page
    assert "由中介机构出具" not in Client().get("/items/310125001000/").content.decode().split("产品检验报告")[0]


def test_an_average_is_shown_with_its_number_and_never_below_the_threshold(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.rules, "rating_threshold", lambda: 3)
    offers = Offer.objects.filter(agency__key="lab-huangpu")
    offers.update(stars=9, voices=2)
    assert "2 人评，还太少，不算平均" in plain(Client().get("/agencies/at/lab-huangpu/").content)
    offers.update(stars=14, voices=3)
    said = plain(Client().get("/agencies/hygiene-test/", {"order": "rating"}).content)
    assert "4.7 星，3 人评" in said and said.index("样例外滩") < said.index("样例九峰")
    assert not Rating.objects.exists()


def test_the_agency_of_ones_own_decided_case_is_rated_once(town: Town, enter: Any) -> None:
    item, large = town.item("food-business"), {"mode": "catering", "size": "large", "delivery": "yes"}
    with on("11-10"):
        number = town.apply(town.person("sun", "snack"), item, large).number
    client, path = enter("sun"), f"/cases/{number}/agencies/"
    client.post("/me/act-for/", {"party": str(town.cast.parties["snack"])})
    assert client.get(path).status_code == 409  # not decided yet
    clerk, approver = town.staff(item, "clerk"), town.staff(item, "approver")
    with on("11-11"):
        services.accept(actor=clerk, number=number, expected=None)
        services.grant(actor=approver, number=number, expected=None)
    assert path in client.get(f"/cases/{number}/").content.decode()
    refused = client.post(path, {"text": "取样很快"})
    assert refused.status_code == 422 and "取样很快" in refused.content.decode()
    given = {"agency": "food-test/lab-xuhui", "stars": "4", "text": "取样很快"}
    assert client.post(path, given).status_code == 302
    assert client.post(path, given | {"stars": "1"}).status_code == 422
    assert Rating.objects.get().stars == 4 and "4 颗星" in plain(client.get(path).content)
    other = {"agency": "hygiene-test/lab-huangpu", "stars": "1"}
    assert client.post(path, other).status_code == 409  # nothing of theirs was in the case
