"""Who gets in: nobody by knowing an address."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.casework.cases.scene import LAYOUT, Scene
from tests.registers import people
from tests.surfaces.desk.conftest import Seat
from yiwang.kit import files
from yiwang.kit.ledger import queries as ledger
from yiwang.registers.parties import services as parties

CASE = ["", "acts/accept/", "hand-over/", f"files/layout/{LAYOUT.digest}/", "complete/"]
OTHERS = ["/desk/", "/desk/accept/", "/desk/posts/", "/desk/posts/appoint/", "/desk/licences/", "/desk/ledger/"]


@pytest.mark.parametrize("page", CASE)
def test_another_offices_case_is_not_found_like_a_number_nobody_has(scene: Scene, at_desk: Seat, page: str) -> None:
    number = scene.receive().number
    client = at_desk(scene.stranger)
    other, nobody = client.get(f"/desk/cases/{number}/{page}"), client.get(f"/desk/cases/31002600000000000000/{page}")
    assert other.status_code == nobody.status_code == 404
    assert "周样例" not in other.content.decode() and number not in other.content.decode()


@pytest.mark.parametrize("page", ["identity/", "message/", "take/", "acts/accept/", "materials/layout/verify/"])
def test_another_office_cannot_act(scene: Scene, at_desk: Seat, page: str) -> None:
    number = scene.receive().number
    answer = at_desk(scene.stranger).post(f"/desk/cases/{number}/{page}", {"text": "x", "stage": "send"})
    assert answer.status_code == 404 and scene.acts(number) == ["receive"]


@pytest.mark.parametrize("page", OTHERS)
def test_whoever_has_not_signed_in_signs_in_and_comes_back(db: None, page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302 and answer["Location"].startswith("/desk/sign-in/?next=%2Fdesk%2F")


def test_a_form_sent_after_the_session_ended_is_kept(scene: Scene) -> None:
    number = scene.receive().number
    answer = Client().post(f"/desk/cases/{number}/message/", {"text": "写了一半"})
    assert answer.status_code == 403 and 'name="kept"' in answer.content.decode()
    assert "写了一半" not in answer.content.decode()


def test_a_citizen_signed_in_on_the_portal_is_nobody_at_the_desk(scene: Scene) -> None:
    account = parties.open_account(person=scene.zhou.person or 0, login="13800000009", password=people.PASSWORD)
    client = Client()
    session = client.session
    session["portal"] = {"account": account.pk}
    session.save()
    assert client.get(f"/desk/cases/{scene.receive().number}/").status_code == 302
    tried = client.post("/desk/sign-in/", {"login": "13800000009", "password": people.PASSWORD})
    assert tried.status_code == 403 and "desk" not in client.session


def test_staff_sign_in_with_number_and_password(scene: Scene) -> None:
    from datetime import date

    from yiwang.kit.actor import SYSTEM

    account = parties.open_account(person=people.person("沈样例", 31), login="SH0031", password=people.PASSWORD)
    parties.appoint(actor=SYSTEM, account=account, department=scene.office, title="岗", roles={"clerk"},
                    starts_on=date(2026, 1, 1))  # fmt: skip
    client = Client()
    wrong = client.post("/desk/sign-in/", {"login": "SH0031", "password": "不是这个密码 1"})
    assert wrong.status_code == 422 and "SH0031" in wrong.content.decode()
    right = client.post("/desk/sign-in/", {"login": "SH0031", "password": people.PASSWORD, "next": "//evil.example/"})
    assert right.status_code == 302 and right["Location"] == "/desk/"
    assert client.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302


def test_an_auditor_sees_the_ledger_and_no_case(scene: Scene, at_desk: Seat) -> None:
    number = scene.receive().number
    client = at_desk(scene.auditor)
    assert client.get("/desk/")["Location"] == "/desk/ledger/"
    assert client.get("/desk/ledger/").status_code == 200
    assert client.get(f"/desk/cases/{number}/").status_code == 403
    assert client.get("/desk/posts/").status_code == 403


def test_a_file_is_recorded_as_read_and_cannot_run(
    scene: Scene, at_desk: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "get", lambda digest: b"%PDF-1.4")
    number = scene.receive().number
    answer = at_desk(scene.clerk).get(f"/desk/cases/{number}/files/layout/{LAYOUT.digest}/")
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "filename*" in answer["Content-Disposition"]
    assert ledger.of_case(number)[-1].purpose == "file"
    assert at_desk(scene.clerk).get(f"/desk/cases/{number}/files/layout/{'1' * 64}/").status_code == 404


def the_staff_of_another_city_are_not_shown(scene: Scene, at_desk: Seat) -> None:
    elsewhere = people.department(7, of=people.GUANGDONG).pk
    scene.staff("远样例", 44, {"clerk"}, elsewhere)
    client = at_desk(scene.staff("管样例", 45, {"administrator"}))
    assert client.get(f"/desk/posts/?department={scene.office}").status_code == 200
    answers = [client.get(f"/desk/posts/?department={wanted}") for wanted in (elsewhere, 999999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("远样例" not in answer.content.decode() for answer in answers)


def test_the_staff_of_another_city_are_not_shown(scene: Scene, at_desk: Seat) -> None:
    """Two cities may stand in one database: an imported source is a city of its own."""
    the_staff_of_another_city_are_not_shown(scene, at_desk)


def test_control_where_any_department_is_shown_another_citys_staff_are(
    scene: Scene, at_desk: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from yiwang.surfaces.desk.pages import posts

    ours = SimpleNamespace(city=posts.settings.CITY)
    shown = SimpleNamespace(department=lambda pk: ours, departments=posts.offices.departments)
    monkeypatch.setattr(posts, "offices", shown)
    with pytest.raises(AssertionError):
        the_staff_of_another_city_are_not_shown(scene, at_desk)
