"""The editor of items, attacked by somebody who may edit: what no page could show again, numbers that are none."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client

from tests.access.world import staff
from tests.registers.drafts.scene import CODE, Scene
from yiwang.kit.pack import files
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.drafts.services import writing

pytestmark = pytest.mark.django_db

PAGES = ("", "text/", "sections/basics/", "sections/materials/", "sections/questions/")
DEEP = {
    "lists": "x = " + "[" * 300 + "]" * 300,
    "lists that the parser refuses": "x = " + "[" * 100_000 + "]" * 100_000,
    "inline tables": "x = " + "{a=" * 300 + "1" + "}" * 300,
    "dots": "x" + ".a" * 400 + " = 1",
    "more dots": "x" + ".a" * 900 + " = 1",
    "so many dots that the parser takes minutes": "x" + ".a" * 150_000 + " = 1",
    "a header": "[x" + ".a" * 100_000 + "]",
}
ODD = {
    "a number too long": "x = " + "9" * 5000,
    "a number too long, by sixteen": "x = 0x" + "f" * 5000,
    "no number": "x = nan",
    "infinite": "x = -inf",
    "a NUL": 'x = "\\u0000"',
    "a NUL in a key": '"\\u0000" = 1',
    "the first day": "x = 0001-01-01",
    "the last moment": "x = 9999-12-31T23:59:59.999999-23:59",
    "wrong everywhere": 'questions = 5\nmaterials = 3\nform = "x"\nname = 4\nbasis = [[[1]]]\nlimits = []',
    "wrong inside": 'questions = [1, 2]\nmaterials = ["x", {}]\nform = [{fields = 3}]\naudience = {}\ntopics = [[1]]',
    "wrong further in": "[[questions]]\nkey = 5\noptions = [[1]]\nwhen = {a = 1}\n[[materials]]\npaper = 5\nwhen = []",
    "papers that are none": "[[materials]]\npaper = {a = 1}\n[[materials]]\npaper = [1]\nname = {zh = 1, en = []}",
    "offices that are none": "implementers = 4\ncompetence = 3\n[[implementations]]\ndepartment = []",
    "answers that are none": '[[questions]]\nkey = "q"\noptions = []\n[[materials]]\nwhen = {q = [[1]]}',
    "an office instead that is none": "competence = {fallback = []}",
    "many tables": "\n".join(f"[a{at}.b]" for at in range(9000)),
    "too long": 'x = "' + "a" * 500_000 + '"',
}


class Editing:
    """A browser of the editor with a draft open."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.client = scene, staff(scene.ji)
        self.client.raise_request_exception = False
        address = self.client.post(f"/desk/catalogue/items/{CODE}/edit/")["Location"]
        self.draft = address.split("/")[4]
        self.base = f"/desk/catalogue/drafts/{self.draft}/"

    def write(self, text: str) -> int:
        sent = {"text": f'code = "{CODE}"\n{text}', "edition": str(drafts.draft(self.scene.ji, self.draft).edition)}
        return self.client.post(f"{self.base}text/", sent).status_code

    def post(self, section: str, **sent: Any) -> int:
        return self.client.post(f"{self.base}sections/{section}/", sent).status_code


@pytest.fixture
def editing(db: None) -> Editing:
    return Editing(Scene())


def nothing_deep_is_kept(editing: Editing) -> None:
    for text in DEEP.values():
        begun = time.monotonic()
        assert editing.write(text) == 422, text[:20]
        assert time.monotonic() - begun < 5, text[:20]
    for page in PAGES:
        assert editing.client.get(editing.base + page).status_code == 200, f"{page} cannot be shown any more"


def test_what_is_nested_too_deep_is_refused_at_once_and_the_draft_can_be_shown(editing: Editing) -> None:
    nothing_deep_is_kept(editing)


def test_control_where_nobody_looks_how_deep_it_is_the_draft_cannot_be_shown_any_more(
    editing: Editing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (files, writing):
        monkeypatch.setattr(room, "is_too_deep", lambda value: False)
    assert editing.write(DEEP["lists"]) == 302
    assert editing.client.get(editing.base).status_code == 500


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_refused_or_kept_and_shown(editing: Editing, text: str) -> None:
    assert editing.write(text) in (302, 422)
    for page in PAGES:
        assert editing.client.get(editing.base + page).status_code == 200, page
    assert editing.client.get(f"{editing.base}preview/", follow=True).status_code in (200, 422)
    assert editing.client.post(f"{editing.base}acts/submit/").status_code in (302, 409, 422)


@pytest.mark.parametrize("count", ["9" * 5000, "9" * 18, "-1", "x", "²", "１", ""])
def test_a_count_of_rows_that_is_none_fails_nowhere(editing: Editing, count: str) -> None:
    for name in ("questions", "materials", "form"):
        assert editing.post(name, **{f"{name}#": count, "edition": "1"}) in (302, 409, 422)
        checked = editing.client.post(f"{editing.base}sections/{name}/check/", {f"{name}#": count})
        assert checked.status_code == 200


@pytest.mark.parametrize(
    "do",
    [
        *(f"{act}:questions[{'9' * 5000}]" for act in ("add", "up", "down", "remove")),
        *("add:", "up:", "remove:", "fix:", "add:materials[0]", "add:materials[99].basis", "add:name.zh"),
        *("up:questions[-1]", "down:questions[0].options[999999999999]", "add:questions[0].options[0].label"),
        *("fix:shape:x", "fix:situation.gap:" + "[" * 500, "zzz:" + "." * 500, "add:\x00"),
    ],
)
def test_a_button_that_no_page_has_fails_nowhere(editing: Editing, do: str) -> None:
    for section in ("basics", "questions", "materials", "form"):
        assert editing.post(section, do=do, edition="1") in (200, 302, 409, 422), section


def test_a_preview_cannot_be_forged_and_runs_nothing_of_what_is_written(editing: Editing) -> None:
    bad = "<script>alert(1)</script>"
    view = drafts.draft(editing.scene.ji, editing.draft)
    said = {"zh": bad, "en": bad}
    body = {**view.declared, "name": said, "url": "javascript:alert(1)", "conditions": [said]}
    writing.save(actor=editing.scene.ji, draft=editing.draft, declared=body, expected=view.edition)
    address = str(editing.client.get(f"{editing.base}preview/")["Location"])
    page = Client().get(address)
    assert page.status_code == 200 and "noindex" in page["X-Robots-Tag"]
    assert bad not in page.content.decode() and 'href="javascript:' not in page.content.decode()
    token = address.rstrip("/").rpartition("/")[2]
    for forged in (token[:-2] + "AA", token[1:], token + "A", "A" * len(token), editing.draft):
        assert Client().get(f"/preview/{forged}/").status_code == 404, forged
