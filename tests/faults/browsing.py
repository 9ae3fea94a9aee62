"""A person at a browser, without script: pages are read, their forms are filled in and sent as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

from tests.faults import settling

PROOF = "312050001000"
"""社会保险缴费证明: decided by the system, no paper to give, ends in a licence."""


@dataclass
class Page:
    """One answer and its forms."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        return urlsplit(str(self.response.url)).path

    @property
    def text(self) -> str:
        return self.response.text

    @property
    def tree(self) -> Any:
        return html.fromstring(self.response.content.decode())

    def form(self, action: str = "", holding: str = "") -> Any:
        """The form that goes to an address holding `action` (or holds a field named so)."""
        for form in self.tree.forms:
            there = form.method == "POST" and action in (form.action or self.path)
            if there and (not holding or holding in form.fields):
                return form
        raise AssertionError(f"no form for {action or 'this page'} on {self.path}: {self.text[:600]}")


class Browser:
    def __init__(self, base: str, timeout: float = 20.0) -> None:
        self.client = httpx.Client(base_url=base, timeout=timeout, follow_redirects=True)

    def get(self, path: str) -> Page:
        return Page(self.client.get(path))

    def send(self, page: Page, action: str = "", holding: str = "", **fields: str) -> Page:
        """Send a form of the page with these fields changed, and follow where it leads."""
        form = page.form(action, holding)
        values = dict(form.form_values()) | fields
        return Page(self.client.post(urljoin(str(page.response.url), form.action or page.path), data=values))

    def sign_in(self, login: str, password: str = settling.PASSWORD) -> Page:
        page = self.send(self.get("/sign-in/"), "/sign-in/", "login", login=login, password=password)
        assert page.status == 200 and "sign-in" not in page.path, page.text[:800]
        return page

    def until_summary(self, item: str = PROOF, **answers: str) -> Page:
        """Begin an application and go through its pages up to the summary."""
        page = self.send(self.get(f"/items/{item}/"), f"/items/{item}/start/")
        for _ in range(20):
            assert page.status == 200, f"{page.path} {page.status} {page.text[:800]}"
            if page.path.endswith("/summary/"):
                return page
            if page.path.endswith("/materials/"):
                page = self.get(_next(page))
            else:
                known = {key: value for key, value in answers.items() if key in page.form(holding="edition").fields}
                page = self.send(page, holding="edition", **known)
        raise AssertionError(f"no summary, but {page.path}")

    def file(self, item: str = PROOF, **answers: str) -> str:
        """Apply and send; returns the number on the receipt."""
        return number_on(self.send(self.until_summary(item, **(answers or {"purpose_kind": "job"})), "/submit/"))


def number_on(page: Page) -> str:
    assert page.status == 200 and page.path.endswith("/receipt/"), f"{page.path} {page.status}"
    found = page.tree.xpath("//a[starts-with(@href, '/cases/')]/@href")
    numbers = {link.split("/")[2] for link in found if link.split("/")[2]}
    assert len(numbers) == 1, numbers
    return str(numbers.pop())


def _next(page: Page) -> str:
    (link,) = page.tree.xpath("//div[@class='acts']//a[contains(@class, 'btn')]/@href")
    return str(link)


def person(base: str, index: int, timeout: float = 20.0) -> Browser:
    """Somebody of the trial city, signed in."""
    browser = Browser(base, timeout)
    browser.sign_in(settling.login(index))
    return browser
