"""The desk in a browser: an acceptance by keyboard alone, nothing that axe finds, no sideways scrolling."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.town import Town
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.look import personas

pytestmark = pytest.mark.browser
INSTANT, FOOD = "310750019000", "310125001000"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_TABS = 80


def at_desk(page: Page, town: Town, role: str) -> Page:
    """Sign in as the first of the demo city's staff with this role."""
    for persona in personas.all_of(desk=True):
        account = parties.account_by_login(persona.login)
        actor = parties.staff_actor_of(account) if account else None
        if actor and actor.has(role):
            page.goto("/desk/sign-in/")
            page.locator(f"button[value={persona.key}]").click()
            page.wait_for_url(re.compile(r"/desk/(?!sign-in)"))
            return page
    raise AssertionError(role)


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def tab_to(page: Page, selector: str) -> None:
    """By the Tab key alone, as somebody without a mouse."""
    for _ in range(MOST_TABS):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


def test_an_application_is_taken_by_keyboard_alone(opened: Any, town: Town) -> None:
    """From the work list to the receipt: no mouse, no more than six screens."""
    person = parties.identity(town.person("chen").party or 0)
    page = at_desk(opened(1280), town, "clerk")
    page.keyboard.press("n")
    page.wait_for_url("**/accept/")
    screens = 1
    page.keyboard.type("失业登记")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    tab_to(page, f"a[href$='/{INSTANT}/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")
    screens += 1
    tab_to(page, "#f-number")
    page.keyboard.type(person.number)
    page.keyboard.press("Tab")
    page.keyboard.type(person.name)
    while "/receipt/" not in page.url:
        screens += _one_screen(page)
        assert screens <= 6, page.url
    assert "收件回执" in page.content() and page.locator("[data-print]").is_visible()


def _one_screen(page: Page) -> int:
    """Fill what is open on this screen, and go on; 1 unless it led to the receipt or stayed where it was."""
    before = page.url
    for group in page.locator("fieldset:has(input[type=radio])").all():
        if not group.locator("input:checked").count():
            first = group.locator("input").first.get_attribute("id")
            tab_to(page, f"#{first}")
            page.keyboard.press("Space")
    for box in page.locator("main input.input:visible, main textarea.input:visible").all():
        name = box.get_attribute("id") or ""
        if not box.input_value() and "phone" not in name:
            tab_to(page, f"#{name}")
            part = name.rpartition("-")[2]
            page.keyboard.type({"year": "2026", "month": "9", "day": "1"}.get(part, "样例"))
    for choice in page.locator("main select").all():
        if not choice.input_value():
            tab_to(page, f"#{choice.get_attribute('id')}")
            page.keyboard.press("ArrowDown")
    tab_to(page, "main form .acts button.btn:not(.btn--second)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return int(page.url != before and "/receipt/" not in page.url)


def test_a_case_is_chosen_and_opened_by_letters(opened: Any, town: Town) -> None:
    """J moves, Enter opens beside the list, the letter on the filled button leads to the act."""
    _some_cases(town)
    page = at_desk(opened(1280), town, "clerk")
    page.goto("/desk/?queue=all")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel[data-number]")
    assert "case=" in page.url and page.locator(".work tr[aria-current]").count() == 1
    page.keyboard.press("m")
    page.wait_for_url("**/cases/**")


def test_a_case_is_accepted_and_the_next_opened_by_letters(opened: Any, town: Town) -> None:
    """A shows what will be sent, A sends it, and the way to the next case has the focus."""
    first, _ = _some_cases(town), _some_cases(town)
    page = at_desk(opened(1280), town, "clerk")
    page.goto(f"/desk/cases/{first}/")
    page.keyboard.press("a")
    page.wait_for_url("**/acts/accept/")
    page.keyboard.press("a")
    page.wait_for_url("**done=accept")
    assert "已受理" in page.locator("[role=status]").inner_text()
    assert page.evaluate("document.activeElement.dataset.key") == "j"
    page.keyboard.press("j")
    page.wait_for_url(re.compile(r"/desk/cases/\d+/$"))
    assert first not in page.url


def test_reasons_are_typed_at_once(opened: Any, town: Town) -> None:
    """The first box has the focus, and Ctrl+Enter goes on to what will be sent."""
    page = at_desk(opened(1280), town, "clerk")
    page.goto(f"/desk/cases/{_some_cases(town)}/")
    page.keyboard.press("c")
    page.wait_for_url("**/return_for_completion/")
    assert page.evaluate("document.activeElement.matches('.input')")
    page.locator("#f-more").focus()
    page.keyboard.type("授权书")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("article.act")
    assert "授权书" in page.locator("article.act").inner_text()


def test_without_a_script_a_row_opens_the_case(opened: Any, town: Town) -> None:
    _some_cases(town)
    page = at_desk(opened(1280, script=False), town, "clerk")
    page.goto("/desk/?queue=all")
    page.locator(".work a").first.click()
    assert re.search(r"/desk/cases/\d+/$", page.url)


def test_the_desk_has_no_fault_and_fits_a_narrow_screen(opened: Any, town: Town) -> None:
    number = _some_cases(town)
    for width in (390, 1280):
        page = at_desk(opened(width), town, "clerk")
        for path in _pages(number):
            page.goto(path)
            assert faults(page) == [], (width, path)
    narrow = at_desk(opened(320), town, "clerk")
    for path in _pages(number):
        narrow.goto(path)
        assert not scrolls_sideways(narrow), path


@pytest.mark.prove
def test_in_english_and_in_large_type_too(opened: Any, town: Town) -> None:
    number = _some_cases(town)
    for choice in ({"english": True}, {"large": True}):
        for width in (320, 390, 1280):
            page = at_desk(opened(width, **choice), town, "clerk")
            for path in _pages(number):
                page.goto(path)
                assert faults(page) == [] and not scrolls_sideways(page), (choice, width, path)


@pytest.mark.prove
def test_administrators_and_auditors_pages_have_no_fault(opened: Any, town: Town) -> None:
    for role, paths in (("administrator", ("/desk/posts/", "/desk/posts/appoint/")), ("auditor", ("/desk/ledger/",))):
        for width in (390, 1280):
            page = at_desk(opened(width), town, role)
            for path in paths:
                page.goto(path)
                assert faults(page) == [] and not scrolls_sideways(page), (width, path)


def _pages(number: str) -> list[str]:
    case = f"/desk/cases/{number}/"
    return ["/desk/", "/desk/?queue=all", "/desk/?queue=unassigned", f"/desk/?queue=all&case={number}", case,
            f"{case}hand-over/", f"{case}acts/return_for_completion/", "/desk/accept/", "/desk/accept/?q=失业",
            f"/desk/accept/items/{FOOD}/", "/desk/licences/", f"{case}notices/1/", "/desk/items/", "/desk/received/",
            "/desk/?queue=all&only=turn"]  # fmt: skip


def _some_cases(town: Town) -> str:
    """A food licence filed with the office whose clerk sits at the desk."""
    item = town.item("food-business")
    firm = next(key for key in town.cast.parties if key not in town.cast.accounts)
    holder = next(key for key in town.cast.accounts if _may(town, key, firm))
    return town.apply(town.person(holder, firm), item).number


def _may(town: Town, key: str, firm: str) -> bool:
    person = town.person(key).person or 0
    return town.cast.parties[firm] in {each.pk for each in parties.organisations_of(person)}
