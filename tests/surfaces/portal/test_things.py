"""A thing's pages: a question a page, none twice, a plan, and applications that begin with what was answered."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.town import Town
from yiwang.casework.intake.models import Draft
from yiwang.kit.ledger.models import Leaf

RESTAURANT = {
    "have": "company", "place": "unfiled", "size": "small", "sign": "yes", "staff": "yes", "lease.signed": "online",
    "company.holders": "persons", "company.articles": "model", "fire.way": "commit", "drainage.key": "no",
    "sign.wall": "storefront", "sign.light": "no", "staff.contract": "full",
}  # fmt: skip


def guide(key: str, answers: dict[str, str], **more: str) -> str:
    return f"/things/{key}/guide/?{urlencode({f'a.{name}': value for name, value in answers.items()} | more)}"


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/things/", 2),
        ("/things/restaurant/", 3),
        (guide("restaurant", {}), 3),
        (guide("restaurant", RESTAURANT), 3),
    ],
)
def test_a_page_of_a_thing_asks_few_questions_of_the_database(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_things_are_listed_for_citizens_and_for_enterprises(town: Town) -> None:
    page = Client().get("/things/").content.decode()
    citizens, firms = page.split('id="enterprise"')
    assert "出生一件事" in citizens and "开餐馆一件事" in firms and "开餐馆一件事" not in citizens


def test_questions_come_one_a_page_and_none_twice_until_the_plan(town: Town) -> None:
    client, answers, seen = Client(), {}, []
    for _ in range(30):
        page = client.get(guide("birth", answers)).content.decode()
        found = re.search(r'type="radio" name="a\.([^"]+)" id="o-0" value="([^"]+)"', page)
        if not found:
            break
        seen.append(re.search(r"<h1>(.*?)</h1>", page)[1])  # type: ignore[index]
        answers[found[1]] = found[2]
    assert seen == ["怀孕时做过生育登记吗？", "孩子的父母是什么情况？", "孩子在哪里出生？", "妈妈参加职工医保吗？"]
    assert "按您的回答，要办 5 个事项" in page and "孩子的照片" in page


def test_the_plan_shows_order_papers_and_what_is_saved(town: Town) -> None:
    said = plain(Client().get(guide("restaurant", RESTAURANT)).content)
    assert said.index("房屋租赁登记备案") < said.index("内资公司设立登记") < said.index("食品经营许可")
    assert "5 件可以同时办" in said and "第 3 到第 9 个工作日" in said and "等“内资公司设立登记”办好" in said
    assert "逐件办 18 一起办 9 个工作日" in said
    assert "办好“内资公司设立登记”就有了，不用再交" in said
    assert "合在一起提交还没有开放" in said


def test_an_item_begun_from_the_plan_starts_with_what_was_answered(town: Town) -> None:
    client = Client()
    sent = {f"a.{name}": value for name, value in RESTAURANT.items()}
    begun = client.post("/things/restaurant/start/food/", sent)
    draft = Draft.objects.get()
    assert draft.answers == {"mode": "catering", "size": "small"}
    assert begun["Location"] == f"/apply/{draft.public_id}/materials/"
    assert client.get(begun["Location"]).status_code == 200


def test_an_answer_left_out_is_asked_for_and_one_that_does_not_exist_counts_for_nothing(town: Town) -> None:
    client = Client()
    empty = client.get(guide("restaurant", {}, asked="have"))
    assert empty.status_code == 422 and "请选一个答案" in empty.content.decode()
    wrong = client.get(guide("restaurant", {"have": "moon", "nobody": "x" * 500}))
    assert wrong.status_code == 200 and "有营业执照了吗" in wrong.content.decode()


def test_changing_an_answer_keeps_the_later_ones(town: Town) -> None:
    client = Client()
    page = client.get(guide("restaurant", RESTAURANT)).content.decode()
    change = next(
        each for each in re.findall(r'href="(/things/restaurant/guide/[^"]*)"', page) if "a.size=" not in each
    )
    asked = client.get(change.replace("&amp;", "&")).content.decode()
    assert "您的店有多大" in asked
    kept = dict(re.findall(r'type="hidden" name="(a\.[^"]+)" value="([^"]+)"', asked))
    assert kept == {f"a.{name}": value for name, value in RESTAURANT.items() if name != "size"}
    assert client.get(f"/things/restaurant/guide/?{urlencode(kept | {'a.size': 'medium'})}").status_code == 200


def test_an_item_an_answer_makes_needless_is_set_aside_with_what_to_do_instead(town: Town) -> None:
    answers = {"place": "own", "staff": "yes", "works": "no", "sign": "no", "company.holders": "persons"}
    answers |= {
        "name.scope": "shanghai",
        "name.approval": "no",
        "company.articles": "model",
        "staff.contract": "intern",
    }
    answers |= {"seal.electronic": "no", "invoice.form": "electronic"}
    said = plain(Client().get(guide("company", answers)).content)
    assert "您不用办的 企业用工登记" in said


@pytest.mark.parametrize(
    ("words", "key"),
    [("开饭店", "restaurant"), ("我想开饭店", "restaurant"), ("新生儿", "birth"), ("失业", "losing-job"),
     ("Opening a restaurant", "restaurant"), ("餐", None), ("zzqqxx", None)],
)  # fmt: skip
def test_a_thing_is_found_by_what_people_type(town: Town, words: str, key: str | None) -> None:
    page = Client().get("/search/", {"q": words}).content.decode()
    assert (f'href="/things/{key}/"' in page) is (key is not None)


@pytest.mark.parametrize("path", ["/things/nothing/", "/things/nothing/guide/"])
def test_an_unknown_thing_is_not_found(town: Town, path: str) -> None:
    assert Client().get(path).status_code == 404
    assert Client().post("/things/restaurant/start/nothing/").status_code == 404


def test_answering_leaves_nothing_behind(town: Town) -> None:
    before = Leaf.objects.count()
    answer = Client().get(guide("illness", {"happened": "ill"}))
    assert not answer.cookies.get("yiwang_visitor") and not answer.cookies.get("yiwang_session")
    assert Leaf.objects.count() == before and not Draft.objects.exists()
