"""Machines come in: OpenAPI, items for anybody, cases for those who may, errors in one form."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.registers.catalogue import services

pytestmark = pytest.mark.django_db


def test_the_contract_is_openapi_3_1(client: Client) -> None:
    contract = client.get("/api/v1/openapi.json").json()
    assert contract["openapi"] == "3.1.0"
    assert {"/api/v1/items", "/api/v1/cases", "/api/v1/events", "/api/v1/verify/{code}"} <= set(contract["paths"])


@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/cases/31010001", "/api/v1/events"])
def test_a_stranger_is_told_to_bring_a_key(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_allowed"


def test_an_unknown_item_is_a_problem_in_the_callers_language(client: Client) -> None:
    answer = client.get("/api/v1/items/000000000000", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("Not found")
    assert client.get("/api/v1/items/000000000000").json()["detail"].startswith("没有找到")


def test_a_question_out_of_bounds_names_the_field(client: Client) -> None:
    answer = client.get("/api/v1/items", {"limit": "1000"})
    assert answer.status_code == 422
    assert "limit" in answer.json()["fields"]


def test_an_unknown_code_is_a_verdict_not_an_error(client: Client) -> None:
    answer = client.get("/api/v1/verify/NOTACODE")
    assert (answer.status_code, answer.json()["state"]) == (200, "unknown")


@pytest.mark.parametrize(
    ("form", "media"), [("ttl", "text/turtle; charset=utf-8"), ("jsonld", "application/ld+json; charset=utf-8")]
)
def test_the_catalogue_is_linked_data_for_anybody(client: Client, form: str, media: str) -> None:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    answer = client.get(f"/api/v1/catalogue.{form}")
    assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert "稻田养鸭许可" in answer.content.decode()
    again = client.get(f"/api/v1/catalogue.{form}", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/v1/catalogue.{form}", {"city": "999999"}).status_code == 404
    assert client.get(f"/api/v1/catalogue.{form}", {"city": "x"}).status_code == 422


def test_an_item_says_what_holds_in_which_situation(client: Client) -> None:
    people.department(1)
    many = {"size": ["many"]}
    rows = [
        {"key": "small", "name": items.text("小"), "when": {"size": ["few"]}},
        {"key": "large", "name": items.text("大"), "when": many, "limits": {"promised": {"count": 9, "unit": "1"}}},
    ]
    fee = {"name": items.text("检验费"), "amount": "10.00", "basis": "样例法", "when": many}
    services.publish(city=people.SHANGHAI, items=[items.item(situations=rows, fees=[fee])], elements=items.ELEMENTS)
    item = client.get(f"/api/v1/items/{items.item()['code']}").json()
    assert item["fees"][0]["when"] == many
    assert [(row["key"], row["promise"] and row["promise"]["count"]) for row in item["situations"]] == [
        ("small", None),
        ("large", 9),
    ]
