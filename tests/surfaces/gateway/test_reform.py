"""The permits reform by machine: matters, scopes and the wizard, open to anybody."""

from __future__ import annotations

from django.test import Client

from tests.journeys.town import Town

DEVICES = [
    "start.licence:company", "medical-devices.class:three", "medical-devices.sell:wholesale",
    "medical-devices.online:no", "medical-devices.cold:general",
]  # fmt: skip


def test_matters_are_listed_by_mode_and_told_whole(town: Town) -> None:
    client = Client()
    gone = client.get("/api/v1/reform/matters", {"mode": "cancelled"}).json()
    assert {"advertising", "foreign-investment"} <= {each["key"] for each in gone}
    found = client.get("/api/v1/reform/matters/food-filing").json()
    assert (found["mode"], found["item"]) == ("filing", "311025001000")
    assert [(each["since"], each["area"], each["document"]) for each in found["steps"]] == [
        ("2019-12-01", "310115", "国发〔2019〕25号"), ("2021-07-01", "", "国发〔2021〕7号"),
    ]  # fmt: skip
    assert client.get("/api/v1/reform/matters", {"mode": "free"}).status_code == 422
    assert client.get("/api/v1/reform/matters/nothing").status_code == 404


def test_scopes_are_searched_by_what_people_say(town: Town) -> None:
    client = Client()
    assert client.get("/api/v1/reform/scopes", {"q": "开饭店"}).json()[0]["key"] == "restaurant"
    assert len(client.get("/api/v1/reform/scopes").json()) >= 60


def test_the_wizard_asks_until_it_can_tell(town: Town) -> None:
    client = Client()
    asked = client.get("/api/v1/reform/wizard", {"scope": "medical-devices", "answer": DEVICES[:1]}).json()
    assert asked["question"]["key"] == "medical-devices.class" and asked["outcome"] is None
    told = client.get("/api/v1/reform/wizard", {"scope": "medical-devices", "answer": DEVICES}).json()
    outcome = told["outcome"]
    assert [(each["matter"], each["mode"]) for each in outcome["permits"]] == [("device-licence", "improved")]
    assert [[each["code"] for each in wave] for wave in outcome["order"]] == [["310725002000"], ["310125301000"]]
    assert outcome["order"][1][0]["answers"]["class"] == "third" and outcome["wording"].startswith("许可项目")


def test_what_cannot_be_read_is_a_problem(town: Town) -> None:
    client = Client()
    assert client.get("/api/v1/reform/wizard", {"scope": "moon"}).status_code == 404
    wrong = client.get("/api/v1/reform/wizard", {"scope": "restaurant", "answer": "yes"})
    assert wrong.status_code == 422 and wrong["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/reform/wizard").status_code == 422
