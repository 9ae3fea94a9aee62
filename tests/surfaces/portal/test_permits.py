"""The scope wizard's pages: what a restaurant and a trader in medical devices are told, in both languages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.town import Town
from yiwang.casework.intake.models import Draft
from yiwang.kit.ledger.models import Leaf

RESTAURANT = {
    "start.licence": "company", "restaurant.make": "cook", "restaurant.size": "small", "restaurant.live": "no",
    "guests.come": "yes", "kitchen.water": "own", "sign.outside": "yes", "alcohol.sell": "yes", "prepaid.card": "no",
}  # fmt: skip
DEVICES = {
    "start.licence": "company", "medical-devices.class": "three", "medical-devices.sell": "wholesale",
    "medical-devices.online": "no", "medical-devices.cold": "reagent",
}  # fmt: skip


def address(scopes: str, answers: dict[str, str], *held: str, path: str = "/permits/guide/", **more: str) -> str:
    sent = [*(("s", key) for key in scopes.split()), *((f"a.{key}", said) for key, said in answers.items())]
    return f"{path}?{urlencode([*sent, *(('h', key) for key in held), *more.items()])}"


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def walk(client: Client, scopes: str, wanted: dict[str, str]) -> tuple[list[str], Any]:
    """Through the questions as a person goes, by the form on each page."""
    seen, response = [], client.get(address(scopes, {}))
    for _ in range(20):
        page = response.content.decode()
        field = re.search(r'type="radio" name="(a\.[^"]+)"', page)
        if not field:
            break
        seen.append(re.search(r"<h1>(.*?)</h1>", page)[1])  # type: ignore[index]
        sent = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
        response = client.get(f"/permits/guide/?{urlencode([*sent, (field[1], wanted[field[1][2:]])])}")
    return seen, response


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/permits/", 2),
        ("/permits/?q=口罩", 2),
        (address("restaurant", {}), 2),
        (address("restaurant", RESTAURANT), 4),
        (address("medical-devices", DEVICES), 4),
        ("/permits/matters/", 2),
        ("/permits/matters/food-business/", 3),
    ],
)
def test_a_page_of_the_wizard_asks_few_questions_of_the_database(town: Town, path: str, most: int) -> None:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:120] for each in asked]


def test_somebody_who_opens_a_restaurant_is_told_everything(town: Town) -> None:
    seen, response = walk(Client(), "restaurant", RESTAURANT)
    assert seen[0] == "有营业执照了吗？" and len(seen) == len(RESTAURANT) == len(set(seen))
    said = plain(response.content)
    assert "要办 4 样许可或者备案" in said and "2 样改革以后不用办了" in said
    for name, mode in (
        ("食品经营许可", "优化审批服务"),
        ("消防安全检查", "实行告知承诺"),
        ("户外招牌", "审批改为备案"),
    ):
        assert name in said and mode in said
    assert "餐饮服务场所卫生许可" in said and "2016-02-03 起取消" in said
    assert "去办“开餐馆一件事”" in said and "内资公司设立登记" in said
    assert "许可项目：餐饮服务。（依法须经批准的项目" in said
    page = response.content.decode()
    thing = re.search(r'href="(/things/restaurant/guide/[^"]+)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
    assert {"a.have=company", "a.size=small", "a.sign=yes"} <= set(thing.split("?")[1].split("&"))
    assert "店面是谁的" in Client().get(thing).content.decode()


def test_a_trader_in_medical_devices_is_told_by_class(town: Town) -> None:
    _, response = walk(Client(), "medical-devices", DEVICES)
    said = plain(response.content)
    assert "要办 1 样许可或者备案" in said and "第三类医疗器械经营许可" in said
    assert "许可项目：第三类医疗器械经营。" in said and "一般项目：" not in said
    assert said.index("内资公司设立登记") < said.rindex("第三类医疗器械经营许可")
    _, response = walk(Client(), "medical-devices", {"start.licence": "yes", "medical-devices.class": "one"})
    said = plain(response.content)
    assert "不用办许可，也不用备案" in said and "第一类放开经营" in said and "一般项目：第一类医疗器械销售。" in said


@pytest.mark.parametrize(
    ("scopes", "answers", "says"),
    [
        (
            "restaurant",
            RESTAURANT,
            ["You need 4 permits or filings", "Go to “Opening a restaurant”", "Abolished from 2016-02-03"],
        ),
        ("medical-devices", DEVICES, ["You need 1 permit or filing", "Class III needs a licence", "Step 1"]),
    ],
)
def test_the_wizard_speaks_english(town: Town, scopes: str, answers: dict[str, str], says: list[str]) -> None:
    client = Client()
    client.get("/permits/?lang=en")
    said = plain(client.get(address(scopes, answers)).content)
    assert all(each in said for each in says), said
    assert "Which class of devices?" in said or "Will you sell alcohol?" in said


def test_an_item_begun_from_the_result_starts_with_what_was_answered(town: Town) -> None:
    client = Client()
    sent = {"s": ["medical-devices"], **{f"a.{key}": value for key, value in DEVICES.items()}}
    begun = client.post("/permits/start/310125301000/", sent)
    draft = Draft.objects.get()
    assert draft.answers == {"class": "third", "mode": "wholesale", "goods": "reagent"}
    assert begun["Location"].startswith(f"/apply/{draft.public_id}/")
    assert client.post("/permits/start/310125001000/", sent).status_code == 404


def test_what_one_has_already_is_set_aside_and_can_be_put_back(town: Town) -> None:
    page = Client().get(address("restaurant", RESTAURANT, "food-business", "drainage")).content
    said = plain(page)
    assert "要办 2 样许可或者备案" in said and "您已经有的" in said
    back = [each for each in re.findall(r'href="(/permits/guide/[^"]+)"', page.decode()) if "h=drainage" not in each]
    assert any("h=food-business" in each for each in back)


def test_several_scopes_ask_what_they_share_once(town: Town) -> None:
    answers = RESTAURANT | {"tobacco-shop.electronic": "no"}
    seen, response = walk(Client(), "restaurant tobacco-shop", answers)
    assert seen.count("要在店外挂招牌吗？") == 1
    said = plain(response.content)
    assert "要办 5 样许可或者备案" in said and "另外单独办" in said and "烟草专卖零售许可（新办）" in said


@pytest.mark.parametrize(
    ("words", "key"),
    [("我想开饭店", "restaurant"), ("卖奶茶", "tea-shop"), ("卖口罩", "medical-devices"),
     ("隐形眼镜", "medical-devices"), ("ylqx", "medical-devices"), ("理发", "hair-salon"), ("pharmacy", "pharmacy"),
     ("外贸", "trade")],
)  # fmt: skip
def test_a_scope_is_found_by_what_people_say(town: Town, words: str, key: str) -> None:
    page = Client().get("/permits/", {"q": words}).content.decode()
    rows = page.split('role="status"')[1].split("</ul>")[0]
    assert f'href="/permits/?s={key}"' in rows


def test_nothing_found_says_so_and_keeps_what_was_chosen(town: Town) -> None:
    page = Client().get(address("restaurant", {}, path="/permits/", q="zzqqxx")).content.decode()
    assert "没有找到“zzqqxx”" in page and "您选了" in page and 'name="s" value="restaurant"' in page


def test_an_answer_left_out_is_asked_for_and_one_that_does_not_exist_counts_for_nothing(town: Town) -> None:
    client = Client()
    empty = client.get(address("restaurant", {}, asked="start.licence"))
    assert empty.status_code == 422 and "请选一个答案" in empty.content.decode()
    wrong = client.get(address("restaurant moon", {"start.licence": "moon", "x": "y" * 500}, "nothing"))
    assert wrong.status_code == 200 and "有营业执照了吗" in wrong.content.decode()


def test_changing_an_answer_keeps_the_later_ones(town: Town) -> None:
    client = Client()
    page = client.get(address("restaurant", RESTAURANT)).content.decode()
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="(/permits/guide/[^"]*)"', page)]
    change = next(each for each in links if "a.restaurant.size=" not in each)
    asked = client.get(change).content.decode()
    assert "您的店有多大" in asked and 'name="a.sign.outside" value="yes"' in asked


def test_nothing_chosen_leads_back_to_choosing(town: Town) -> None:
    assert Client().get("/permits/guide/")["Location"] == "/permits/"
    assert Client().get("/permits/guide/?s=moon")["Location"] == "/permits/"


def test_matters_are_listed_by_mode_and_department_with_counts(town: Town) -> None:
    client = Client()
    page = plain(client.get("/permits/matters/?mode=cancelled").content)
    assert "不用办许可，有营业执照就能经营。" in page and "典当业特种行业许可" in page and "诊所" not in page
    some = plain(client.get("/permits/matters/?mode=filing&department=police").content)
    assert "公章刻制" in some and "保安培训" in some and "养老机构" not in some
    first = client.get("/permits/matters/").content.decode()
    after = re.search(r"after=([a-z0-9-]+)", first)[1]  # type: ignore[index]
    assert f'href="/permits/matters/{after}/"' not in client.get(f"/permits/matters/?after={after}").content.decode()


def test_a_matter_says_what_changed_when_and_by_which_document(town: Town) -> None:
    said = plain(Client().get("/permits/matters/public-place-health/").content)
    for words in (
        "改革以前",
        "2016-01-01 起",
        "在浦东新区",
        "国发〔2018〕35号",
        "三个月内",
        "第四条",
        "公共场所卫生许可（新办）",
    ):
        assert words in said, words
    assert Client().get("/permits/matters/nothing/").status_code == 404


def test_what_every_district_decides_is_not_said_to_be_one_districts(town: Town) -> None:
    said = plain(Client().get(address("restaurant", RESTAURANT)).content)
    assert "所在区的部门" in said and "黄浦区" not in said


@pytest.mark.parametrize("words", ["医疗器械", "medical device"])
def test_a_search_for_a_trade_leads_to_its_permits(town: Town, words: str) -> None:
    assert 'href="/permits/?s=medical-devices"' in Client().get("/search/", {"q": words}).content.decode()


def test_a_search_for_no_trade_leads_to_no_permits(town: Town) -> None:
    assert "/permits/?s=" not in Client().get("/search/", {"q": "年休假"}).content.decode()


def test_enterprises_find_the_wizard(town: Town) -> None:
    for path in ("/", "/items/", "/things/"):
        assert 'href="/permits/"' in Client().get(path).content.decode(), path


def test_the_wizard_leaves_nothing_behind(town: Town) -> None:
    before = Leaf.objects.count()
    answer = Client().get(address("restaurant", RESTAURANT))
    assert not answer.cookies.get("yiwang_visitor") and not answer.cookies.get("yiwang_session")
    assert Leaf.objects.count() == before and not Draft.objects.exists()
