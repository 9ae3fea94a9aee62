"""The guide of an item says what depends on the situation, and what else people ask before they come."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.registers.catalogue import services

pytestmark = pytest.mark.django_db

MANY = {"size": ["many"]}
SITUATIONS = [
    {"key": "small", "name": items.text("小池塘", "Small pond"), "when": {"size": ["few"]}},
    {
        "key": "large",
        "name": items.text("大池塘", "Large pond"),
        "when": MANY,
        "limits": {"promised": {"count": 9, "unit": "1"}},
    },
]


def guide(language: str, **more: object) -> str:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item(**more)], elements=items.ELEMENTS)
    client = Client()
    client.cookies["yiwang_language"] = language
    answer = client.get(f"/items/{items.item()['code']}/")
    assert answer.status_code == 200
    return answer.content.decode()


def told(language: str) -> str:
    return guide(
        language,
        situations=SITUATIONS,
        fees=[{"name": items.text("检验费"), "amount": "10.00", "basis": "样例法", "when": MANY}],
        flow=[{"name": items.text("现场核查"), "when": MANY}],
        procedures=[
            {"kind": "experts", "name": items.text("专家评审", "Expert review"), "limit": {"count": 30, "unit": "2"}}
        ],
        hours=items.text("工作日 9:00–17:00", "Weekdays 9:00–17:00"),
        quota=items.text("每年一百件", "A hundred a year"),
    )


def test_a_situation_with_its_own_limit_and_what_takes_time_besides_are_said() -> None:
    page = " ".join(told("zh-hans").split())
    assert "大池塘：<b>9 个工作日</b>" in page and "小池塘" not in page
    assert "可能需要专家评审，所用时间不计入上面的时限。 30 个自然日" in page
    assert "只在部分情形收取。" in page and "只有部分情形走这一步。" in page
    assert "办理时间：工作日 9:00–17:00" in page and "数量限制：每年一百件" in page


def test_it_is_said_in_english_too() -> None:
    page = told("en")
    assert "Large pond: <b>9 working days</b>" in page
    assert "Expert review may be needed; its time does not count" in page and "30 calendar days" in page
    assert "Due in some situations only." in page and "Opening hours: Weekdays 9:00–17:00" in page


def test_what_an_item_does_not_say_is_not_on_its_page() -> None:
    page = guide("zh-hans")
    assert not any(word in page for word in ("可能需要", "部分情形", "办理时间", "数量限制"))
