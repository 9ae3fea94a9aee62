"""The portal's pages: few queries, nobody else's things, and nothing lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.journeys.town import Town
from yiwang.casework.cases.models import Case
from yiwang.casework.intake.models import Draft
from yiwang.registers.offices.models import City
from yiwang.surfaces.portal.models import BlindSpot
from yiwang.surfaces.portal.shelf import _shelf

INSTANT = "310750019000"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def begun(client: Client) -> str:
    """A draft of an instant item, its questions answered; returns its address."""
    address = client.post(f"/items/{INSTANT}/start/")["Location"]
    while "/question/" in address:
        page = client.get(address).content.decode()
        key, value = re.search(r'type="radio" name="([^"]+)" id="o-0" value="([^"]+)"', page).groups()  # type: ignore[union-attr]
        address = client.post(address, {key: value, "edition": hidden(page, "edition")})["Location"]
    return address.replace("materials/", "")


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 6), (f"/items/{INSTANT}/", 5), ("/items/", 8), ("/search/?q=失业", 5), ("/verify/", 0), ("/halls/", 4)],
)
def test_a_public_page_asks_few_questions(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


@pytest.mark.parametrize(
    ("path", "most"), [("/", 12), ("/cases/", 8), ("/licences/", 8), ("/me/data/", 7), ("/drafts/", 6)]
)
def test_my_own_pages_ask_few_questions(enter: Any, path: str, most: int) -> None:
    client = enter("chen")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_the_home_page_says_what_it_is(town: Town) -> None:
    _shelf.cache_clear()
    page = Client().get("/").content.decode()
    assert "一网通办" in page and "您要办什么事？" in page and "人生大事" in page


def test_a_search_without_a_result_is_counted_without_a_name_or_a_number(town: Town) -> None:
    client = Client()
    for _ in range(2):
        assert "没有找到" in client.get("/search/", {"q": "qqxxzz 310115198809209992"}).content.decode()
    spot = BlindSpot.objects.get()
    assert spot.times == 2 and "310115198809209992" not in spot.words


def test_every_form_without_its_token_is_refused(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    for route in ("/sign-in/", "/sign-in/as/", "/sign-out/", f"/items/{INSTANT}/start/", "/verify/", "/me/act-for/"):
        assert client.post(route).status_code == 403, route


def test_no_view_of_the_portal_is_exempt_from_the_token() -> None:
    portal = next(each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "portal")
    assert not [each.name for each in portal.url_patterns if getattr(each.callback, "csrf_exempt", False)]


def test_a_page_of_mine_asks_a_stranger_to_sign_in_and_comes_back(enter: Any) -> None:
    answer = Client().get("/cases/?after=5")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/?next=%2Fcases%2F%3Fafter%3D5"


def test_what_a_visitor_began_is_theirs_after_signing_in(enter: Any) -> None:
    client = Client()
    draft = begun(client)
    assert client.get(f"{draft}materials/").status_code == 200
    assert Client().get(f"{draft}materials/").status_code == 404
    client.post("/sign-in/as/", {"persona": "chen"})
    assert client.get(f"{draft}materials/").status_code == 200
    assert enter("lin").get(f"{draft}materials/").status_code == 404


def test_an_expired_session_loses_nothing_of_a_form(enter: Any) -> None:
    client = enter("chen")
    draft = begun(client)
    client.get(f"{draft}materials/")
    typed = {"name": "陈某海", "anything": "写了很久的话"}
    client.cookies.pop("yiwang_session")
    asked = client.post(f"{draft}form/applicant/", typed)
    page = asked.content.decode()
    assert asked.status_code == 403 and "写了很久的话" not in page
    offered = client.post("/sign-in/as/", {"persona": "chen", "kept": hidden(page, "kept")}).content.decode()
    assert f'action="{draft}form/applicant/"' in offered and hidden(offered, "anything") == "写了很久的话"


def test_what_was_kept_is_not_shown_to_somebody_else_on_the_same_machine(enter: Any) -> None:
    client = enter("chen")
    draft = begun(client)
    client.cookies.pop("yiwang_session")
    page = client.post(f"{draft}form/applicant/", {"anything": "写了很久的话"}).content.decode()
    answer = client.post("/sign-in/as/", {"persona": "lin", "kept": hidden(page, "kept")})
    assert answer.status_code == 302 and "写了很久的话" not in answer.content.decode()


def test_another_persons_case_is_not_found_and_leaves_a_trace(enter: Any, town: Town) -> None:
    receipt = town.apply(town.person("chen"), town.item("unemployment-registration"))
    assert enter("chen").get(f"/cases/{receipt.number}/").status_code == 200
    theirs = enter("lin").get(f"/cases/{receipt.number}/")
    unknown = enter("lin").get("/cases/31002611230000000000/")
    assert theirs.status_code == unknown.status_code == 404
    assert receipt.number not in theirs.content.decode()
    assert "cases.refused_read" in town.on_the_ledger(receipt.number)


def test_pressing_submit_again_leads_to_the_first_receipt(enter: Any, town: Town) -> None:
    receipt = town.apply(town.person("chen"), town.item("unemployment-registration"))
    draft, client = Draft.objects.get(case_number=receipt.number), enter("chen")
    again = client.post(f"/apply/{draft.public_id}/submit/", {"key": "another", "edition": "1"})
    assert again["Location"] == f"/apply/{draft.public_id}/receipt/" and Case.objects.count() == 1
    assert receipt.number[:4] in client.get(again["Location"]).content.decode()


def test_an_unfinished_draft_is_not_filed_and_says_what_is_missing(enter: Any) -> None:
    client = enter("chen")
    answer = client.post(f"{begun(client)}submit/", {"key": "k"})
    assert answer.status_code == 422 and not Case.objects.exists()
    assert "还没有填完" in answer.content.decode()


def test_nobody_acts_for_a_company_that_is_not_theirs(enter: Any, town: Town) -> None:
    client = enter("lin")
    assert client.post("/me/act-for/", {"party": town.cast.parties["snack"]}).status_code == 404
    assert enter("sun").post("/me/act-for/", {"party": town.cast.parties["snack"]}).status_code == 302


def test_a_wrong_password_says_the_same_for_everybody(town: Town) -> None:
    wrong = Client().post("/sign-in/", {"login": "13900001001", "password": "x"})
    unknown = Client().post("/sign-in/", {"login": "13999999999", "password": "x"})
    assert wrong.status_code == unknown.status_code == 422
    assert "手机号或密码不对" in wrong.content.decode() and "手机号或密码不对" in unknown.content.decode()


def test_a_summary_that_is_out_of_date_says_so_and_files_nothing(enter: Any) -> None:
    client = enter("chen")
    answer = client.post(f"{begun(client)}submit/", {"key": "k", "edition": "9999"})
    assert answer.status_code == 409 and not Case.objects.exists()
    assert "这一页打开以后内容有了变化" in answer.content.decode()


def test_another_city_is_shown_only_when_chosen_and_says_so(town: Town) -> None:
    City.objects.create(code="440000", name="广东省", name_en="Guangdong", source="guangdong")
    client = Client()
    assert "/items/?city=440000" not in client.get("/search/?q=小吃店").content.decode()
    assert 'href="?city=440000"' in client.get("/items/").content.decode()
    for path in ("/items/?city=440000", "/search/?q=小吃店&city=440000"):
        page = client.get(path).content.decode()
        assert "现在看的是广东省的事项" in page and 'name="city" value="440000"' in page
        assert "回到上海的事项" in page and 'href="/items/"' in page
    assert "现在看的是" not in client.get("/items/?city=999999").content.decode()
