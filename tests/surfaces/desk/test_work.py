"""The work list: what it costs, what it shows, and what the panel leaves on the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.casework.cases.scene import Scene
from tests.surfaces.desk.conftest import Seat
from yiwang.casework.cases import services
from yiwang.kit.ledger import queries as ledger


def _queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_asks_the_same_few_questions_with_five_and_with_sixty_cases(scene: Scene, at_desk: Seat) -> None:
    client = at_desk(scene.clerk)
    for _ in range(5):
        scene.receive()
    few = _queries(client, "/desk/?queue=all")
    for _ in range(55):
        scene.receive()
    many = _queries(client, "/desk/?queue=all")
    assert few == many <= 8


@pytest.mark.prove
def test_and_with_five_hundred(scene: Scene, at_desk: Seat) -> None:
    for _ in range(500):
        scene.receive()
    assert _queries(at_desk(scene.clerk), "/desk/?queue=all") <= 8


def test_pages_of_the_list_follow_each_other_without_repeating_a_case(scene: Scene, at_desk: Seat) -> None:
    numbers = {scene.receive().number for _ in range(35)}
    client = at_desk(scene.clerk)
    first = client.get("/desk/?queue=all")
    second = client.get(f"/desk/?queue=all&after={first.context['cursor']}")
    shown = [row.case.number for page in (first, second) for row in page.context["rows"]]
    assert len(shown) == 35 and set(shown) == numbers


def test_a_case_is_found_by_the_beginning_of_its_number(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    scene.receive()
    page = at_desk(scene.clerk).get(f"/desk/?queue=all&q={number}")
    assert [row.case.number for row in page.context["rows"]] == [number]


def test_the_list_itself_opens_no_case_and_leaves_no_leaf(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    before = len(ledger.of_case(number))
    at_desk(scene.clerk).get("/desk/?queue=all")
    assert len(ledger.of_case(number)) == before


def test_the_panel_is_what_a_full_load_shows_and_leaves_one_leaf(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    client = at_desk(scene.clerk)
    before = len(ledger.of_case(number))
    part = client.get(f"/desk/?queue=all&case={number}", headers={"HX-Request": "true"}).content.decode()
    assert [leaf.kind for leaf in ledger.of_case(number)[before:]] == ["cases.read"]
    whole = client.get(f"/desk/?queue=all&case={number}").content.decode()
    assert part.startswith('<aside class="panel" id="panel"') and "<html" not in part
    for said in (number[:4], 'data-key="a"', "布局图"):
        assert said in part and said in whole


def test_several_unassigned_cases_are_taken_at_once(scene: Scene, at_desk: Seat) -> None:
    numbers = [scene.receive().number for _ in range(3)]
    services.take(actor=scene.reviewer, number=numbers[0])
    answer = at_desk(scene.clerk).post("/desk/take/", {"number": numbers})
    assert answer["Location"].endswith("taken=2")
    assert [scene.case(number).officer_id for number in numbers] == [
        scene.reviewer.post, scene.clerk.post, scene.clerk.post
    ]  # fmt: skip


@pytest.mark.parametrize("queue", ["mine", "unassigned", "overdue", "waiting", "paused", "all", "closed"])
def test_an_empty_queue_says_what_will_be_there(scene: Scene, at_desk: Seat, queue: str) -> None:
    page = at_desk(scene.clerk).get(f"/desk/?queue={queue}")
    assert page.status_code == 200 and 'class="empty"' in page.content.decode()


def test_the_desk_speaks_english(scene: Scene, at_desk: Seat) -> None:
    client = at_desk(scene.clerk)
    client.cookies["yiwang_language"] = "en"
    number = scene.receive().number
    for address in ("/desk/?queue=all", f"/desk/cases/{number}/", "/desk/accept/"):
        text = client.get(address).content.decode()
        assert 'lang="en"' in text and "Unassigned" in text and "工作列表" not in text
