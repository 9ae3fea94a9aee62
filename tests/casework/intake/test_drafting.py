"""Preparing an application: nothing typed is lost, nobody else sees it, and it can be left and taken up again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.casework.intake import files, town
from yiwang.casework.intake import queries, services
from yiwang.casework.intake.models import Draft, Upload
from yiwang.casework.intake.services import AlreadyFiled, Changed
from yiwang.casework.intake.uploads import NotAccepted
from yiwang.kit import calendar
from yiwang.kit import files as store
from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal
from yiwang.kit.ledger.models import Leaf

pytestmark = pytest.mark.django_db
VISITOR = "a visitor's secret"


@pytest.fixture(autouse=True)
def item() -> None:
    town.publish()
    town.register()


@pytest.fixture
def me() -> Actor:
    return town.citizen()


@pytest.fixture
def draft(me: Actor) -> Draft:
    return services.start(actor=me, code=town.CODE)


def answered(me: Actor, draft: Draft, *, mode: str = "catering") -> Draft:
    services.answer(actor=me, draft=draft, question="mode", value=mode)
    if mode == "catering":
        services.answer(actor=me, draft=draft, question="size", value="small")
    return queries.draft(draft.public_id, actor=me)


def test_a_draft_begins_at_the_first_question_with_a_name_nobody_can_guess(me: Actor, draft: Draft) -> None:
    assert draft.step == "question:mode"
    assert len(draft.public_id) == 24
    assert services.start(actor=me, code=town.CODE).public_id != draft.public_id


def test_an_item_that_is_not_in_force_cannot_be_begun(me: Actor) -> None:
    with pytest.raises(NotFound):
        services.start(actor=me, code="310199999000")


def test_each_answer_leads_to_the_next_step(me: Actor, draft: Draft) -> None:
    steps = [
        services.answer(actor=me, draft=draft, question="mode", value="catering").step,
        services.answer(actor=me, draft=draft, question="size", value="small").step,
        services.answer(actor=me, draft=draft, question="mode", value="retail").step,
        services.answer(actor=me, draft=draft, question="mode", value="home").step,
    ]
    assert steps == ["question:size", "materials", "materials", "stopped"]


def test_an_answer_on_a_road_that_was_left_is_forgotten(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    assert services.answer(actor=me, draft=draft, question="mode", value="retail").answers == {"mode": "retail"}


@pytest.mark.parametrize(("question", "value"), [("mode", "flying"), ("colour", "red"), ("size", "small")])
def test_an_answer_that_was_not_offered_is_refused(me: Actor, draft: Draft, question: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.answer(actor=me, draft=draft, question=question, value=value)
    assert question in refused.value.fields
    assert queries.draft(draft.public_id, actor=me).answers == {}


def test_a_page_is_kept_and_leads_to_the_next(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    typed = {"person_name": " 林小满 ", "person_phone": "１３８ 0000 0001"}
    saved = services.save_page(actor=me, draft=draft, page="applicant", values=typed)
    assert saved.values == {"person_name": "林小满", "person_phone": "13800000001"}
    assert (saved.pages, saved.step) == (["applicant"], "page:shop")
    shop = {"shop_name": "一勺饭", "shop_area": "80", "shop_seats": "20"}
    assert services.save_page(actor=me, draft=draft, page="shop", values=shop).step == "summary"


def test_a_page_with_a_mistake_says_where_and_keeps_what_was_typed(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    typed = {"person_name": "林小满", "person_phone": "12345"}
    with pytest.raises(Invalid) as refused:
        services.save_page(actor=me, draft=draft, page="applicant", values=typed)
    assert list(refused.value.fields) == ["person_phone"]
    kept = queries.draft(draft.public_id, actor=me)
    assert kept.values == typed
    assert (kept.pages, kept.step) == ([], "page:applicant")


def test_one_may_leave_in_the_middle_of_a_page_and_come_back(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    services.save_page(actor=me, draft=draft, page="shop", values={"shop_name": "一勺饭"}, leaving=True)
    kept = queries.draft(draft.public_id, actor=me)
    assert (kept.values, kept.pages, kept.step) == ({"shop_name": "一勺饭"}, [], "page:shop")


def test_a_field_of_elsewhere_is_not_taken(me: Actor, draft: Draft) -> None:
    answered(me, draft, mode="retail")
    typed = {"shop_name": "一勺饭", "shop_area": "80", "shop_seats": "20", "person_name": "别人", "case_number": "N"}
    saved = services.save_page(actor=me, draft=draft, page="shop", values=typed)
    assert saved.values == {"shop_name": "一勺饭", "shop_area": 80}


@pytest.mark.parametrize("value", [["a"], {"a": "b"}, None, "x" * 200_000])
def test_a_value_of_no_form_is_refused(me: Actor, draft: Draft, value: object) -> None:
    answered(me, draft)
    with pytest.raises(Invalid):
        services.save_page(actor=me, draft=draft, page="shop", values={"shop_name": value})


def test_two_open_pages_notice_each_other_and_what_was_typed_comes_back(me: Actor, draft: Draft) -> None:
    opened = answered(me, draft).edition
    services.save_page(
        actor=me, draft=draft, page="shop", values={"shop_name": "一勺饭"}, expected=opened, leaving=True
    )
    with pytest.raises(Changed) as stale:
        services.save_page(actor=me, draft=draft, page="shop", values={"shop_name": "两勺饭"}, expected=opened)
    assert stale.value.typed == {"shop_name": "两勺饭"}
    assert queries.draft(draft.public_id, actor=me).values == {"shop_name": "一勺饭"}


def test_the_same_page_sent_twice_is_no_conflict(me: Actor, draft: Draft) -> None:
    opened = answered(me, draft).edition
    typed = {"shop_name": "一勺饭", "shop_area": "80", "shop_seats": "20"}
    for _ in range(2):
        saved = services.save_page(actor=me, draft=draft, page="shop", values=typed, expected=opened)
    assert saved.pages == ["shop"]


def test_another_situation_opens_a_page_again_that_now_asks_more(me: Actor, draft: Draft) -> None:
    answered(me, draft, mode="retail")
    services.save_page(actor=me, draft=draft, page="shop", values={"shop_name": "一勺饭", "shop_area": "80"})
    assert services.answer(actor=me, draft=draft, question="mode", value="catering").pages == []


def test_what_the_city_knows_is_filled_in_and_marked(draft: Draft) -> None:
    found = queries.prefilled(draft)
    assert {key: each.value for key, each in found.items()} == {
        "person_name": "林小满",
        "person_phone": "13800000001",
    }
    assert found["person_name"].source.zh == "来自本市登记信息"


def test_the_summary_reads_in_words(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    services.save_page(actor=me, draft=draft, page="shop", values={"shop_area": "80"}, leaving=True)
    applicant, shop = queries.shown(queries.draft(draft.public_id, actor=me))
    assert [line.value.zh for line in shop.lines] == ["（未填）", "80", "（未填）"]
    assert (applicant.key, applicant.is_done) == ("applicant", False)


# Whose it is


def test_a_draft_is_its_owners_alone(me: Actor, draft: Draft) -> None:
    other = town.stranger()
    for actor, visitor in ((other, ""), (ANONYMOUS, ""), (ANONYMOUS, VISITOR), (town.clerk(), "")):
        with pytest.raises(NotFound):
            queries.draft(draft.public_id, actor=actor, visitor=visitor)
        with pytest.raises(NotFound):
            services.answer(actor=actor, draft=draft.public_id, question="mode", value="retail", visitor=visitor)
        with pytest.raises(NotFound):
            services.upload(actor=actor, draft=draft, material="plan", name="a.pdf", data=files.pdf(), visitor=visitor)
        with pytest.raises(NotFound):
            services.delete(actor=actor, draft=draft, visitor=visitor)
    assert queries.mine(other).rows == ()


def test_a_visitor_prepares_before_signing_in_and_takes_the_draft_along(me: Actor) -> None:
    draft = services.start(actor=ANONYMOUS, code=town.CODE, visitor=VISITOR)
    services.answer(actor=ANONYMOUS, draft=draft, question="mode", value="retail", visitor=VISITOR)
    assert services.claim(actor=me, visitor="somebody else's secret") == 0
    assert services.claim(actor=me, visitor=VISITOR) == 1
    assert queries.draft(draft.public_id, actor=me).answers == {"mode": "retail"}
    with pytest.raises(NotFound):
        queries.draft(draft.public_id, actor=ANONYMOUS, visitor=VISITOR)


def test_a_visitor_cannot_fill_the_store_nor_the_table() -> None:
    draft = services.start(actor=ANONYMOUS, code=town.CODE, visitor=VISITOR)
    with pytest.raises(NotAccepted) as refused:
        services.upload(actor=ANONYMOUS, draft=draft, material="plan", name="a", data=files.pdf(11), visitor=VISITOR)
    assert "登录" in refused.value.citizen.zh
    with pytest.raises(Refusal, match="too_many_drafts"):
        for _ in range(20):
            services.start(actor=ANONYMOUS, code=town.CODE, visitor=VISITOR)


def test_nobody_at_all_cannot_begin(me: Actor) -> None:
    with pytest.raises(NotAllowed):
        services.start(actor=ANONYMOUS, code=town.CODE)


def test_a_clerk_files_for_the_person_standing_there_and_that_is_written_down(me: Actor) -> None:
    clerk = town.clerk()
    draft = services.start(actor=clerk, code=town.CODE, applicant=me.party)
    assert (draft.party_id, draft.person_id, draft.post_id) == (me.party, None, clerk.post)
    assert Leaf.objects.filter(kind="intake.window").count() == 1
    with pytest.raises(NotFound):
        queries.draft(draft.public_id, actor=me)
    with pytest.raises(Invalid):
        services.start(actor=clerk, code=town.CODE)


def test_the_database_refuses_a_draft_without_an_owner_or_with_two() -> None:
    kept = {"version_id": town.publish().pk, "started_at": calendar.now(), "updated_at": calendar.now()}
    both = {"party_id": town.citizen().party, "visitor": b"x"}
    for number, owner in enumerate(({}, both)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.create(public_id=f"x{number}", **kept, **owner)


def test_what_a_person_typed_cannot_be_read_in_the_database(me: Actor, draft: Draft) -> None:
    from django.db import connection

    answered(me, draft)
    services.save_page(actor=me, draft=draft, page="shop", values={"shop_name": "一勺饭"}, leaving=True)
    services.upload(actor=me, draft=draft, material="plan", name="我家平面图.pdf", data=files.pdf())
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text, u::text FROM intake_draft d JOIN intake_upload u ON u.draft_id = d.id")
        row = str(cursor.fetchall())
    for secret in ("一勺饭", "catering", "平面图"):
        assert secret not in row and secret.encode().hex() not in row


# Files


def test_a_file_is_kept_under_its_digest_and_shown_on_the_list(me: Actor, draft: Draft) -> None:
    answered(me, draft)
    data = files.pdf()
    row = services.upload(actor=me, draft=draft, material="plan", name="平面图.pdf", data=data)
    assert store.get(row.digest) == data
    need = next(need for need in queries.checklist(draft).needs if need.key == "plan")
    assert (need.state, need.files[0].name, need.files[0].size) == ("uploaded", "平面图.pdf", len(data))


def test_the_same_file_twice_is_there_once(me: Actor, draft: Draft) -> None:
    for _ in range(2):
        services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=files.pdf())
    assert Upload.objects.filter(draft=draft).count() == 1


def test_a_paper_that_nobody_needs_is_not_taken(me: Actor, draft: Draft) -> None:
    with pytest.raises(NotAccepted):
        services.upload(actor=me, draft=draft, material="marriage", name="a.pdf", data=files.pdf())
    with pytest.raises(NotFound):
        services.upload(actor=me, draft=draft, material="horoscope", name="a.pdf", data=files.pdf())


def test_a_file_taken_back_leaves_the_store(me: Actor, draft: Draft) -> None:
    row = services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=files.pdf(23))
    services.remove_upload(actor=me, draft=draft, upload=row.public_id)
    assert not store.exists(row.digest)
    with pytest.raises(NotFound):
        services.remove_upload(actor=me, draft=draft, upload=row.public_id)


def test_a_file_that_somebody_else_holds_as_well_stays(me: Actor, draft: Draft) -> None:
    other = town.stranger()
    theirs = services.start(actor=other, code=town.CODE)
    data = files.pdf(4)
    services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=data)
    kept = services.upload(actor=other, draft=theirs, material="plan", name="b.pdf", data=data)
    services.delete(actor=me, draft=draft)
    assert store.exists(kept.digest)
    services.delete(actor=other, draft=theirs)
    assert store.exists(kept.digest), "it was there before; whoever put it first may need it elsewhere"


def test_a_file_refused_in_the_end_does_not_stay(me: Actor, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yiwang.casework.intake.services.gathering.MOST_BYTES", 10)
    data = files.pdf(13)
    with pytest.raises(NotAccepted):
        services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=data)
    assert not store.exists(sm3(data).hex())


def test_a_draft_is_deleted_with_everything_in_it(me: Actor, draft: Draft) -> None:
    row = services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=files.pdf(29))
    services.delete(actor=me, draft=draft)
    assert not Draft.objects.exists() and not Upload.objects.exists() and not store.exists(row.digest)


# Time passes


def test_my_drafts_are_listed_page_by_page_the_last_touched_first(me: Actor) -> None:
    began = calendar.now()
    made = []
    for hour in range(5):
        with calendar.at(began + timedelta(hours=hour)):
            made.append(services.start(actor=me, code=town.CODE).public_id)
    first = queries.mine(me, limit=2)
    second = queries.mine(me, after=first.next, limit=2)
    third = queries.mine(me, after=second.next, limit=2)
    listed = [row.public_id for page in (first, second, third) for row in page.rows]
    assert listed == made[::-1]
    assert third.next == ""
    assert first.rows[0].name.zh == "食品经营许可（新办）"
    assert (first.rows[0].kept_until - calendar.today()).days in (89, 90, 91)


@pytest.mark.parametrize("after", ["x", "2026-11-20", "~", "2026-11-20T00:00:00~"])
def test_a_place_in_the_list_that_was_made_up_is_not_found(me: Actor, after: str) -> None:
    with pytest.raises(NotFound):
        queries.mine(me, after=after)


def test_a_draft_that_nobody_touches_for_ninety_days_is_let_go(me: Actor, draft: Draft) -> None:
    row = services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=files.pdf(6))
    with calendar.at(calendar.now() + timedelta(days=89)):
        assert services.expire() == 0
    with calendar.at(calendar.now() + timedelta(days=91)):
        assert services.expire() == 1
    assert not store.exists(row.digest)


def test_a_newer_version_is_offered_and_everything_that_still_fits_comes_along(me: Actor, draft: Draft) -> None:
    draft = answered(me, draft)
    services.save_page(
        actor=me, draft=draft, page="shop", values={"shop_name": "一勺饭", "shop_area": "80", "shop_seats": "20"}
    )
    kept = services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=files.pdf())
    gone = services.upload(actor=me, draft=draft, material="kitchen", name="b.pdf", data=files.pdf(7))
    assert queries.newer(draft) is None
    new = town.declared(
        questions=[town.question("mode", "catering", "retail")],
        materials=[town.material("plan"), town.material("contract")],
    )
    new["form"][1]["fields"] = [town.field("shop.name"), town.field("shop.area"), town.field("vehicle.plate")]
    published = town.publish(new)
    found = queries.newer(draft)
    assert found is not None and found.pk == published.pk
    moved = services.move_over(actor=me, draft=draft)
    assert moved.answers == {"mode": "catering"}
    assert moved.values == {"shop_name": "一勺饭", "shop_area": 80}
    assert (moved.pages, moved.step) == ([], "materials")
    assert [row.public_id for row in Upload.objects.all()] == [kept.public_id]
    assert not store.exists(gone.digest)
    assert queries.newer(moved) is None


def test_a_draft_keeps_working_under_the_version_it_was_begun_with(me: Actor, draft: Draft) -> None:
    town.publish(town.declared(questions=[]))
    assert services.answer(actor=me, draft=draft, question="mode", value="catering").step == "question:size"


def test_a_filed_draft_is_a_case_and_stays(me: Actor, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(case_number="N-1", submitted_at=calendar.now())
    for act in (
        lambda: services.delete(actor=me, draft=draft),
        lambda: services.answer(actor=me, draft=draft, question="mode", value="retail"),
        lambda: services.upload(actor=me, draft=draft, material="plan", name="a", data=files.pdf(8)),
    ):
        with pytest.raises(AlreadyFiled):
            act()
