"""The public list of powers, and who decides an item, where and from when."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.casework.cases.scene import on
from tests.registers import people
from tests.registers.catalogue import items
from tests.registers.powers import land
from yiwang.registers.catalogue import services as catalogue

pytestmark = pytest.mark.django_db
ITEM = "310132901001"


def read(path: str, language: str = "zh-hans", status: int = 200) -> str:
    client = Client()
    client.cookies["yiwang_language"] = language
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


@pytest.fixture
def settled() -> None:
    with on("11-01"):
        land.settle(
            land.delegation(note={"zh": "新片区自己办。", "en": "The area does it."}),
            listed=[land.power(), land.power(land.BRIDGE, name=land.BRIDGES, changes=[land.CANCEL])],
        )
        wanted = [items.item(code=ITEM, power=land.SEWER), items.item(code="310118901001", power=land.BRIDGE)]
        catalogue.publish(city=people.SHANGHAI, items=wanted, elements=items.ELEMENTS)


def test_everybody_reads_the_list_by_department_word_and_code(settled: None) -> None:
    with on("11-20"):
        page = read("/powers/")
        assert "样例排水许可" in page and "12 月 1 日起取消" in page
        assert "样例桥梁许可" not in read("/powers/?q=排水") and "样例排水许可" in read("/powers/?q=310132")
        assert "没有找到这样的权力" in read("/powers/?q=没有")
        assert "Sample sewer permit" in read("/powers/", "en")


def test_a_power_says_by_which_law_whose_it_is_where_and_what_changes(settled: None) -> None:
    with on("11-20"):
        page = read(f"/powers/{land.SEWER}/")
        assert "《样例排水条例》第三条" in page and "样例新片区" in page and "新片区自己办。" in page
        english = read(f"/powers/{land.BRIDGE}/", "en")
        assert "No longer needed." in english and "1 December" in english
        read("/powers/310199999000/", status=404)


def test_the_guide_says_who_decides_and_what_ends_before_it_does(settled: None) -> None:
    with on("11-20"):
        page = read(f"/items/{ITEM}/")
        assert "谁来办" in page and "样例新片区" in page and "12 月 1 日起" in page
        assert "From" not in page
        ending = read("/items/310118901001/")
        assert "这件事 12 月 1 日起不再办理" in ending and "样例取消决定" in ending and "开始申请" in ending


def test_after_its_day_the_guide_says_that_it_is_over_and_offers_nothing(settled: None) -> None:
    with on("12-01", hour=0):
        ended = read("/items/310118901001/", status=410)
        assert "样例取消决定" in ended and "不用再办。" in ended and "开始申请" not in ended
        assert "No longer needed." in read("/items/310118901001/", "en", status=410)
        assert "样例桥梁许可" in read("/powers/"), "it stays on the list, as cancelled"


def test_control_an_item_that_does_not_follow_its_power_is_offered_on(
    settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiwang.registers.catalogue.models import ItemVersion

    ItemVersion.objects.update(retired_on=None)
    with on("12-01"):
        assert "开始申请" in read("/items/310118901001/")
        catalogue.follow_powers(city=people.SHANGHAI)
        read("/items/310118901001/", status=410)


@pytest.mark.parametrize(
    ("path", "most"),
    [("/powers/", 5), ("/powers/?q=排水", 5), (f"/powers/{land.SEWER}/", 4), (f"/items/{ITEM}/", 8)],
)
def test_a_page_asks_few_questions_of_the_database(settled: None, path: str, most: int) -> None:
    with on("11-20"):
        read(path)
        with CaptureQueriesContext(connection) as asked:
            read(path)
    assert len(asked) <= most, [each["sql"][:140] for each in asked]
