"""The administrator's pages of powers: the list, a power, and what will happen on which day."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.casework.cases.scene import Scene, on
from tests.registers.powers import land
from tests.surfaces.desk.conftest import Seat
from yiwang.casework.cases.models import Case
from yiwang.kit.actor import Actor
from yiwang.registers.catalogue import services as catalogue


@pytest.fixture
def head(scene: Scene) -> Actor:
    """The administrator of a city with a power delegated from the first of December, and one cancelled."""
    from tests.casework.cases.scene import ELEMENTS, ORDINARY, PLAIN, item

    with on("11-01"):
        land.settle(
            land.delegation(pending="move", pending_basis="样例交接通知"),
            listed=[land.power(), land.power(land.BRIDGE, name=land.BRIDGES, changes=[land.CANCEL])],
        )
        wanted = [item(ORDINARY, power=land.SEWER), item(PLAIN, power=land.BRIDGE)]
        catalogue.publish(city="310000", items=wanted, elements=ELEMENTS)
    with on("11-18"):
        for code, place in ((ORDINARY, land.STREET), (ORDINARY, ""), (PLAIN, "")):
            number = scene.receive(code).number
            Case.objects.filter(number=number).update(place=place)
    return scene.staff("冯样例", 21, {"administrator"})


def test_what_is_announced_stands_first_and_says_how_many_cases(at_desk: Seat, head: Actor) -> None:
    with on("11-20"):
        page = " ".join(at_desk(head).get("/desk/powers/").content.decode().split())
    assert "已经公布的变动" in page
    assert "在办的 1 件移交" in page and "在办的 1 件不动" in page
    assert page.index("已经公布的变动") < page.index("样例桥梁许可</a> <p")


def test_a_power_shows_its_delegations_and_its_dry_run(at_desk: Seat, head: Actor) -> None:
    with on("11-20"):
        page = at_desk(head).get(f"/desk/powers/{land.SEWER}/").content.decode()
        assert "在办的随权力移交" in page and "不在期内" in page and "样例新片区" in page
        assert at_desk(head).get("/desk/powers/310199999000/").status_code == 404
    with on("12-02"):
        page = at_desk(head).get(f"/desk/powers/{land.SEWER}/").content.decode()
    assert "园内事园内办" in page and "1 件里有 0 件" in page and "没有公布的变动。" in page


def test_the_list_is_narrowed_by_word_state_and_department(at_desk: Seat, head: Actor) -> None:
    client = at_desk(head)
    with on("12-02"):
        cancelled = client.get("/desk/powers/?state=cancelled").content.decode()
        assert "样例桥梁许可" in cancelled and "样例排水许可" not in cancelled
        assert "没有找到" in client.get("/desk/powers/?q=没有").content.decode()
        assert client.get("/desk/powers/?after=zzz&department=x&state=y").status_code == 200


def test_nobody_else_at_the_desk_sees_it(at_desk: Seat, scene: Scene, head: Actor) -> None:
    assert at_desk(scene.clerk).get("/desk/powers/").status_code == 403


@pytest.mark.parametrize(("path", "most"), [("/desk/powers/", 20), (f"/desk/powers/{land.SEWER}/", 18)])
def test_a_page_asks_few_questions_of_the_database(at_desk: Seat, head: Actor, path: str, most: int) -> None:
    client = at_desk(head)
    with on("11-20"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
    assert len(asked) <= most, [each["sql"][:140] for each in asked]
