"""An item goes from a typed word to the portal in a browser, by two people; and axe finds nothing on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_desk import at_desk, faults, scrolls_sideways
from tests.journeys.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.prove]
INSTANT = "310750019000"
SECTIONS = ("basics", "questions", "materials", "form", "limits", "steps", "law")
VAGUE, CLEAR = "有身份证、户口簿等", "有身份证、户口簿"


def begun(page: Page) -> str:
    """A draft of the item, begun from its page; the address of the draft."""
    page.goto(f"/desk/catalogue/items/{INSTANT}/")
    page.get_by_role("button", name="修改").first.click()
    page.wait_for_url("**/sections/basics/")
    return page.url.removesuffix("sections/basics/")


def written(page: Page) -> None:
    """A vague word is found while it is typed, and mended by the button beside it."""
    page.locator("[name='conditions[0].zh']").fill(VAGUE)
    expect(page.locator("#at-conditions-0-f")).to_contain_text("等")
    page.locator("#at-conditions-0-f button", has_text="照建议改").first.click()
    expect(page.locator("[name='conditions[0].zh']")).to_have_value(CLEAR)


def test_an_item_goes_from_a_word_to_the_portal_by_two_people(opened: Any, town: Town) -> None:
    author = at_desk(opened(1280), town, "editor")
    address = begun(author)
    written(author)
    phone = author.context.new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto(f"{address}preview/")
    assert CLEAR in phone.inner_text("main") and not scrolls_sideways(phone)
    author.goto(address)
    author.get_by_role("button", name="送审").click()
    expect(author.get_by_role("status").first).to_contain_text("已送审")
    no_way_to_publish(author, address)
    publishes(at_desk(opened(1280), town, "publisher"), address)
    guide = opened(390)
    guide.goto(f"/items/{INSTANT}/")
    assert CLEAR in guide.inner_text("main")


def no_way_to_publish(author: Page, address: str) -> None:
    """Neither a button nor an address lets the author decide."""
    assert not author.locator("form[action*='/acts/approve/'], form[action*='/acts/publish/']").count()
    token = author.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    for act in ("approve", "publish"):
        sent = {"csrfmiddlewaretoken": token, "edition": "2", "on": "now"}
        refused = author.request.post(f"{address}acts/{act}/", form=sent, headers={"Referer": address})
        assert refused.status == 403


def publishes(other: Page, address: str) -> None:
    other.goto(address)
    other.get_by_role("button", name="审核通过").click()
    reason = other.locator("#n-publish")
    if reason.count():
        reason.fill("下一次一并改")
    other.get_by_role("button", name="发布", exact=True).click()
    expect(other.get_by_role("status").first).to_contain_text("已发布")


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_the_item_manager_has_a_fault(opened: Any, town: Town, width: int, english: bool) -> None:
    page = at_desk(opened(1280), town, "editor")
    address = begun(page)
    written(page)
    page = at_desk(opened(width, english=english), town, "editor")
    item = f"/desk/catalogue/items/{INSTANT}/"
    pages = ["/desk/catalogue/", "/desk/catalogue/?stage=draft", "/desk/catalogue/new/", item, f"{item}changes/"]
    pages += [f"{item}retire/", address, f"{address}text/", *(f"{address}sections/{key}/" for key in SECTIONS)]
    found = dict(_seen(page, each) for each in pages)
    page.goto(address)
    page.locator("form[action*='/acts/submit/'] button").click()
    found |= dict([_seen(at_desk(opened(width, english=english), town, "publisher"), address)])
    assert not {where: said for where, said in found.items() if said}


def _seen(page: Page, where: str) -> tuple[str, list[str]]:
    page.goto(where)
    return where, faults(page) + (["scrolls sideways"] if scrolls_sideways(page) else [])
