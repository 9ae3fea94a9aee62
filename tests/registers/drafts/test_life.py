"""From draft to version: two people, four eyes, nothing lost, a day on which it begins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from tests.registers import people
from tests.registers.catalogue import items
from tests.registers.drafts.scene import CITY, CODE, Scene, declared, official
from yiwang.kit import calendar
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Stale, Text
from yiwang.kit.ledger.models import Leaf
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as publishing
from yiwang.registers.drafts import keeping, life, queries, services
from yiwang.registers.drafts.models import Draft, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_table_says_who_may_what_in_which_state() -> None:
    everything = {"editor", "publisher"}
    for state, kind, wrote, acts in (
        ("draft", "edit", False, {"save", "move_over", "submit", "withdraw"}),
        ("returned", "new", True, {"save", "submit", "withdraw"}),
        ("review", "edit", False, {"send_back", "approve", "withdraw"}),
        ("review", "edit", True, {"send_back", "withdraw"}),
        ("review", "retire", True, {"send_back", "withdraw"}),
        ("approved", "edit", False, {"send_back", "publish", "withdraw"}),
        ("approved", "retire", True, {"send_back", "withdraw"}),
        ("published", "edit", False, {"cancel"}),
        ("withdrawn", "edit", False, set()),
    ):
        assert life.may(state, kind, everything, has_written=wrote) == acts, (state, kind, wrote)
    assert life.may("draft", "edit", {"publisher"}, has_written=False) == set()
    assert life.may("review", "edit", {"editor"}, has_written=False) == {"withdraw"}


def test_an_item_has_one_open_draft_and_whoever_comes_second_is_led_to_it(scene: Scene) -> None:
    first = services.open(actor=scene.ji, code=CODE)
    assert services.open(actor=scene.both, code=CODE).public_id == first.public_id
    assert dict(first.declared) == catalogue.declaration(first.based_on or 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        row = Draft.objects.get()
        row.pk, row.public_id = None, "another"
        row.save(force_insert=True)


def test_two_who_save_the_same_edition_lose_nothing(scene: Scene) -> None:
    begun = services.open(actor=scene.ji, code=CODE)
    mine, theirs = {**begun.declared, "keywords": ["我"]}, {**begun.declared, "keywords": ["她"]}
    services.save(actor=scene.both, draft=begun.public_id, declared=theirs, expected=1)
    with pytest.raises(services.Changed) as refused:
        services.save(actor=scene.ji, draft=begun.public_id, declared=mine, expected=1)
    assert refused.value.theirs.declared["keywords"] == ["她"] and refused.value.yours["keywords"] == ["我"]
    assert services.save(actor=scene.ji, draft=begun.public_id, declared=mine, expected=2).edition == 3
    assert services.save(actor=scene.ji, draft=begun.public_id, declared=mine, expected=1).edition == 3


def test_a_faulty_draft_is_kept_but_not_sent_to_review(scene: Scene) -> None:
    draft = scene.edited(materials=[{"key": "x"}], summary={"zh": "", "en": ""})
    with pytest.raises(services.NotClean) as refused:
        services.submit(actor=scene.ji, draft=draft.public_id)
    assert {"materials[0]", "summary.zh"} <= set(refused.value.fields)
    assert queries.draft(scene.ji, draft.public_id).declared["materials"] == [{"key": "x"}]


def test_what_changes_nothing_is_not_sent_to_review(scene: Scene) -> None:
    begun = services.open(actor=scene.ji, code=CODE)
    with pytest.raises(services.NothingChanged):
        services.submit(actor=scene.ji, draft=begun.public_id)


def test_published_for_tomorrow_it_begins_at_midnight(scene: Scene) -> None:
    draft = scene.approved(visits=1, visits_reason=items.text("验鸭"))
    tomorrow = calendar.today() + timedelta(days=1)
    before = scene.current()
    made = services.publish(actor=scene.xie, draft=draft.public_id, effective_on=tomorrow, reason="已核对")
    today = scene.current()
    assert before and today and today.pk == before.pk and made.state == "published"
    assert [line.past.stage for line in queries.history(CODE, CITY)] == ["scheduled", "in_force"]
    with calendar.at(calendar.now() + timedelta(days=1)):
        after = scene.current()
        assert after and after.pk == made.version and after.definition.visits == 1
        newest, older = queries.history(CODE, CITY)
    assert (newest.past.origin, newest.who, older.past.origin) == ("desk", "谢样例", "pack")
    assert older.past.ends_on == calendar.today() and catalogue.version(before.pk).definition.visits == 0


def test_a_scheduled_version_is_taken_back_and_the_one_before_goes_on(scene: Scene) -> None:
    draft = scene.approved()
    tomorrow = calendar.today() + timedelta(days=1)
    made = services.publish(actor=scene.xie, draft=draft.public_id, effective_on=tomorrow, reason="x")
    assert "cancel" in queries.draft(scene.xie, made.public_id).may
    services.cancel(actor=scene.xie, draft=made.public_id, note="市里另有安排")
    assert [line.past.stage for line in queries.history(CODE, CITY)] == ["cancelled", "in_force"]
    with calendar.at(calendar.now() + timedelta(days=2)):
        assert (now := scene.current()) and now.number == 1
    with pytest.raises(keeping.NotNow):
        services.cancel(actor=scene.xie, draft=made.public_id, note="再来一次")
    again = scene.approved()
    assert services.publish(actor=scene.xie, draft=again.public_id, reason="x").state == "published"
    assert (now := scene.current()) and now.number == 3


def test_who_wrote_an_edition_neither_approves_nor_publishes(scene: Scene) -> None:
    draft = scene.edited(actor=scene.both)
    services.submit(actor=scene.ji, draft=draft.public_id)
    assert queries.draft(scene.both, draft.public_id).may == {"send_back", "withdraw"}
    with pytest.raises(keeping.OwnWork):
        services.approve(actor=scene.both, draft=draft.public_id, expected=draft.edition)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=draft.edition)
    with pytest.raises(keeping.OwnWork):
        services.publish(actor=scene.both, draft=draft.public_id, reason="x")


def test_a_pack_that_does_not_know_the_desks_version_leaves_it(scene: Scene) -> None:
    made = services.publish(actor=scene.xie, draft=scene.approved().public_id, reason="x")
    loaded = publishing.publish(city=CITY, items=[declared()])
    assert (now := scene.current()) and now.pk == made.version and loaded.kept == [CODE]
    publishing.settle(city=CITY, codes=[CODE])
    assert publishing.publish(city=CITY, items=[declared()]).changed == [CODE]


def test_the_table_itself_refuses_an_approval_by_a_writer(scene: Scene) -> None:
    draft = scene.edited(actor=scene.both)
    for field in ("approver_id", "publisher_id"):
        with pytest.raises(IntegrityError, match="drafts_four_eyes"), transaction.atomic():
            Draft.objects.filter(public_id=draft.public_id).update(**{field: scene.both.person})


def test_sent_back_it_is_changed_and_approved_anew(scene: Scene) -> None:
    draft = scene.approved()
    with pytest.raises(Invalid):
        services.send_back(actor=scene.xie, draft=draft.public_id, note=" ")
    returned = services.send_back(actor=scene.xie, draft=draft.public_id, note="依据写到条")
    assert returned.state == "returned" and returned.journal[-1].note == "依据写到条"
    with pytest.raises(keeping.NotNow):
        services.publish(actor=scene.xie, draft=draft.public_id, reason="x")
    body = {**returned.declared, "keywords": ["鸭"]}
    services.save(actor=scene.ji, draft=draft.public_id, declared=body, expected=returned.edition)
    sent = services.submit(actor=scene.ji, draft=draft.public_id)
    with pytest.raises(keeping.NotNow):
        services.approve(actor=scene.xie, draft=draft.public_id, expected=returned.edition)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=sent.edition)
    acts = [line.act for line in queries.draft(scene.ji, draft.public_id).journal]
    assert acts == ["open", "save", "submit", "approve", "send_back", "save", "submit", "approve"]


def test_a_day_that_is_past_and_warnings_without_a_reason_are_refused(scene: Scene) -> None:
    draft = scene.approved(conditions=[items.text("其他需要提交的相关材料")])
    with pytest.raises(Invalid):
        services.publish(
            actor=scene.xie, draft=draft.public_id, effective_on=calendar.today() - timedelta(days=1), reason="x"
        )
    with pytest.raises(services.ReasonNeeded) as refused:
        services.publish(actor=scene.xie, draft=draft.public_id)
    assert refused.value.findings
    assert services.publish(actor=scene.xie, draft=draft.public_id, reason="法规原文如此").state == "published"


def test_a_draft_overtaken_by_another_version_is_put_upon_it_first(scene: Scene) -> None:
    draft = scene.approved()
    publishing.publish(city=CITY, items=[declared(keywords=["鹅"])])
    with pytest.raises(services.Overtaken):
        services.publish(actor=scene.xie, draft=draft.public_id, reason="x")
    assert queries.draft(scene.ji, draft.public_id).overtaken
    services.send_back(actor=scene.xie, draft=draft.public_id, note="有新版本")
    moved = services.move_over(actor=scene.ji, draft=draft.public_id)
    assert not moved.overtaken and moved.declared["keywords"] == ["鸭子", "水禽"]
    services.submit(actor=scene.ji, draft=draft.public_id)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=moved.edition)
    assert services.publish(actor=scene.xie, draft=draft.public_id, reason="x").state == "published"


def test_an_item_is_retired_by_two_and_taken_back_before_its_day(scene: Scene) -> None:
    day = calendar.today() + timedelta(days=3)
    with pytest.raises(Invalid):
        services.retire(actor=scene.ji, code=CODE, from_on=calendar.today() - timedelta(days=1), reason="")
    draft = services.retire(actor=scene.both, code=CODE, from_on=day, reason="上位法取消")
    with pytest.raises(keeping.OwnWork):
        services.approve(actor=scene.both, draft=draft.public_id, expected=1)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=1)
    services.publish(actor=scene.xie, draft=draft.public_id)
    with calendar.at(calendar.now() + timedelta(days=3)):
        assert scene.current() is None
        assert queries.history(CODE, CITY)[0].past.stage == "retired"
    assert scene.current() is not None
    services.cancel(actor=scene.xie, draft=draft.public_id, note="暂缓")
    with calendar.at(calendar.now() + timedelta(days=3)):
        assert scene.current() is not None


def test_an_older_version_is_brought_back_as_a_draft(scene: Scene) -> None:
    made = services.publish(actor=scene.xie, draft=scene.approved().public_id, reason="x")
    first = queries.history(CODE, CITY)[-1].past
    draft = services.revert(actor=scene.ji, code=CODE, version=first.pk)
    assert draft.declared["keywords"] == ["鸭子", "家禽"] and draft.based_on == made.version
    with pytest.raises(keeping.NotNow):
        services.revert(actor=scene.ji, code=CODE, version=first.pk)


def test_a_new_item_begins_from_a_skeleton_and_becomes_version_one(scene: Scene) -> None:
    name = Text("池塘养鹅备案", "Goose filing")
    with pytest.raises(Invalid) as refused:
        services.create(actor=scene.ji, code="12", name=Text("", ""))
    assert set(refused.value.fields) == {"code", "name"}
    with pytest.raises(services.CodeTaken):
        services.create(actor=scene.ji, code=CODE, name=name)
    draft = services.create(actor=scene.ji, code="310117009000", name=name)
    with pytest.raises(services.CodeTaken):
        services.create(actor=scene.both, code="310117009000", name=name)
    assert {one.path for one in queries.findings(draft.declared, CITY)} >= {"summary.zh", "basis", "form"}
    photo_asked_by_law = items.material("photo", "一寸照片")
    body = declared(
        code="310117009000", name={"zh": name.zh, "en": name.en}, materials=[photo_asked_by_law], examples=[]
    )
    kept = services.save(actor=scene.ji, draft=draft.public_id, declared=body, expected=1)
    services.submit(actor=scene.ji, draft=draft.public_id)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=kept.edition)
    services.publish(actor=scene.xie, draft=draft.public_id, reason="x")
    assert (now := catalogue.current("310117009000", CITY)) and now.number == 1 and now.definition.name.zh == name.zh


def test_others_do_not_see_an_offices_drafts(scene: Scene) -> None:
    draft = scene.edited()
    elsewhere = official("方样例", 75, "editor", "publisher", department=2)
    clerk = official("陈样例", 76, "clerk")
    for actor in (elsewhere, clerk):
        with pytest.raises(NotFound):
            queries.draft(actor, draft.public_id)
        with pytest.raises(NotFound):
            services.save(actor=actor, draft=draft.public_id, declared={}, expected=1)
        with pytest.raises(NotAllowed):
            services.open(actor=actor, code=CODE)
        assert queries.drafts_for(actor) == []
    with pytest.raises(NotAllowed):
        services.submit(actor=scene.xie, draft=draft.public_id)


def an_office_gives_nothing_to_another(scene: Scene) -> None:
    """Editor, other eyes and publication are all of one office: what it may decide of is still its own alone."""
    other = people.department(2).code
    sent = services.submit(actor=scene.ji, draft=scene.edited(department=other).public_id)
    with pytest.raises(keeping.NotYours):
        services.approve(actor=scene.xie, draft=sent.public_id, expected=sent.edition)
    assert queries.draft(scene.xie, sent.public_id).state == "review"


def test_an_office_gives_nothing_to_another(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    an_office_gives_nothing_to_another(scene)
    leading = official("何样例", 77, "publisher", department=3)
    monkeypatch.setattr("yiwang.registers.drafts.rules._item_office", lambda folder: people.department(3).code)
    sent = queries.drafts_for(leading, state="review")[0]
    services.approve(actor=leading, draft=sent.public_id, expected=sent.edition)


def test_control_where_nobody_asks_whose_an_item_is_it_is_given_away(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "see_whose", lambda actor, row: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        an_office_gives_nothing_to_another(scene)


def test_an_office_takes_no_item_that_has_gone_to_another(scene: Scene) -> None:
    """While a draft stood open the item went to another office; put upon that version, the draft is not published."""
    draft, other = scene.edited(), people.department(2).code
    publishing.publish(city=CITY, items=[declared(department=other)])
    moved = services.move_over(actor=scene.ji, draft=draft.public_id)
    services.submit(actor=scene.ji, draft=moved.public_id)
    with pytest.raises(keeping.NotYours):
        services.approve(actor=scene.xie, draft=moved.public_id, expected=moved.edition)


def test_the_office_that_looks_after_all_items_sees_every_draft(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = scene.edited()
    leading = official("何样例", 77, "publisher", department=3)
    monkeypatch.setattr("yiwang.registers.drafts.rules._item_office", lambda folder: people.department(3).code)
    assert [each.public_id for each in queries.drafts_for(leading, state="draft")] == [draft.public_id]
    services.submit(actor=scene.ji, draft=draft.public_id)
    assert queries.draft(leading, draft.public_id).may == {"send_back", "approve"}


def test_drafts_come_page_by_page(scene: Scene) -> None:
    for serial in range(5):
        services.create(actor=scene.ji, code=f"31011701{serial}000", name=Text(f"事项{serial}", "Item"))
    seen: list[str] = []
    after = None
    while page := queries.drafts_for(scene.xie, state=("draft", "review"), after=after, limit=2):
        seen += [each.code for each in page]
        after = page[-1].cursor
    assert len(seen) == len(set(seen)) == 5 and queries.counts(scene.xie)["draft"] == 5
    assert len(queries.drafts_for(scene.xie, after="9.broken")) == 5


def test_the_journal_takes_lines_and_gives_none_back_changed(scene: Scene) -> None:
    scene.edited()
    for change in (lambda: Entry.objects.update(note="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            change()


def test_what_counts_is_on_the_ledger(scene: Scene) -> None:
    services.publish(actor=scene.xie, draft=scene.approved().public_id, reason="x")
    kinds = list(Leaf.objects.filter(kind__startswith="drafts.").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["drafts.submit", "drafts.approve", "drafts.publish"]


def test_a_stale_refusal_is_told_as_one() -> None:
    assert issubclass(services.Changed, Stale) and issubclass(services.Overtaken, Stale)
