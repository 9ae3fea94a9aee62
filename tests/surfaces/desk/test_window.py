"""Acceptance for a person standing there, and the posts page."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.casework.cases.scene import ORDINARY, Scene
from tests.casework.intake.files import pdf
from tests.registers import people
from tests.surfaces.desk.conftest import Seat
from yiwang.casework.cases.models import Case
from yiwang.instruments.exchange.models import Resource
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.ledger import queries as ledger
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering

WHO = {"kind": "citizen", "name": "秦样例", "phone": "13800000055", "q-mode": "noodles"}


def _draft(answer: object) -> str:
    found = re.search(r"/desk/accept/([A-Za-z0-9_-]{24})/", str(answer["Location"]))  # type: ignore[index]
    assert found
    return found[1]


def test_five_screens_from_the_door_to_the_receipt(scene: Scene, at_desk: Seat) -> None:
    _register()
    client = at_desk(scene.clerk)
    assert client.get("/desk/accept/").status_code == 200
    draft = _draft(client.post(f"/desk/accept/items/{ORDINARY}/", WHO | {"number": people.citizen_number(55)}))
    papers = client.get(f"/desk/accept/{draft}/materials/")
    assert [need.key for need, _ in papers.context["mine"]] == ["layout"]
    scanned = SimpleUploadedFile("布局图.pdf", pdf(), "application/pdf")
    assert client.post(f"/desk/accept/{draft}/materials/", {"file-layout": scanned})["Location"].endswith("/form/")
    assert client.post(f"/desk/accept/{draft}/form/", {"place": ""}).status_code == 422
    assert client.post(f"/desk/accept/{draft}/form/", {"place": "样例路 9 号"})["Location"].endswith("/summary/")
    read_out = client.get(f"/desk/accept/{draft}/summary/").content.decode()
    assert "样例路 9 号" in read_out and people.citizen_number(55) not in read_out
    for _ in range(2):  # pressed twice: one case
        assert client.post(f"/desk/accept/{draft}/summary/", {"key": draft}).status_code == 302
    slip = client.get(f"/desk/accept/{draft}/receipt/").content.decode()
    assert "这不是受理，也不是决定" in slip
    filed = Case.objects.get()
    assert (filed.source, filed.submitted_by, filed.state) == ("0", None, "received")
    assert "intake.window" in {seen.kind for seen in ledger.about(parties.subject_of(filed.applicant_id))}


def _register() -> None:
    """A register that nobody answers for: what it would say is verified later."""
    Resource.objects.create(
        key="p.i", name="人口身份核验", name_en="Identity", provider="11310000YW3100019L", register="population",
        asks=["number", "name"], returns=[], scenario={"zh": "核对", "en": "Check"}, basis="某法",
    )  # fmt: skip


def test_a_person_already_known_is_the_same_person(scene: Scene, at_desk: Seat) -> None:
    known = registering.register_person(actor=SYSTEM, name="秦样例", number=people.citizen_number(55))
    client = at_desk(scene.clerk)
    client.post(f"/desk/accept/items/{ORDINARY}/", WHO | {"number": people.citizen_number(55)})
    assert parties.find(people.citizen_number(55)) == known


def test_name_and_number_that_do_not_match_tell_nothing_more(scene: Scene, at_desk: Seat) -> None:
    registering.register_person(actor=SYSTEM, name="别样例", number=people.citizen_number(55), phone="13800000066")
    page = at_desk(scene.clerk).post(f"/desk/accept/items/{ORDINARY}/", WHO | {"number": people.citizen_number(55)})
    text = page.content.decode()
    assert page.status_code == 422 and "别样例" not in text and "13800000066" not in text and "秦样例" in text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "310101199001010000"}, "f-number"),
        ({"number": "", "q-mode": ""}, "f-q-mode-0"),
        ({"name": ""}, "f-name"),
    ],
)
def test_what_is_wrong_is_tied_to_its_field(scene: Scene, at_desk: Seat, typed: dict[str, str], field: str) -> None:
    given = WHO | {"number": people.citizen_number(55)} | typed
    page = at_desk(scene.clerk).post(f"/desk/accept/items/{ORDINARY}/", given)
    assert page.status_code == 422 and f'href="#{field}"' in page.content.decode()


def test_a_draft_belongs_to_the_seat_it_was_begun_at(scene: Scene, at_desk: Seat) -> None:
    begun = at_desk(scene.clerk).post(f"/desk/accept/items/{ORDINARY}/", WHO | {"number": people.citizen_number(55)})
    for page in ("materials/", "form/", "summary/", "receipt/", ""):
        assert at_desk(scene.stranger).get(f"/desk/accept/{_draft(begun)}/{page}").status_code == 404


def test_only_a_clerk_takes_applications(scene: Scene, at_desk: Seat) -> None:
    assert at_desk(scene.approver).get("/desk/accept/").status_code == 403
    assert Case.objects.count() == 0


def _administrator(scene: Scene) -> Actor:
    return scene.staff("管样例", 41, {"administrator"})


def test_an_administrator_appoints_opens_an_account_and_dismisses(scene: Scene, at_desk: Seat) -> None:
    client = at_desk(_administrator(scene))
    given = {"login": "SH0042", "department": str(scene.office), "title": "综合窗口", "roles": ["clerk"]}
    unknown = client.post("/desk/posts/appoint/", given)
    assert unknown.status_code == 422 and 'href="#f-login"' in unknown.content.decode()
    opened = given | {"name": "新样例", "number": people.citizen_number(42), "password": people.PASSWORD}
    assert client.post("/desk/posts/appoint/", opened).status_code == 302
    post = next(post for post in parties.colleagues(scene.office) if post.name == "新样例")
    assert "新样例" in client.get("/desk/posts/").content.decode()
    assert client.get(f"/desk/posts/{post.pk}/dismiss/").status_code == 200
    client.post(f"/desk/posts/{post.pk}/dismiss/")
    assert not parties.post(post.pk).is_live


def test_the_three_administrators_stay_apart_and_nothing_is_half_done(scene: Scene, at_desk: Seat) -> None:
    client = at_desk(_administrator(scene))
    given = {
        "login": "SH0043", "department": str(scene.office), "title": "管理", "roles": ["administrator", "auditor"],
        "name": "新样例", "number": people.citizen_number(43), "password": people.PASSWORD,
    }  # fmt: skip
    page = client.post("/desk/posts/appoint/", given)
    assert page.status_code == 422 and 'href="#r-clerk"' in page.content.decode()
    assert parties.account_by_login("SH0043") is None


def test_nobody_appoints_themself(scene: Scene, at_desk: Seat) -> None:
    admin = _administrator(scene)
    given = {"login": "SH0041", "department": str(scene.office), "title": "决定", "roles": ["approver"]}
    assert at_desk(admin).post("/desk/posts/appoint/", given).status_code == 403


def test_a_date_that_does_not_exist_is_tied_to_its_field(scene: Scene, at_desk: Seat) -> None:
    given = {"login": "SH0011", "department": str(scene.office), "title": "岗", "roles": ["clerk"],
             "starts_on-year": str(date(2026, 1, 1).year), "starts_on-month": "2", "starts_on-day": "30"}  # fmt: skip
    page = at_desk(_administrator(scene)).post("/desk/posts/appoint/", given)
    assert page.status_code == 422 and 'href="#f-starts_on-year"' in page.content.decode()


def test_an_approver_revokes_a_licence_with_reasons(scene: Scene, at_desk: Seat) -> None:
    from yiwang.casework.cases import services

    number = scene.accepted()
    services.grant(actor=scene.approver, number=number, expected=None)
    identifier = scene.case(number).licence
    client = at_desk(scene.approver)
    assert client.get(f"/desk/licences/?q={number}")["Location"].endswith(f"/{identifier}/")
    assert client.post(f"/desk/licences/{identifier}/", {"reason": " "}).status_code == 422
    asked = client.post(f"/desk/licences/{identifier}/", {"reason": "以欺骗手段取得"}).content.decode()
    assert "确定撤销这张证照吗" in asked and "以欺骗手段取得" in asked and "已撤销" not in asked
    given = {"reason": "以欺骗手段取得", "stage": "send"}
    page = client.post(f"/desk/licences/{identifier}/", given, follow=True).content.decode()
    assert "已撤销" in page
    assert at_desk(scene.stranger).get(f"/desk/licences/{identifier}/").status_code == 404
    assert at_desk(scene.clerk).post(f"/desk/licences/{identifier}/", {"reason": "x"}).status_code == 403
