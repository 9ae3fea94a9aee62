"""Acts through the pages: what is asked, previewed, done, and what a colleague's act in between does."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import PLAIN, Scene, on
from tests.surfaces.desk.conftest import Seat
from yiwang.casework.cases import services
from yiwang.kit.ledger import queries as ledger
from yiwang.kit.outbox.models import Fact


def test_accepting_shows_the_notice_first_and_changes_nothing(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    client = at_desk(scene.clerk)
    facts, acts = Fact.objects.count(), scene.acts(number)
    page = client.get(f"/desk/cases/{number}/acts/accept/").content.decode()
    assert "受理通知书" in page and "决定受理" in page
    assert (scene.state(number), scene.acts(number), Fact.objects.count()) == ("received", acts, facts)
    done = client.post(f"/desk/cases/{number}/acts/accept/", {"stage": "send", "revision": "1"}, follow=True)
    assert scene.state(number) == "accepted" and "已受理" in done.content.decode()


def test_completion_lists_what_was_ticked_and_shows_it_before_it_is_sent(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    client, address = at_desk(scene.clerk), f"/desk/cases/{number}/acts/return_for_completion/"
    typed = {"revision": "1", "tick-layout": "1", "say-layout": "没有标洗手池", "more": "授权书"}
    seen = client.post(address, typed | {"stage": "preview"}).content.decode()
    assert "一次性补正告知书" in seen and "布局图：没有标洗手池" in seen and scene.state(number) == "received"
    assert client.post(address, typed | {"stage": "send"}).status_code == 302
    entry = scene.case(number).entries.order_by("line").last()
    assert entry is not None and entry.details["items"] == ["布局图：没有标洗手池", "授权书"]


def test_a_ticked_material_needs_a_word_what_is_wrong(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    address = f"/desk/cases/{number}/acts/return_for_completion/"
    page = at_desk(scene.clerk).post(address, {"revision": "1", "tick-layout": "1", "more": "授权书"})
    text = page.content.decode()
    assert page.status_code == 422 and 'href="#say-layout"' in text and "授权书" in text


def test_somebody_was_faster_and_what_was_typed_is_kept(scene: Scene, at_desk: Seat) -> None:
    number = scene.accepted(code=PLAIN)
    client, address = at_desk(scene.approver), f"/desk/cases/{number}/acts/refuse/"
    old = scene.case(number).revision - 1
    page = client.post(address, {"stage": "send", "revision": str(old), "reasons": "场所不符合规定"})
    assert page.status_code == 409 and "场所不符合规定" in page.content.decode()
    assert scene.state(number) == "accepted"


def test_an_act_that_is_no_longer_open_says_so_and_keeps_the_words(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    services.accept(actor=scene.reviewer, number=number, expected=None)
    address = f"/desk/cases/{number}/acts/return_for_completion/"
    page = at_desk(scene.clerk).post(address, {"stage": "send", "revision": "1", "say-layout": "没有标洗手池"})
    assert page.status_code == 409 and "没有标洗手池" in page.content.decode()


def test_one_filled_button_and_grave_acts_outlined(scene: Scene, at_desk: Seat) -> None:
    with on("11-18"):
        number = scene.accepted(code=PLAIN)
        text = at_desk(scene.approver).get(f"/desk/cases/{number}/").content.decode()
    acts = text.split('class="desk__acts"')[1].split("</section>")[0]
    assert acts.count('class="btn"') == 1 and 'class="btn btn--grave"' in acts
    assert "受理后不能再要求补正" not in acts  # an approver never asks for completion


def test_a_missing_act_is_explained_with_its_article(scene: Scene, at_desk: Seat) -> None:
    number = scene.accepted(code=PLAIN)
    text = at_desk(scene.reviewer).get(f"/desk/cases/{number}/").content.decode()
    assert "受理后不能再要求补正" in text and "第三十二条第一款第四项" in text


@pytest.mark.parametrize("act", ["grant", "refuse", "extend"])
def test_an_act_of_another_role_has_no_page(scene: Scene, at_desk: Seat, act: str) -> None:
    number = scene.accepted(code=PLAIN)
    client = at_desk(scene.clerk)
    assert client.get(f"/desk/cases/{number}/acts/{act}/").status_code == 302
    assert client.post(f"/desk/cases/{number}/acts/{act}/", {"stage": "send"}).status_code == 409
    assert scene.state(number) == "accepted"


def test_numbers_are_masked_until_somebody_asks_and_that_is_recorded(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive(contact_phone="13800000001").number
    client = at_desk(scene.clerk)
    assert "13800000001" not in client.get(f"/desk/cases/{number}/").content.decode()
    shown = client.post(f"/desk/cases/{number}/identity/").content.decode()
    assert "13800000001" in shown
    assert [leaf.kind for leaf in ledger.of_case(number)][-1] == "desk.identity_shown"


def test_the_address_alone_cannot_make_the_page_claim_an_act(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    assert "已准予" not in at_desk(scene.clerk).get(f"/desk/cases/{number}/?done=grant").content.decode()


def test_take_hand_over_and_write_to_the_applicant(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    client = at_desk(scene.clerk)
    client.post(f"/desk/cases/{number}/take/")
    assert scene.case(number).officer_id == scene.clerk.post
    empty = client.post(f"/desk/cases/{number}/hand-over/", {"revision": "1"})
    assert empty.status_code == 422
    client.post(f"/desk/cases/{number}/hand-over/", {"to_post": str(scene.reviewer.post)})
    assert scene.case(number).officer_id == scene.reviewer.post
    assert client.post(f"/desk/cases/{number}/message/", {"text": " "}).status_code == 422
    told = client.post(f"/desk/cases/{number}/message/", {"text": "布局图收到了"}, follow=True).content.decode()
    assert "布局图收到了" in told and "留言已发出" in told
