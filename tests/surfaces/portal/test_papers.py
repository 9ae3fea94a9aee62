"""The registry of papers on the portal, and its forms to print."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.journeys.town import Town


def reader(language: str = "zh") -> Client:
    client = Client()
    client.cookies["yiwang_language"] = language
    return client


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/papers/", 3),
        ("/papers/?q=身份证", 3),
        ("/papers/id-card/", 3),
        ("/papers/power-attorney/", 3),
        ("/papers/power-attorney/blank.pdf", 1),
    ],
)
def test_a_page_of_papers_asks_few_questions_of_the_database(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_a_paper_is_found_by_the_name_people_use(town: Town) -> None:
    page = reader().get("/papers/", {"q": "房产证"}).content.decode()
    assert "房屋产权信息" in page and "也叫：" in page
    english = reader("en").get("/papers/", {"q": "household booklet"}).content.decode()
    assert "Household booklet" in english and "Also called" in english
    assert "没有找到" in reader().get("/papers/", {"q": "月亮证"}).content.decode()


def test_the_list_goes_on_to_its_end_page_by_page(town: Town) -> None:
    client, path, seen = reader(), "/papers/", 0
    while path:
        page = " ".join(client.get(path).content.decode().split())
        seen += page.count('<div class="row__main"> <a href="/papers/')
        before, found, _ = page.partition('" rel="next"')
        path = "/papers/" + before.rsplit('href="', 1)[1] if found else ""
    assert f'<span class="n quiet">{seen}</span>' in client.get("/papers/").content.decode()


def test_a_paper_says_who_issues_it_what_replaces_it_and_who_asks_for_it(town: Town) -> None:
    page = reader().get("/papers/id-card/").content.decode()
    assert "市公安局" in page and "共享核验" in page and "满16周岁" in page and "事项要用" in page
    english = reader("en").get("/papers/id-card/").content.decode()
    assert "Not needed from you as a rule" in english and "services ask for it" in english


def test_what_no_law_asks_for_is_said_so(town: Town) -> None:
    page = reader().get("/papers/one-inch-photo/").content.decode()
    assert "现在没有事项可以要它" in page and "12345" in page


def test_a_form_is_kept_by_its_mark_and_not_sent_twice(town: Town) -> None:
    first = Client().get("/papers/power-attorney/sample.pdf")
    assert first["Content-Type"] == "application/pdf" and first["Cache-Control"] == "public, max-age=3600"
    assert "样张" in "".join(PdfReader(io.BytesIO(first.content)).pages[0].extract_text().split())
    again = Client().get("/papers/power-attorney/sample.pdf", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b"" and again["ETag"] == first["ETag"]
    assert Client().get("/papers/power-attorney/blank.pdf")["ETag"] != first["ETag"]


@pytest.mark.parametrize("path", ["nothing/", "nothing/blank.pdf", "id-card/blank.pdf", "power-attorney/other.pdf"])
def test_what_is_not_there_is_said_in_the_readers_language(town: Town, path: str) -> None:
    answer, english = reader().get(f"/papers/{path}"), reader("en").get(f"/papers/{path}")
    assert (answer.status_code, english.status_code) == (404, 404)
    assert 'lang="zh-Hans"' in answer.content.decode() and 'lang="en"' in english.content.decode()


def test_the_guide_offers_the_application_and_the_forms_of_its_papers(town: Town) -> None:
    guide = reader().get("/items/310125001000/").content.decode()
    assert "/papers/food-business-application/blank.pdf" in guide and "去窗口办的" in guide
    asked = re.search(r'row__main"><a href="(/items/\d+/)"', reader().get("/papers/power-attorney/").content.decode())
    assert asked and "/papers/power-attorney/sample.pdf" in reader().get(asked[1]).content.decode()
