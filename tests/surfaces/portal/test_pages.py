"""The portal's pages: few queries, nobody else's things, and nothing lost."""

from __future__ import annotations

import contextlib
import html
import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.journeys.town import Town
from yiwang.casework.cases import services
from yiwang.casework.cases.models import Case
from yiwang.casework.intake.models import Draft
from yiwang.kit.errors import Refusal
from yiwang.registers.offices.models import City
from yiwang.surfaces.portal.models import BlindSpot
from yiwang.surfaces.portal.shelf import _shelf

INSTANT = "310750019000"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found, name
    return found[1]


def begun(client: Client) -> str:
    """A draft of an instant item, its questions answered; returns its address."""
    address = client.post(f"/items/{INSTANT}/start/")["Location"]
    while "/question/" in address:
        page = client.get(address).content.decode()
        key, value = re.search(r'type="radio"\s+name="([^"]+)"\s+id="o-0"\s+value="([^"]+)"', page).groups()  # type: ignore[union-attr]
        address = client.post(address, {key: value, "edition": hidden(page, "edition")})["Location"]
    return address.replace("materials/", "")


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 6), (f"/items/{INSTANT}/", 5), ("/items/", 8), ("/search/?q=失业", 6), ("/verify/", 0), ("/halls/", 4)],
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


def test_the_home_page_proposes_what_the_pack_names(town: Town) -> None:
    _shelf.cache_clear()
    page = Client().get("/").content.decode()
    assert "q=%E5%B1%85%E4%BD%8F%E8%AF%81%E7%A7%AF%E5%88%86" in page, "居住证积分"
    assert page.index("住房公积金租赁提取") < page.index("异地就医备案") < page.index("人生大事")


def test_a_topic_on_the_first_page_is_stood_for_by_what_many_come_for(town: Town) -> None:
    _shelf.cache_clear()
    firm = _shelf("", 0, settings.CITY).firm
    stages = {stage.topic.name.zh: [item.name.zh for item in stage.items] for stage in firm}
    assert stages["企业开办"][0] == "内资公司设立登记" and stages["食品与餐饮"][0] == "食品经营许可（新办）"


def test_a_proposed_search_finds_something_in_both_languages(town: Town) -> None:
    for words in _shelf("", 0, settings.CITY).searches:
        for said in (words.zh, words.en):
            assert "没有找到" not in Client().get("/search/", {"q": said}).content.decode(), said


def test_a_case_that_is_over_says_its_result_first_and_draws_no_running_clock(enter: Any, town: Town) -> None:
    owner, item = town.person("sun", "snack"), town.item("food-business")
    clerk, approver = town.staff(item, "clerk"), town.staff(item, "approver")
    number = town.apply(owner, item).number
    client = enter("sun")
    client.post("/me/act-for/", {"party": town.cast.parties["snack"]})
    services.accept(actor=clerk, number=number, expected=None)
    running = client.get(f"/cases/{number}/").content.decode()
    assert "clock__big" in running and "下一步" in running
    services.refuse(actor=approver, number=number, expected=None, reasons="经营场所没有上下水。")
    for _ in ("refused", "closed"):
        page = client.get(f"/cases/{number}/").content.decode()
        assert "clock__big" not in page and "下一步" not in page
        assert page.index("没有批准") < page.index("经营场所没有上下水。") < page.index("办理经过")
        assert "行政复议" in page and "不予许可决定书" in page
        assert "没有批准" in client.get("/cases/").content.decode()
        with contextlib.suppress(Refusal):
            services.close(actor=clerk, number=number, expected=None)
    assert town.state(number) == "closed"


def test_what_was_done_with_my_data_is_one_block_a_case_newest_first(enter: Any, town: Town) -> None:
    first = town.apply(town.person("chen"), town.item("unemployment-registration")).number
    second = town.apply(town.person("chen"), town.item("social-insurance-proof")).number
    town.a_minute_passes()
    page = enter("chen").get("/me/data/").content.decode()
    assert page.count(f'href="/cases/{first}/"') == page.count(f'href="/cases/{second}/"') == 1
    assert page.index("社会保险缴费证明打印") < page.index("失业登记")
    assert "签发了证照" in page and "您的办件有了进展：准予" in page


def test_a_wrong_answer_of_a_returned_case_is_corrected_by_its_applicant(enter: Any, town: Town) -> None:
    owner, item = town.person("sun", "snack"), town.item("food-business")
    number = town.apply(owner, item).number
    services.return_for_completion(
        actor=town.staff(item, "clerk"), number=number, expected=None, items=["经营面积填错了"]
    )
    client = enter("sun")
    client.post("/me/act-for/", {"party": town.cast.parties["snack"]})
    address = f"/cases/{number}/complete/"
    page = client.get(address).content.decode()
    assert "经营面积填错了" in page and "改填写的内容" in page
    sent = typed_of(page)
    assert sent["business_area"], "what was filed stands in the boxes"
    refused = client.post(address, sent | {"business_area": "很大", "note": "改了面积"})
    said = refused.content.decode()
    assert refused.status_code == 422 and "<details open>" in said and 'value="很大"' in said and "改了面积" in said
    assert client.post(address, sent | {"business_area": "88.5", "note": "改了面积"}).status_code == 302
    case = Case.objects.get(number=number)
    assert (case.state, case.values["business_area"]) == ("received", "88.5")
    assert "88.5" in client.get(f"/cases/{number}/").content.decode()


def typed_of(page: str) -> dict[str, str]:
    """What a browser would send of a page's form: boxes, chosen radios, ticks, texts."""
    found = dict(re.findall(r'<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page))
    for tag in re.findall(r"<input\s[^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = given.get("type", "text")
        if kind in ("file", "hidden") or (kind in ("radio", "checkbox") and " checked" not in tag):
            continue
        if "name" in given:
            found[given["name"]] = given.get("value", "")
    found |= dict(re.findall(r'<textarea\s[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select\s[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        found[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    return {name: html.unescape(value) for name, value in found.items()}


def test_every_page_of_a_flow_can_be_read_in_the_other_language(enter: Any, town: Town) -> None:
    number = town.apply(town.person("liu"), town.item("veteran-card")).number
    for path in (f"/cases/{number}/withdraw/", f"/cases/{number}/rate/"):
        page = enter("liu").get(path).content.decode()
        (link,) = re.findall(r'<a\s+class="([^"]*)"\s+href="[^"]*lang=en"', page)
        assert "hide-s" not in link, "on a phone too"
