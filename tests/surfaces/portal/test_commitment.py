"""The guide of an item says both ways side by side; the blank letter is there where there is such a way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.registers import people
from tests.registers.catalogue import items
from tests.registers.definition.test_commitment import commitment
from yiwang.registers.catalogue import services
from yiwang.registers.definition import read
from yiwang.surfaces.portal.pages.commitment import content, shown

pytestmark = pytest.mark.django_db
CODE = items.item()["code"]


def client(language: str = "zh-hans", **more: Any) -> Client:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item(**more)], elements=items.ELEMENTS)
    made = Client()
    made.cookies["yiwang_language"] = language
    return made


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_the_guide_compares_papers_and_days_and_says_what_follows() -> None:
    page = plain(client(commitment=commitment()).get(f"/items/{CODE}/").content)
    assert "多久决定 4 个工作日 当场" in page and "您最多交 1 份 0 份" in page and "池塘平面图 要交 不用交" in page
    assert "本人已经知道上面的条件" in page and "池塘四周有护栏" in page
    assert "两年里作过虚假承诺的 样例承诺办法第九条" in page and "靠近河道的" in page
    assert "决定后 60 个自然日内，区农业农村委来查：到现场看。" in page
    assert "10 个工作日内改好" in page and "撤销决定，记入信用记录" in page and "之后 24 个月里" in page


def test_the_same_in_english() -> None:
    page = plain(client("en", commitment=commitment()).get(f"/items/{CODE}/").content)
    assert "By commitment" in page and "Decision 4 working days At once" in page
    assert "At most you give 1 document 0 documents" in page
    assert "put right within 10 working days" in page and "closed for 24 months" in page


def test_an_item_without_commitment_shows_no_such_way_and_has_no_letter() -> None:
    made = client()
    assert "告知承诺办理" not in made.get(f"/items/{CODE}/").content.decode()
    assert made.get(f"/items/{CODE}/commitment.pdf").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_blank_letter_is_a_pdf_made_with_few_questions(language: str) -> None:
    made = client(language, commitment=commitment())
    made.get(f"/items/{CODE}/commitment.pdf")
    with CaptureQueriesContext(connection) as asked:
        answer = made.get(f"/items/{CODE}/commitment.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert len(asked) <= 2, [each["sql"][:120] for each in asked]


def test_the_letter_tells_the_five_things_and_then_the_statement() -> None:
    item = read(items.item(commitment=commitment()))
    letter = content(item, items_office(), both=False)
    headings = [part["heading"][0] for part in letter["parts"]]  # type: ignore[attr-defined]
    assert headings == ["依据", "要符合的条件和标准", "之后怎么监管", "做不到有什么后果"]
    assert letter["statements"] == [["本人已经知道上面的条件，并且都做到了"]]


def items_office() -> Any:
    return read(items.item()).name


def test_where_an_answer_chooses_the_way_the_other_answer_is_the_ordinary_one() -> None:
    letter = items.material("letter", "承诺书", when={"river": ["no"]})
    declared = items.item(commitment=commitment(chosen={"river": ["no"]}, exclusions=[], replaces=["plan"]))
    declared["materials"].append(letter)
    found = shown(read(declared))
    assert found is not None
    said = {row.name.zh: (row.ordinary.zh, row.committed.zh) for row in found.rows}
    assert said["承诺书"] == ("不用交", "要交") and said["池塘平面图"] == ("要交", "不用交")
