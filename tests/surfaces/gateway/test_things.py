"""One things by machine: the list and a thing whole, open to anybody."""

from __future__ import annotations

from django.test import Client

from tests.journeys.town import Town


def test_things_are_listed_for_whom_they_are_for(town: Town) -> None:
    client = Client()
    everything = client.get("/api/v1/things").json()
    firms = client.get("/api/v1/things", {"audience": "enterprise"}).json()
    assert {each["key"] for each in firms} < {each["key"] for each in everything}
    assert all(each["audience"] == "enterprise" for each in firms)
    assert client.get("/api/v1/things", {"audience": "dogs"}).status_code == 422


def test_a_thing_says_what_it_asks_and_what_answers_its_items(town: Town) -> None:
    found = Client().get("/api/v1/things/restaurant").json()
    food = next(each for each in found["items"] if each["key"] == "food")
    assert food["code"] == "310125001000" and food["name"]["zh"] == "食品经营许可（新办）"
    assert food["answers"]["mode"] == {"question": "", "values": {}, "value": "catering"}
    assert [each["item"] for each in food["after"]] == ["company", "individual"]
    assert found["situations"] >= 3 and found["questions"][0]["key"] == "have"


def test_an_unknown_thing_is_a_problem(town: Town) -> None:
    answer = Client().get("/api/v1/things/nothing")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
