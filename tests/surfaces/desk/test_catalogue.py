"""The item manager's pages: an item from the list to the draft, written section by section, reviewed by other eyes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.registers.drafts.scene import CITY, CODE, Scene
from tests.surfaces.desk.conftest import Seat
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.materials import services as papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(db: None) -> Scene:
    return Scene()


def posted(html: str) -> dict[str, list[str]]:
    """What a browser would send of the editor's form as it stands."""
    form = html[html.index('id="edit"') : html.index("</form>", html.index('id="edit"'))]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = ('type="checkbox"' not in tag and 'type="radio"' not in tag) or " checked" in tag
        if name and ticked:
            sent.setdefault(name[1], []).append(value[1] if value else "on")
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        sent.setdefault(name, []).append(value)
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        sent.setdefault(name, []).append(chosen[1] if chosen else "")
    return {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}


def opened(client: Client) -> str:
    """A draft of the item, and its key."""
    answer = client.post(f"/desk/catalogue/items/{CODE}/edit/")
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[4]


def section(client: Client, draft: str, key: str) -> dict[str, list[str]]:
    return posted(client.get(f"/desk/catalogue/drafts/{draft}/sections/{key}/").content.decode())


def save(client: Client, draft: str, key: str, do: str = "save", **changed: Any) -> Any:
    sent: dict[str, Any] = section(client, draft, key) | {"do": do}
    return client.post(f"/desk/catalogue/drafts/{draft}/sections/{key}/", sent | changed)


def declared(held: Scene, draft: str) -> dict[str, Any]:
    return dict(drafts.draft(held.ji, draft).declared)


@pytest.mark.parametrize("key", ["basics", "questions", "materials", "form", "limits", "steps", "law"])
def test_no_two_places_of_a_page_have_one_name(held: Scene, at_desk: Seat, key: str) -> None:
    client = at_desk(held.ji)
    html = client.get(f"/desk/catalogue/drafts/{opened(client)}/sections/{key}/").content.decode()
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names))


SECTIONS = ["basics", "questions", "materials", "form", "limits", "steps", "law"]


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_sent_back_as_it_is_changes_nothing(held: Scene, at_desk: Seat, key: str) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    before = declared(held, draft)
    assert save(client, draft, key).status_code == 302
    assert declared(held, draft) == before and drafts.draft(held.ji, draft).edition == 1


def test_the_editor_itself_is_not_called_a_preview(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    page = client.get(f"/desk/catalogue/drafts/{opened(client)}/sections/basics/").content.decode()
    assert 'id="preview" src="/desk/' in page and "预览：还没有发布" not in page


def test_what_is_written_is_kept_faulty_or_not(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    answer = save(client, draft, "basics", **{"name.zh": "", "name.en": "", "visits": "often"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert declared(held, draft)["visits"] == "often" and 'value="often"' in page
    assert "edit__find--error" in page


def test_rows_are_added_moved_and_taken_away_by_buttons_that_post(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    keys = [row["key"] for row in declared(held, draft)["materials"]]
    added = save(client, draft, "materials", "add:materials", **{"new-paper": "水质检测报告"})
    assert added["Location"].endswith("#at-materials-4")
    assert declared(held, draft)["materials"][4]["name"]["zh"] == "水质检测报告"
    save(client, draft, "materials", "up:materials[4]")
    save(client, draft, "materials", "remove:materials[0]")
    now = [row["key"] for row in declared(held, draft)["materials"]]
    assert now == [keys[1], keys[2], "paper-5", keys[3]]
    save(client, draft, "questions", "add:questions[0].options")
    assert len(declared(held, draft)["questions"][0]["options"]) == 4


def test_a_button_keeps_what_was_typed_beside_it(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    save(client, draft, "basics", "add:conditions", **{"conditions[0].zh": "有一块自己的稻田"})
    assert [row["zh"] for row in declared(held, draft)["conditions"]] == ["有一块自己的稻田", ""]


ID_CARD = {
    **{"key": "id-card", "name": {"zh": "居民身份证", "en": "Resident identity card"}, "aliases": ["身份证"]},
    **{"kind": "2", "source": "20", "issuer": "公安机关", "resource": "population.identity"},
}


@pytest.mark.parametrize("name", ["居民身份证", "身份证"])
def test_a_paper_of_the_registry_comes_whole_by_any_of_its_names(held: Scene, at_desk: Seat, name: str) -> None:
    papers.keep(city=CITY, declared=[ID_CARD])
    client = at_desk(held.ji)
    draft = opened(client)
    page = client.get(f"/desk/catalogue/drafts/{draft}/sections/materials/").content.decode()
    assert '<option value="身份证">居民身份证</option>' in page
    save(client, draft, "materials", "add:materials", **{"new-paper": name})
    row = drafts.whole(declared(held, draft))["materials"][-1]
    assert (row["paper"], row["name"]["zh"], row["resource"]) == ("id-card", "居民身份证", "population.identity")


def test_a_name_that_only_other_items_use_is_not_offered(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    page = client.get(f"/desk/catalogue/drafts/{opened(client)}/sections/materials/").content.decode()
    assert re.search(r'<datalist id="list-papers">\s*</datalist>', page)


def test_whoever_has_no_cases_begins_at_the_items(held: Scene, at_desk: Seat) -> None:
    assert at_desk(held.ji).get("/desk/")["Location"] == "/desk/catalogue/"


def test_what_is_found_stands_beside_its_box_and_is_mended_by_a_button(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    typed = section(client, draft, "basics") | {"conditions[0].zh": "有身份证、户口簿等"}
    checked = client.post(f"/desk/catalogue/drafts/{draft}/sections/basics/check/", typed).content.decode()
    assert 'id="at-conditions-0-f" hx-swap-oob="true"' in checked.replace("at-conditions-0-f", "at-conditions-0-f")
    assert "fix:vague.etc@conditions[0]" in checked and "为什么" in checked
    assert declared(held, draft)["conditions"][0]["zh"] == "有一块稻田"
    answer = save(client, draft, "basics", "fix:vague.etc@conditions[0]", **{"conditions[0].zh": "有身份证、户口簿等"})
    assert answer.status_code == 200 and declared(held, draft)["conditions"][0]["zh"] == "有身份证、户口簿"


def test_typing_is_kept_by_itself_when_asked_to(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    typed = section(client, draft, "basics") | {"summary.zh": "新的一句", "keep": "1"}
    checked = client.post(f"/desk/catalogue/drafts/{draft}/sections/basics/check/", typed).content.decode()
    assert declared(held, draft)["summary"]["zh"] == "新的一句"
    assert 'name="edition" value="2"' in checked and "已保存，第 2 稿" in checked


def test_what_two_people_changed_apart_is_put_together(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    mine = section(client, draft, "basics") | {"summary.zh": "我写的", "do": "save"}
    save(at_desk(held.both), draft, "limits", **{"limits.promised.count": "3"})
    assert client.post(f"/desk/catalogue/drafts/{draft}/sections/basics/", mine).status_code == 302
    now = declared(held, draft)
    assert now["summary"]["zh"] == "我写的" and now["limits"]["promised"]["count"] == 3


def test_what_both_changed_waits_for_a_reader_and_is_not_lost(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    mine = section(client, draft, "basics") | {"summary.zh": "我写的", "do": "save"}
    save(at_desk(held.both), draft, "basics", **{"summary.zh": "别人写的"})
    clash = client.post(f"/desk/catalogue/drafts/{draft}/sections/basics/", mine)
    page = clash.content.decode()
    assert clash.status_code == 409 and "我写的" in page and "别人写的" in page
    assert declared(held, draft)["summary"]["zh"] == "别人写的"
    over = re.search(r'name="over" value="(\d+)"', page)
    assert over
    assert client.post(
        f"/desk/catalogue/drafts/{draft}/sections/basics/", mine | {"over": over[1]}
    ).status_code == 302  # fmt: skip
    assert declared(held, draft)["summary"]["zh"] == "我写的"


def test_an_edition_before_comes_back(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    save(client, draft, "basics", **{"summary.zh": "写坏了"})
    assert "退回到这一稿" in client.get(f"/desk/catalogue/drafts/{draft}/").content.decode()
    client.post(f"/desk/catalogue/drafts/{draft}/back/", {"back": "1", "edition": "2"})
    assert declared(held, draft)["summary"]["zh"] != "写坏了" and drafts.draft(held.ji, draft).edition == 3


def test_the_whole_item_is_written_as_a_file_too(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    page = client.get(f"/desk/catalogue/drafts/{draft}/text/")
    assert page.status_code == 200
    text = page.context["text"]
    broken = client.post(f"/desk/catalogue/drafts/{draft}/text/", {"text": text + "\nx = [", "edition": "1"})
    assert broken.status_code == 422 and "行" in broken.content.decode() and "x = [" in broken.content.decode()
    changed = text.replace("稻田养鸭许可", "稻田养鸭的许可")
    assert client.post(f"/desk/catalogue/drafts/{draft}/text/", {"text": changed, "edition": "1"}).status_code == 302
    assert declared(held, draft)["name"]["zh"] == "稻田养鸭的许可"


def test_from_a_changed_word_to_a_new_version_by_two_people(held: Scene, at_desk: Seat) -> None:
    editor, publisher = at_desk(held.ji), at_desk(held.xie)
    draft = opened(editor)
    save(editor, draft, "limits", **{"limits.promised.count": "2"})
    overview = editor.get(f"/desk/catalogue/drafts/{draft}/").content.decode()
    assert "acts/submit/" in overview and "acts/approve/" not in overview
    assert editor.post(f"/desk/catalogue/drafts/{draft}/acts/submit/", {"note": "缩短"}).status_code == 302
    review = publisher.get(f"/desk/catalogue/drafts/{draft}/").content.decode()
    assert "缩短" in review and "acts/approve/" in review and "acts/send_back/" in review
    assert publisher.post(f"/desk/catalogue/drafts/{draft}/acts/send_back/", {"note": ""}).status_code == 422
    approved = publisher.post(f"/desk/catalogue/drafts/{draft}/acts/approve/", {"edition": "2"})
    assert approved.status_code == 302
    done = publisher.post(f"/desk/catalogue/drafts/{draft}/acts/publish/", {"on": "now"}, follow=True)
    assert "已发布" in done.content.decode()
    item = publisher.get(f"/desk/catalogue/items/{CODE}/").content.decode()
    assert "第 2 版" in item and "和第 1 版比" in item
    changes = publisher.get(f"/desk/catalogue/items/{CODE}/changes/").content.decode()
    assert "承诺" in changes


def test_whoever_wrote_it_finds_no_way_to_approve_it(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.both)
    draft = opened(client)
    save(client, draft, "limits", **{"limits.promised.count": "2"})
    client.post(f"/desk/catalogue/drafts/{draft}/acts/submit/", {})
    page = client.get(f"/desk/catalogue/drafts/{draft}/").content.decode()
    assert "acts/approve/" not in page and "另一位审核员" in page
    assert client.post(f"/desk/catalogue/drafts/{draft}/acts/approve/", {"edition": "2"}).status_code == 403
    assert drafts.draft(held.xie, draft).state == "review"


PAGES = ["", "new/", f"items/{CODE}/", f"items/{CODE}/changes/", f"items/{CODE}/retire/"]


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_another_role_is_refused(held: Scene, at_desk: Seat, page: str) -> None:
    from tests.registers.drafts.scene import official

    assert at_desk(official("路样例", 88, "clerk")).get(f"/desk/catalogue/{page}").status_code == 403
    assert at_desk(None).get(f"/desk/catalogue/{page}").status_code == 302


def test_the_rail_leads_there_only_whom_it_concerns(held: Scene, at_desk: Seat) -> None:
    from tests.registers.drafts.scene import official

    assert "/desk/catalogue/" in at_desk(held.ji).get("/desk/catalogue/").content.decode()
    assert "/desk/catalogue/" not in at_desk(official("路样例", 88, "clerk")).get("/desk/").content.decode()


def test_another_offices_draft_is_not_found(held: Scene, at_desk: Seat) -> None:
    from tests.registers.drafts.scene import official

    draft = opened(at_desk(held.ji))
    stranger = at_desk(official("外样例", 89, "editor", "publisher", department=2))
    for page in ("", "sections/basics/", "text/", "preview/"):
        assert stranger.get(f"/desk/catalogue/drafts/{draft}/{page}").status_code == 404
    assert stranger.post(f"/desk/catalogue/drafts/{draft}/acts/withdraw/").status_code == 404
    assert stranger.post(f"/desk/catalogue/items/{CODE}/edit/").status_code == 403


def test_a_new_item_begins_with_its_code_and_name(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    wrong = client.post(
        "/desk/catalogue/new/", {"name": "养鹅许可", "name_en": "Geese", "code": "12", "audience": "person"}
    )
    assert wrong.status_code == 422 and "养鹅许可" in wrong.content.decode()
    sent = {"name": "养鹅许可", "name_en": "Geese", "code": "310117002000", "audience": "person"}
    begun = client.post("/desk/catalogue/new/", sent)
    assert begun.status_code == 302 and "/sections/basics/" in begun["Location"]


def test_an_end_is_proposed_with_day_and_reason(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    assert client.post(f"/desk/catalogue/items/{CODE}/retire/", {"reason": "x"}).status_code == 422
    sent = {"from_on-year": "2099", "from_on-month": "1", "from_on-day": "1", "reason": "权力取消"}
    proposed = client.post(f"/desk/catalogue/items/{CODE}/retire/", sent)
    assert proposed.status_code == 302
    assert "权力取消" in at_desk(held.xie).get(proposed["Location"]).content.decode()


def test_each_list_shows_what_is_in_it(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    assert CODE in client.get("/desk/catalogue/").content.decode()
    assert CODE not in client.get("/desk/catalogue/?q=没有这样的").content.decode()
    opened(client)
    assert "起草中" in client.get("/desk/catalogue/?stage=draft").content.decode()
    for stage in ("scheduled", "review", "retired"):
        assert CODE not in client.get(f"/desk/catalogue/?stage={stage}").content.decode()


def test_the_pages_ask_little_of_the_database(held: Scene, at_desk: Seat, django_assert_max_num_queries: Any) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    for page, most in (
        ("", 10),
        (f"items/{CODE}/", 16),
        (f"drafts/{draft}/", 26),
        (f"drafts/{draft}/sections/materials/", 19),
    ):
        client.get(f"/desk/catalogue/{page}")
        with django_assert_max_num_queries(most):
            client.get(f"/desk/catalogue/{page}")


def test_the_preview_is_the_guide_of_the_draft_in_a_frame_of_our_own(held: Scene, at_desk: Seat) -> None:
    client = at_desk(held.ji)
    draft = opened(client)
    save(client, draft, "basics", **{"summary.zh": "只在草稿里的一句"})
    answer = Client().get(client.get(f"/desk/catalogue/drafts/{draft}/preview/")["Location"])
    page = answer.content.decode()
    assert "只在草稿里的一句" in page and "预览：还没有发布" in page
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert Client().get("/preview/" + "A" * 40 + "/").status_code == 404
    save(client, draft, "basics", **{"visits": "often"})
    assert "读不通" in client.get(f"/desk/catalogue/drafts/{draft}/preview/", follow=True).content.decode()
