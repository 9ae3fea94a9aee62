"""A draft is seen as applicants will see it: by the very pages of the portal, and nothing can be filed from there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.registers.catalogue import items
from tests.registers.drafts.scene import CODE, Scene
from yiwang.casework.intake.models import Draft as Application
from yiwang.kit import calendar
from yiwang.registers.drafts import previewing, services

pytestmark = pytest.mark.django_db
SECRET = "这句话只给审核员看"


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def address(scene: Scene) -> str:
    draft = scene.edited(summary=items.text("养鸭子以后更方便。", "Ducks made easier."), visits=2,
                         visits_reason=items.text("验鸭"))  # fmt: skip
    services.submit(actor=scene.ji, draft=draft.public_id, note=SECRET)
    services.send_back(actor=scene.xie, draft=draft.public_id, note=SECRET)
    return f"/preview/{previewing.token(scene.ji, draft.public_id)}/"


def get(path: str, language: str = "zh-hans", **more: Any) -> tuple[int, str, Any]:
    client = Client()
    client.cookies["yiwang_language"] = language
    answer = client.get(path, **more)
    return answer.status_code, answer.content.decode(), answer


def test_the_guide_shows_what_the_draft_says_and_the_city_still_shows_the_other(address: str) -> None:
    status, page, answer = get(address)
    assert status == 200 and "养鸭子以后更方便。" in page and '<span class="n">2</span>' in page
    assert "预览：还没有发布" in page and SECRET not in page
    assert "养鸭子以后更方便。" not in get(f"/items/{CODE}/")[1]
    assert "Ducks made easier." in get(address, "en")[1] and "Ducks made easier." in get(address, "en")[1]
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "noindex" in answer["X-Robots-Tag"] and "no-store" in answer["Cache-Control"]


def test_answers_lead_from_question_to_papers_to_form_and_nothing_is_kept(address: str) -> None:
    client = Client()
    first = client.post(f"{address}question/size/", {"size": "many"})
    assert first.status_code == 302 and first["Location"] == f"{address}question/river/?size=many"
    assert "靠近河道吗" in get(first["Location"])[1]
    second = client.post(first["Location"], {"river": "yes"})
    status, page, _ = get(second["Location"])
    assert status == 200 and "池塘平面图" in page and "从证照库取用" in page and "数据核验通过" in page
    assert "<input" not in page and "portal:" not in page and f"{address}form/applicant/" in page
    form = get(f"{address}form/applicant/?size=many&river=yes")[1]
    assert 'name="number"' in form
    third = client.post(f"{address}form/applicant/?size=many&river=yes", {"person_name": "周样例"})
    assert third["Location"] == f"{address}form/pond/?size=many&river=yes"
    last = client.post(third["Location"])
    assert last["Location"] == address and Application.objects.count() == 0


def test_an_answer_that_ends_the_road_says_so(address: str) -> None:
    answer = Client().post(f"{address}question/size/", {"size": "none"})
    assert "不需要许可。" in get(answer["Location"])[1]
    assert Client().post(f"{address}question/size/", {}).status_code == 422
    assert get(f"{address}question/nothing/")[0] == 404
    assert get(f"{address}materials/?size=nonsense")[2]["Location"] == f"{address}question/size/"


def test_the_address_is_sealed_and_lasts_a_working_day(address: str, scene: Scene) -> None:
    token = address.split("/")[2]
    for wrong in (token[:-2] + "AA", "C" * 24, token[::-1]):
        assert get(f"/preview/{wrong}/")[0] == 404
    with calendar.at(calendar.now() + timedelta(hours=9)):
        assert get(address)[0] == 404
    services.withdraw(actor=scene.ji, draft=previewing.opened(token).public_id)
    assert get(address)[0] == 404


def test_a_draft_that_cannot_be_read_yet_says_so_in_the_frame(scene: Scene) -> None:
    draft = scene.edited(materials=[{"key": "x"}])
    status, page, answer = get(f"/preview/{previewing.token(scene.ji, draft.public_id)}/")
    assert status == 422 and "读不通" in page and answer["X-Frame-Options"] == "SAMEORIGIN"
    unknown = {**scene.edited(materials=[]).declared, "form": items.item()["form"]}
    unknown["form"][0]["fields"].append({"element": "nowhere.known"})
    services.save(actor=scene.ji, draft=draft.public_id, declared=unknown, expected=3)
    assert get(f"/preview/{previewing.token(scene.ji, draft.public_id)}/form/applicant/?size=few")[0] == 422


def test_each_page_asks_the_database_little(address: str, django_assert_max_num_queries: Any) -> None:
    for path in ("", "question/size/", "materials/?size=few", "form/applicant/?size=few"):
        get(address + path)
        with django_assert_max_num_queries(16):
            assert get(address + path)[0] == 200
