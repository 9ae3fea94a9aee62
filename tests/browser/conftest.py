"""A real Chromium before the town, served by threads as in real life."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.journeys.town import Town

# Playwright keeps an event loop in this thread; the tests' own questions to the database are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def site(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the town's portal."""
    monkeypatch.setattr(settings, "DEMO", True)
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait(20)
    assert not thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


Open = Callable[..., Page]


@pytest.fixture
def opened(site: str, browser: Browser) -> Iterator[Open]:
    """A window: how wide, which language, large type or not, with scripts or without, signed in as whom."""
    contexts: list[Any] = []

    def window(
        width: int = 390, *, large: bool = False, english: bool = False, script: bool = True, who: str = ""
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=script, base_url=site
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        kept = {"yiwang_size": "large" if large else "", "yiwang_language": "en" if english else ""}
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in kept.items() if value])
        page = context.new_page()
        if who:
            page.goto("/sign-in/")
            page.locator(f"button[value={who}]").click()
        return page

    yield window
    for context in contexts:
        context.close()
