"""The portal in a browser: no violation that axe finds, no sideways scrolling, by keyboard, and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.town import Town
from yiwang.casework.cases import services

pytestmark = pytest.mark.browser
INSTANT = "310750019000"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PUBLIC = ["/", "/items/", "/search/?q=失业", "/search/?q=zzqqxx", f"/items/{INSTANT}/", "/items/310125001000/",
          "/topics/food/", "/things/", "/things/birth/", "/things/birth/guide/?asked=registered",
          "/papers/", "/papers/?q=zzqqxx", "/papers/id-card/", "/papers/power-attorney/",
          "/things/losing-job/guide/?a.reason=dismissed&a.next=seek&a.household=shanghai",
          "/permits/", "/permits/?q=口罩&s=restaurant", "/permits/guide/?s=restaurant&asked=start.licence",
          "/permits/guide/?s=medical-devices&a.start.licence=yes&a.medical-devices.class=one",
          "/permits/matters/?mode=filing", "/permits/matters/public-place-health/",
          "/sign-in/", "/verify/", "/verify/AAAABBBBCCCC/", "/halls/", "/accessibility/", "/look/",
          "/nothing/"]  # fmt: skip
MINE = ["/", "/me/", "/me/data/", "/drafts/", "/cases/", "/licences/"]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def walk(page: Page, *, look: Any = None) -> None:
    """The whole way of an instant item, from the guide to the case."""
    page.goto(f"/items/{INSTANT}/")
    page.locator("button:visible", has_text="开始申请").first.click()
    for _ in range(20):
        if look:
            look(page)
        if "/question/" in page.url:
            page.locator(".choice label").first.click()
            page.get_by_role("button", name="继续").click()
        elif "/materials/" in page.url:
            page.get_by_role("link", name="继续", exact=True).click()
        elif "/form/" in page.url:
            fill(page)
            page.get_by_role("button", name="保存并继续").click()
        elif "/summary/" in page.url:
            page.get_by_role("button", name="提交").click()
        elif "/receipt/" in page.url:
            page.get_by_role("link", name="查看办件").click()
        else:
            return


def fill(page: Page) -> None:
    for box in page.locator("input.input:visible, textarea.input:visible").all():
        part = (box.get_attribute("id") or "").rpartition("-")[2]
        if not box.input_value():
            box.fill({"year": "2026", "month": "9", "day": "1"}.get(part) or "样例")
    for group in page.locator("fieldset:has(input[type=radio])").all():
        if not group.locator("input:checked").count():
            group.locator("label").first.click()
    for choice in page.locator("select").all():
        choice.select_option(index=1)
    for tick in page.locator("input[type=checkbox]").all():
        tick.check(force=True)


def test_the_first_pages_have_no_fault_on_a_phone(opened: Any) -> None:
    page = opened(390)
    for path in ("/", f"/items/{INSTANT}/", "/sign-in/"):
        page.goto(path)
        assert not faults(page), path


def test_the_whole_way_works_without_a_script(opened: Any, town: Town) -> None:
    page = opened(390, script=False, who="chen")
    walk(page)
    assert "/cases/" in page.url and page.get_by_role("heading", name="失业登记").count()


@pytest.mark.prove
@pytest.mark.parametrize(("width", "large", "english"), [(390, False, False), (1280, False, False), (390, True, False),
                                                         (1280, True, False), (390, False, True)])  # fmt: skip
def test_no_page_has_a_fault(opened: Any, town: Town, width: int, large: bool, english: bool) -> None:
    town.apply(town.person("chen"), town.item("unemployment-registration"))
    town.a_minute_passes()
    found: dict[str, list[str]] = {}
    stranger = opened(width, large=large, english=english)
    for path in PUBLIC:
        stranger.goto(path)
        found[path] = faults(stranger)
    mine = opened(width, large=large, english=english, who="chen")
    for path in MINE:
        mine.goto(path)
        found[f"mine {path}"] = faults(mine)
    mine.goto(f"/cases/{_returned(town)}/complete/")
    mine.locator("summary").last.click()
    found["complete"] = faults(mine)
    for path, link in (("/cases/", ".rows a"), ("/licences/", "a.card")):
        mine.goto(path)
        mine.locator(link).first.click()
        found[mine.url] = faults(mine)
    assert not {path: said for path, said in found.items() if said}


def _returned(town: Town) -> str:
    """A case of Chen's that was sent back because of the form."""
    item = town.item("id-card")
    number = town.apply(town.person("chen"), item).number
    items = ["联系电话少了一位"]
    services.return_for_completion(actor=town.staff(item, "clerk"), number=number, expected=None, items=items)
    return number


@pytest.mark.prove
@pytest.mark.parametrize("large", [False, True])
def test_no_page_of_the_way_has_a_fault(opened: Any, large: bool) -> None:
    seen: dict[str, list[str]] = {}

    def look(page: Page) -> None:
        seen[page.url] = faults(page)

    walk(opened(390, large=large, who="chen"), look=look)
    assert len(seen) >= 6 and not {path: said for path, said in seen.items() if said}


@pytest.mark.prove
@pytest.mark.parametrize("english", [False, True])
def test_no_page_scrolls_sideways_on_the_narrowest_phone(opened: Any, english: bool) -> None:
    wide = []
    for who, paths in (("", PUBLIC), ("chen", MINE)):
        page = opened(320, english=english, who=who)
        for path in paths:
            page.goto(path)
            if scrolls_sideways(page):
                wide.append(path)
    assert not wide


@pytest.mark.prove
def test_the_whole_way_works_by_keyboard(opened: Any) -> None:
    """Tab, space and enter alone; what has the focus is always to be seen."""
    page = opened(1280, who="chen")
    page.goto(f"/items/{INSTANT}/")
    _press(page, "开始申请")
    for _ in range(3):
        if "/question/" not in page.url:
            break
        _tab_to(page, "input[type=radio]")
        page.keyboard.press("Space")
        _press(page, "继续")
    _press(page, "继续")
    assert "/form/" in page.url
    fill(page)
    _press(page, "保存并继续")
    fill(page)
    _press(page, "保存并继续")
    _press(page, "提交")
    assert "/receipt/" in page.url


def _tab_to(page: Page, selector: str, words: str = "") -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate_handle("document.activeElement").as_element()
        if here and here.evaluate("(e, s) => e.matches(s)", selector) and words in (here.inner_text() or ""):
            outline = here.evaluate("e => getComputedStyle(e).outlineStyle")
            assert outline != "none" or selector == "input[type=radio]"
            return
    raise AssertionError(f"{words or selector} cannot be reached by keyboard")


def _press(page: Page, words: str) -> None:
    _tab_to(page, "a, button", words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
