"""The registry of papers by machine, open to anybody."""

from __future__ import annotations

from django.test import Client

from tests.journeys.town import Town


def test_papers_are_listed_to_the_end_and_found_by_words(town: Town) -> None:
    client, after, keys = Client(), "", []
    while after is not None:
        page = client.get("/api/v1/papers", {"limit": 100, "after": after}).json()
        keys += [each["key"] for each in page["papers"]]
        after = page["next"]
    assert len(keys) == len(set(keys)) >= 400
    (found,) = client.get("/api/v1/papers", {"q": "第二代居民身份证"}).json()["papers"]
    assert found["key"] == "id-card" and found["items"] >= 60 and found["resource"] == "population.identity"


def test_a_paper_is_whole_and_an_item_names_it(town: Town) -> None:
    client = Client()
    found = client.get("/api/v1/papers/food-business-application").json()
    assert (
        found["blank"] == "/papers/food-business-application/blank.pdf"
        and found["asked_by"][0]["code"] == "310125001000"
    )
    identity = client.get("/api/v1/papers/id-card").json()
    assert identity["blank"] is None and identity["validity"]["basis"] and "身份证" in identity["aliases"]
    item = client.get("/api/v1/items/310125001000").json()
    assert item["materials"][0]["paper"] == "business-licence"


def test_an_unknown_paper_is_a_problem(town: Town) -> None:
    answer = Client().get("/api/v1/papers/nothing")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
