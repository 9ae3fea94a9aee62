"""From one case to the next: filters on the list, written acts to read, what follows an act, the window's own list."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import PLAIN, Scene, on
from tests.surfaces.desk.conftest import Seat
from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.kit.ledger import queries as ledger


def test_filters_are_links_that_keep_each_other(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        scene.receive()
        scene.receive(PLAIN)
        page = at_desk(scene.clerk).get(f"/desk/?queue=all&item={PLAIN}&only=turn")
    assert [row.case.item_code for row in page.context["rows"]] == [PLAIN]
    text = " ".join(page.content.decode().split())
    assert f"?queue=all&amp;only=soon&amp;item={PLAIN}" in text
    assert f"?queue=all&amp;item={PLAIN}" in text, "chosen again it is taken away"
    assert "轮到我办 1" in text and "两天内到期 0" in text


@pytest.mark.parametrize("only", list(cases.ONLY))
def test_a_filter_that_leaves_nothing_shows_the_way_back(scene: Scene, at_desk: Seat, only: str) -> None:
    text = at_desk(scene.clerk).get(f"/desk/?queue=all&only={only}").content.decode()
    assert "没有这样的办件" in text and 'href="?queue=all"' in text


def test_the_first_page_is_the_first_page_of_this_list(scene: Scene, at_desk: Seat) -> None:
    for _ in range(31):
        scene.receive()
    client = at_desk(scene.clerk)
    cursor = client.get("/desk/?queue=all&only=turn").context["cursor"]
    text = client.get(f"/desk/?queue=all&only=turn&after={cursor}").content.decode()
    assert 'href="?queue=all&amp;only=turn">' in text and "回到第一页" in text


def test_the_items_of_the_office_lead_to_their_cases(scene: Scene, at_desk: Seat) -> None:
    client = at_desk(scene.clerk)
    text = client.get("/desk/items/?queue=all").content.decode()
    assert f"?queue=all&amp;item={PLAIN}" in text
    assert PLAIN not in at_desk(scene.stranger).get("/desk/items/?queue=all").content.decode()


def test_a_written_act_is_read_at_the_desk_and_leaves_a_leaf(scene: Scene, at_desk: Seat) -> None:
    number = scene.accepted("11-18")
    client = at_desk(scene.reviewer)
    address = f"/desk/cases/{number}/notices/2/"
    assert address in client.get(f"/desk/cases/{number}/").content.decode()
    before = len(ledger.of_case(number))
    text = client.get(address).content.decode()
    assert "受理通知书" in text and "决定受理" in text and "data-print" in text
    assert [leaf.kind for leaf in ledger.of_case(number)[before:]] == ["cases.read"]
    assert client.get(f"/desk/cases/{number}/notices/99/").status_code == 404
    assert at_desk(scene.stranger).get(address).status_code == 404


def test_after_an_act_it_is_confirmed_and_the_next_case_is_offered(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        first, second = scene.receive().number, scene.receive().number
        client = at_desk(scene.clerk)
        done = client.post(f"/desk/cases/{first}/acts/accept/", {"stage": "send", "revision": "1"}, follow=True)
        text = " ".join(done.content.decode().split())
        assert "已受理" in text and "下一件：" in text
        assert f'href="/desk/cases/{second}/" data-key="j" aria-keyshortcuts="j" autofocus' in text
        last = client.post(f"/desk/cases/{second}/acts/accept/", {"stage": "send", "revision": "1"}, follow=True)
    assert "没有别的等您处理" in last.content.decode()


def test_after_taking_a_case_one_stays_with_it(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        first, _ = scene.receive().number, scene.receive().number
        text = at_desk(scene.clerk).post(f"/desk/cases/{first}/take/", follow=True).content.decode()
    assert "已领到您的列表" in text
    assert 'aria-keyshortcuts="j" autofocus' not in text


def test_the_clerk_of_another_office_sees_how_far_it_is_and_opens_nothing(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        number = scene.receive(actor=scene.stranger, source="0").number
        services.accept(actor=scene.clerk, number=number, expected=None)
        client = at_desk(scene.stranger)
        text = client.get("/desk/received/").content.decode()
        assert cases.view(cases.find(scene.clerk, number)).number_grouped in text and "审查中" in text
        assert f"/desk/cases/{number}/" not in text and "周样例" not in text and "样例路" not in text
        assert client.get(f"/desk/cases/{number}/").status_code == 404
    assert "通办</span>" in at_desk(scene.clerk).get("/desk/?queue=all").content.decode()


def test_only_a_clerk_has_a_window(scene: Scene, at_desk: Seat) -> None:
    assert at_desk(scene.approver).get("/desk/received/").status_code == 403
    assert "您还没有在窗口收过件" in at_desk(scene.clerk).get("/desk/received/").content.decode()


def test_the_applicants_last_words_stand_beside_the_list(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    services.send_message(actor=scene.zhou, number=number, text="布局图换过了，请看新的。")
    text = at_desk(scene.clerk).get(f"/desk/?queue=all&case={number}").content.decode()
    assert "布局图换过了，请看新的。" in text and f"/desk/cases/{number}/#messages" in text


def test_materials_are_spoken_of_to_the_officer(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    text = at_desk(scene.clerk).get(f"/desk/cases/{number}/").content.decode()
    assert "申请人提交。" in text and "您已上传" not in text


def test_the_day_begins_where_there_is_work(scene: Scene, at_desk: Seat) -> None:
    clerk, approver = at_desk(scene.clerk), at_desk(scene.approver)
    assert clerk.get("/desk/").status_code == approver.get("/desk/").status_code == 200
    with on("11-18"):
        number = scene.receive().number
        assert clerk.get("/desk/")["Location"] == "/desk/?queue=unassigned"
        assert approver.get("/desk/").status_code == 200
        services.take(actor=scene.clerk, number=number)
        assert clerk.get("/desk/").context["queue"] == "mine"
        services.accept(actor=scene.clerk, number=number, expected=None)
    assert approver.get("/desk/")["Location"] == "/desk/?queue=all&only=turn"
    assert clerk.get("/desk/?queue=mine").status_code == 200


def test_what_is_reviewed_goes_to_who_decides(scene: Scene, at_desk: Seat) -> None:
    number = scene.accepted("11-18")
    client = at_desk(scene.reviewer)
    text = client.get(f"/desk/cases/{number}/").content.decode()
    assert "审查好了，交给决定人" in text and ">转办" not in text
    page = client.get(f"/desk/cases/{number}/hand-over/").content.decode()
    assert f'value="{scene.approver.post}" checked' in page
    for other in (scene.clerk, scene.approver):
        assert "审查好了" not in at_desk(other).get(f"/desk/cases/{number}/").content.decode()


def test_what_is_not_verified_is_not_reviewed(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        number = scene.receive(identity="to_verify").number
        services.accept(actor=scene.clerk, number=number, expected=None)
    assert "审查好了" not in at_desk(scene.reviewer).get(f"/desk/cases/{number}/").content.decode()
