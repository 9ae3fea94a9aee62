"""Filing: everything judged again, one case whatever happens, and no register can stand in the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sandbox.registers import Registers as Server
from tests.casework.intake import files, town
from tests.delivery import deliver
from tests.sandbox.registers import adapter, running
from yiwang.casework.cases import queries as cases
from yiwang.casework.intake import queries, services
from yiwang.casework.intake.models import Check, Draft, Upload, Waiting
from yiwang.casework.intake.services import Changed, Incomplete
from yiwang.instruments.exchange import ports
from yiwang.instruments.exchange.models import Call
from yiwang.kit import calendar
from yiwang.kit import files as store
from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.kit.ledger.models import Leaf

APPLICANT = {"person_name": "林小满", "person_phone": "13800000001"}
SHOP = {"shop_name": "一勺饭", "shop_area": "80"}


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        ports.use(adapter(server))
        yield server


@pytest.fixture
def me(db: None, server: Server) -> Actor:
    town.publish()
    town.register()
    return town.citizen()


def begun(actor: Actor, **more: Any) -> Draft:
    draft = services.start(actor=actor, code=town.CODE, **more)
    services.answer(actor=actor, draft=draft, question="mode", value="retail")
    services.save_page(actor=actor, draft=draft, page="applicant", values=APPLICANT)
    services.save_page(actor=actor, draft=draft, page="shop", values=SHOP)
    return draft


def ready(actor: Actor, **more: Any) -> Draft:
    draft = begun(actor, **more)
    services.upload(actor=actor, draft=draft, material="plan", name="平面图.pdf", data=files.pdf())
    services.check_sources(actor=actor, draft=draft)
    return draft


def states(number: str, actor: Actor) -> dict[str, str]:
    case = cases.visible_to(actor).get(number=number)
    return {row.key: row.state for row in case.materials.all()}


# Sources


def test_the_city_looks_up_what_it_can_and_says_who_answered(me: Actor) -> None:
    draft = begun(me)
    before = {need.key: need.state for need in queries.checklist(draft).needs}
    listed = services.check_sources(actor=me, draft=draft)
    after = {need.key: need.state for need in listed.needs}
    assert before["identity"] == "unchecked"
    assert after == {
        "plan": "missing", "menu": "optional", "training": "later", "identity": "data", "marriage": "no_basis"
    }  # fmt: skip
    assert "人口身份核验" in next(need.source.zh for need in listed.needs if need.key == "identity")
    assert (listed.asked, listed.mine) == (5, 2)


def test_an_answer_holds_for_a_day_and_is_then_asked_again(me: Actor, server: Server) -> None:
    draft = begun(me)
    for _ in range(3):
        services.check_sources(actor=me, draft=draft)
    assert server.asked == 1
    with calendar.at(calendar.now() + timedelta(hours=25)):
        assert queries.checklist(draft).unchecked
        services.check_sources(actor=me, draft=draft)
    assert server.asked == 2


def test_a_register_that_differs_asks_for_the_paper_with_the_reason(me: Actor, server: Server) -> None:
    server.rows["population"] = [{"number": town.XIAOMAN, "name": "林大满"}]
    listed = services.check_sources(actor=me, draft=begun(me))
    need = next(need for need in listed.needs if need.key == "identity")
    assert need.state == "missing" and "不一致" in need.detail.zh


def test_before_signing_in_nobody_is_asked(me: Actor, server: Server) -> None:
    draft = services.start(actor=ANONYMOUS, code=town.CODE, visitor="v")
    listed = services.check_sources(actor=ANONYMOUS, draft=draft, visitor="v")
    assert "identity" in [need.key for need in listed.unchecked]
    assert server.asked == 0


def test_another_value_in_the_form_makes_an_answer_about_it_void(me: Actor, server: Server) -> None:
    town.register().delete()
    town.register(asks=["number", "vehicle_plate"], returns=[])
    server.rows["population"] = [{"number": town.XIAOMAN, "vehicle_plate": "A-1"}]
    item = town.declared()
    item["form"][1]["fields"].append(town.field("vehicle.plate"))
    town.publish(item)
    draft = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=draft, question="mode", value="retail")
    plates = ("A-1", "B-2")
    found = []
    for plate in plates:
        services.save_page(actor=me, draft=draft, page="shop", values={**SHOP, "vehicle_plate": plate})
        listed = services.check_sources(actor=me, draft=draft)
        found.append(next(need.state for need in listed.needs if need.key == "identity"))
    assert found == ["data", "missing"]


# Filing


def test_a_complete_draft_becomes_a_case_with_a_receipt(me: Actor) -> None:
    draft = ready(me)
    receipt = services.submit(actor=me, draft=draft, key="k1", source="2")
    assert receipt.promised_on is not None
    case = cases.visible_to(me).get(number=receipt.number)
    assert (case.values["shop_area"], case.answers) == (80, {"mode": "retail"})
    assert case.contact_phone == "13800000001"
    assert states(receipt.number, me) == {
        "plan": "uploaded", "identity": "data", "marriage": "no_basis", "training": "later"
    }  # fmt: skip
    assert case.registered == {"address": "和平路 8 号"}


def test_what_was_filed_lies_in_the_case_and_no_longer_in_the_draft(me: Actor) -> None:
    draft = ready(me)
    services.submit(actor=me, draft=draft, key="k1")
    kept = queries.draft(draft.public_id, actor=me)
    assert kept.values == {}
    assert queries.mine(me).rows == ()
    assert store.exists(Upload.objects.get().digest)


def test_the_list_on_a_receipt_reads_the_same_a_month_later(me: Actor) -> None:
    draft = queries.draft(ready(me).public_id, actor=me)
    before = [(need.key, need.state) for need in queries.checklist(draft).needs]
    services.submit(actor=me, draft=draft, key="k1")
    with calendar.at(calendar.now() + timedelta(days=30)):
        after = queries.checklist(queries.draft(draft.public_id, actor=me)).needs
    assert [(need.key, need.state) for need in after] == before


def test_double_click_retry_and_back_button_make_one_case_and_the_same_receipt(me: Actor) -> None:
    draft = ready(me)
    receipts = {services.submit(actor=me, draft=draft, key=key) for key in ("k1", "k1", "another tab")}
    assert len(receipts) == 1
    assert cases.visible_to(me).count() == 1


def test_everything_missing_is_said_at_once(me: Actor) -> None:
    draft = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=draft, question="mode", value="catering")
    services.save_page(
        actor=me, draft=draft, page="applicant", values={"person_name": "林小满", "person_phone": "1"}, leaving=True
    )
    with pytest.raises(Incomplete) as refused:
        services.submit(actor=me, draft=draft, key="k")
    assert list(refused.value.fields) == [
        "question:size", "page:applicant.person_phone", "page:shop.shop_name", "page:shop.shop_area",
        "page:shop.shop_seats", "material:plan", "material:kitchen",
    ]  # fmt: skip
    assert not cases.visible_to(me).exists()


def test_an_answer_that_ends_the_road_cannot_be_filed(me: Actor) -> None:
    draft = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=draft, question="mode", value="home")
    with pytest.raises(Incomplete) as refused:
        services.submit(actor=me, draft=draft, key="k")
    assert refused.value.citizen.zh == "不用办"


def test_what_was_changed_since_the_confirm_page_was_drawn_is_shown_first(me: Actor) -> None:
    draft = ready(me)
    drawn = queries.draft(draft.public_id, actor=me).edition
    services.save_page(actor=me, draft=draft, page="shop", values={**SHOP, "shop_area": "90"})
    with pytest.raises(Changed):
        services.submit(actor=me, draft=draft, key="k", expected=drawn)


def test_an_item_that_was_taken_away_meanwhile_is_not_filed(me: Actor) -> None:
    draft = ready(me)
    town.retire()
    with pytest.raises(Incomplete) as refused:
        services.submit(actor=me, draft=draft, key="k")
    assert "不受理" in refused.value.citizen.zh


def test_a_draft_of_an_older_version_is_filed_under_that_version(me: Actor) -> None:
    draft = ready(me)
    town.publish(town.declared(materials=[town.material("contract")]))
    receipt = services.submit(actor=me, draft=draft, key="k")
    assert cases.visible_to(me).get(number=receipt.number).version_id == draft.version_id


@pytest.mark.parametrize("key", ["", "x" * 51])
def test_a_confirm_page_without_its_key_is_refused(me: Actor, key: str) -> None:
    with pytest.raises(Invalid):
        services.submit(actor=me, draft=ready(me), key=key)


def test_a_visitor_signs_in_before_filing(me: Actor) -> None:
    draft = services.start(actor=ANONYMOUS, code=town.CODE, visitor="v")
    with pytest.raises(NotAllowed) as refused:
        services.submit(actor=ANONYMOUS, draft=draft, key="k", visitor="v")
    assert "登录" in refused.value.citizen.zh


def test_nobody_files_anothers_draft(me: Actor) -> None:
    draft = ready(me)
    with pytest.raises(NotFound):
        services.submit(actor=town.stranger(), draft=draft.public_id, key="k")


def test_a_clerk_files_for_the_person_standing_there(me: Actor) -> None:
    clerk = town.clerk()
    draft = ready(clerk, applicant=me.party)
    receipt = services.submit(actor=clerk, draft=draft, key="k", source="1")
    case = cases.visible_to(me).get(number=receipt.number)
    assert (case.source, case.applicant_id, case.submitted_by_id) == ("0", me.party, None)


def test_files_of_a_road_that_was_left_are_not_kept(me: Actor) -> None:
    draft = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=draft, question="mode", value="catering")
    services.answer(actor=me, draft=draft, question="size", value="small")
    gone = services.upload(actor=me, draft=draft, material="kitchen", name="a.pdf", data=files.pdf(9))
    services.answer(actor=me, draft=draft, question="mode", value="retail")
    services.save_page(actor=me, draft=draft, page="applicant", values=APPLICANT)
    services.save_page(actor=me, draft=draft, page="shop", values=SHOP)
    services.upload(actor=me, draft=draft, material="plan", name="b.pdf", data=files.pdf())
    services.submit(actor=me, draft=draft, key="k")
    assert not store.exists(gone.digest)


def test_filing_costs_twelve_statements_at_most(me: Actor) -> None:
    services.submit(actor=me, draft=ready(me), key="warm")
    draft = ready(me)
    with CaptureQueriesContext(connection) as spent:
        services.submit(actor=me, draft=draft.public_id, key="k")
    statements = [each["sql"] for each in spent if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, "\n".join(sql[:90] for sql in statements)


# A register that is down


def test_filing_goes_on_when_a_register_is_down_and_it_is_verified_when_it_is_back(me: Actor, server: Server) -> None:
    server.faults["population"] = "down"
    draft = ready(me)
    receipt = services.submit(actor=me, draft=draft, key="k")
    assert states(receipt.number, me)["identity"] == "to_verify"
    assert services.verify_waiting() == 0
    server.faults.clear()
    ports.use(adapter(server))  # the breaker's pause is over
    with calendar.at(calendar.now() + timedelta(minutes=11)):
        assert services.verify_waiting() == 1
        assert services.verify_waiting() == 0
    assert states(receipt.number, me)["identity"] == "data"
    assert not Waiting.objects.exists()
    assert Leaf.objects.filter(kind="exchange.asked", case_number=receipt.number).exists()


def test_a_register_that_differs_afterwards_leaves_the_matter_to_the_officer(me: Actor, server: Server) -> None:
    server.faults["population"] = "down"
    receipt = services.submit(actor=me, draft=ready(me), key="k")
    server.faults.clear()
    ports.use(adapter(server))
    server.rows["population"] = [{"number": town.XIAOMAN, "name": "林大满"}]
    assert services.verify_waiting() == 1
    assert states(receipt.number, me)["identity"] == "different"


def test_what_was_never_looked_up_is_verified_after_filing(me: Actor) -> None:
    draft = begun(me)
    services.upload(actor=me, draft=draft, material="plan", name="平面图.pdf", data=files.pdf())
    receipt = services.submit(actor=me, draft=draft, key="k")
    assert states(receipt.number, me)["identity"] == "to_verify"
    assert services.verify_waiting() == 1
    assert states(receipt.number, me)["identity"] == "data"


def test_a_dead_register_is_asked_once_in_a_run_not_once_for_each_case(me: Actor, server: Server) -> None:
    server.faults["population"] = "down"
    for number in range(4):
        services.submit(actor=me, draft=ready(me), key=f"k{number}")
    ports.use(adapter(server))
    before = Call.objects.count()
    services.verify_waiting()
    assert Call.objects.count() == before + 1


def test_a_case_that_ended_meanwhile_is_not_waited_for(me: Actor, server: Server) -> None:
    from yiwang.casework.cases import services as acts

    server.faults["population"] = "down"
    receipt = services.submit(actor=me, draft=ready(me), key="k")
    acts.withdraw(actor=me, number=receipt.number, expected=None)
    server.faults.clear()
    ports.use(adapter(server))
    services.verify_waiting()
    assert not Waiting.objects.exists()


def test_twenty_presses_at_once_make_one_case(committed: str, server: Server) -> None:
    town.publish()
    town.register()
    me = town.citizen()
    draft = ready(me)
    start, receipts, errors = threading.Barrier(20), [], []

    def press(number: int) -> None:
        start.wait()
        try:
            receipts.append(services.submit(actor=me, draft=draft.public_id, key=f"k{number % 2}"))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(receipts) == 20 and len(set(receipts)) == 1
    assert cases.visible_to(me).count() == 1
    assert Check.objects.count() == 1


def test_a_file_that_completes_a_case_outlives_the_draft_that_brought_it_first(me: Actor) -> None:
    from yiwang.casework.cases import services as acts
    from yiwang.casework.cases.services import FileRef, MaterialLine
    from yiwang.kit.errors import Text

    number = services.submit(actor=me, draft=ready(me), key="k").number
    other = begun(me)
    brought = services.upload(actor=me, draft=other, material="plan", name="a.pdf", data=files.pdf(12))
    office = town.reviewer()
    acts.return_for_completion(actor=office, number=number, expected=None, items=["平面图要重画"])
    file = FileRef(brought.digest, "a.pdf", "application/pdf", brought.size)
    line = MaterialLine(key="plan", name=Text("平面图", "Plan"), state="uploaded", files=(file,))
    acts.complete(actor=me, number=number, expected=None, materials=(line,))
    deliver()
    services.delete(actor=me, draft=other)
    assert store.exists(brought.digest)


def test_putting_and_removing_the_same_content_at_once_never_loses_it(committed: str) -> None:
    town.publish()
    town.register()
    me = town.citizen()
    drafts = [services.start(actor=me, code=town.CODE) for _ in range(4)]
    data, start, lost = files.pdf(14), threading.Barrier(4), []

    def to_and_fro(draft: Draft) -> None:
        start.wait()
        for turn in range(6):
            row = services.upload(actor=me, draft=draft, material="plan", name="a.pdf", data=data)
            if not store.exists(row.digest):
                lost.append(turn)
            if turn < 5:
                services.remove_upload(actor=me, draft=draft, upload=row.public_id)
        connection.close()

    threads = [threading.Thread(target=to_and_fro, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = list(Upload.objects.all())
    assert lost == []
    assert len(rows) == 4
    assert store.get(rows[0].digest) == data
