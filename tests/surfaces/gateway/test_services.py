"""Convenience services by machine: what they ask, and the answer with the rule of each step."""

from __future__ import annotations

from django.test import Client

from tests.journeys.town import Town

JSON = "application/json"


def test_services_are_listed_for_whom_they_are_for(town: Town) -> None:
    everything = Client().get("/api/v1/services").json()
    firms = Client().get("/api/v1/services", {"audience": "enterprise"}).json()
    assert {each["key"] for each in firms} < {each["key"] for each in everything}
    assert {each["audience"] for each in firms} == {"enterprise", "both"}


def test_a_service_is_worked_out_and_says_by_which_rule(town: Town) -> None:
    asked = Client().get("/api/v1/services/annual-leave").json()
    assert [each["key"] for each in asked["inputs"]] == ["years", "sick", "left"]
    sent = {"values": {"years": "12"}}
    made = Client().post("/api/v1/services/annual-leave/answer", sent, content_type=JSON).json()
    assert made["say"]["en"] == "Annual leave this year: 10 days." and not made["provisional"]
    assert made["steps"][0]["basis"] == [{"law": "职工带薪年休假条例", "article": "第三条"}]


def test_what_is_wrong_is_a_problem_that_names_the_field(town: Town) -> None:
    answer = Client().post("/api/v1/services/annual-leave/answer", {"values": {}}, content_type=JSON)
    assert answer.status_code == 422 and "years" in answer.content.decode()
    for path in ("/api/v1/services/nothing", "/api/v1/services/nothing/answer", "/api/v1/services/holidays/answer"):
        client = Client()
        method = client.post if path.endswith("answer") else client.get
        found = method(path, {"values": {}} if path.endswith("answer") else None, content_type=JSON)
        assert found.status_code == 404, path
