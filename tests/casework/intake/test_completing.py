"""Completing a returned case: wrong answers corrected, judged as when they were filed, and checked anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.registers import Registers as Server
from tests.casework.intake import files, town
from tests.sandbox.registers import adapter, running
from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services as acts
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.casework.intake import services
from yiwang.casework.intake.models import Waiting
from yiwang.casework.intake.services import completing
from yiwang.instruments.exchange import ports
from yiwang.kit import files as store
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotFound, Stale, Text

APPLICANT = {"person_name": "林小满", "person_phone": "13800000001"}
SHOP = {"shop_name": "一勺饭", "shop_area": "80"}
PLATE = {"vehicle_plate": "A-1"}
FORM = {**APPLICANT, **SHOP, **PLATE}
UNSEEN = (files.pdf(pages) for pages in itertools.count(21))


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        ports.use(adapter(server))
        yield server


@pytest.fixture
def me(db: None, server: Server) -> Actor:
    """An item whose register is asked by a plate that the form tells."""
    item = town.declared()
    item["form"][1]["fields"].append(town.field("vehicle.plate"))
    town.publish(item)
    town.register(asks=["number", "vehicle_plate"], returns=["address"])
    server.rows["population"] = [{"number": town.XIAOMAN, "vehicle_plate": "A-1", "address": "一号"}]
    return town.citizen()


@pytest.fixture
def returned(me: Actor) -> str:
    """A case that was sent back because of the form alone."""
    draft = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=draft, question="mode", value="retail")
    services.save_page(actor=me, draft=draft, page="applicant", values=APPLICANT)
    services.save_page(actor=me, draft=draft, page="shop", values={**SHOP, **PLATE})
    services.upload(actor=me, draft=draft, material="plan", name="平面图.pdf", data=files.pdf())
    services.check_sources(actor=me, draft=draft)
    number = services.submit(actor=me, draft=draft, key="k").number
    acts.return_for_completion(actor=town.reviewer(), number=number, expected=None, items=["手机号不对"])
    return number


def a_completing_file_outlives_the_draft_that_brought_it_first(me: Actor, number: str) -> None:
    """No worker has heard of the completion yet when the draft is deleted. The content is new to the store."""
    other = services.start(actor=me, code=town.CODE)
    services.answer(actor=me, draft=other, question="mode", value="retail")
    brought = services.upload(actor=me, draft=other, material="plan", name="a.pdf", data=next(UNSEEN))
    file = FileRef(brought.digest, "a.pdf", "application/pdf", brought.size)
    complete(me, number, materials=(MaterialLine("plan", Text("平面图", "Plan"), "uploaded", files=(file,)),))
    services.delete(actor=me, draft=other)
    assert store.exists(brought.digest), "the case has lost its file"


def test_a_completing_file_outlives_the_draft_that_brought_it_first(me: Actor, returned: str) -> None:
    a_completing_file_outlives_the_draft_that_brought_it_first(me, returned)


def test_control_where_only_the_worker_keeps_it_a_case_loses_its_file(
    me: Actor, returned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "_keep_files", lambda materials: None)
    with pytest.raises(AssertionError, match="lost its file"):
        a_completing_file_outlives_the_draft_that_brought_it_first(me, returned)


def complete(actor: Actor, number: str, **more: Any) -> None:
    services.complete(actor=actor, number=number, expected=more.pop("expected", None), **more)


def test_a_wrong_answer_is_corrected_without_any_paper(me: Actor, returned: str) -> None:
    complete(me, returned, values={**FORM, "person_phone": "138 0000 0009", "shop_area": "96"})
    case = cases.find(me, returned)
    assert (case.state, case.values["person_phone"], case.values["shop_area"]) == ("received", "13800000009", 96)
    assert case.contact_phone == "13800000009"
    assert {row.key: row.state for row in case.materials.all()}["identity"] == "data"


def test_a_correction_that_breaks_the_form_is_refused_field_by_field_and_changes_nothing(
    me: Actor, returned: str
) -> None:
    with pytest.raises(Invalid) as refused:
        complete(me, returned, values={**FORM, "person_phone": "138", "shop_area": "0"})
    assert set(refused.value.fields) == {"person_phone", "shop_area"}
    case = cases.find(me, returned)
    assert (case.state, case.values["shop_area"]) == ("returned", 80)


def test_fields_that_the_version_does_not_ask_are_not_taken(me: Actor, returned: str) -> None:
    complete(me, returned, values={**FORM, "shop_area": "81", "shop_seats": "4", "state": "granted"})
    assert not {"shop_seats", "state"} & set(cases.find(me, returned).values)


def test_the_form_handed_in_as_it_was_is_nothing_handed_in(me: Actor, returned: str) -> None:
    with pytest.raises(Invalid):
        complete(me, returned, values=FORM)


def test_what_a_register_confirmed_by_an_answer_now_corrected_is_checked_anew(
    me: Actor, returned: str, server: Server
) -> None:
    assert cases.find(me, returned).registered == {"address": "一号"}
    complete(me, returned, values={**FORM, "vehicle_plate": "B-2"})
    case = cases.find(me, returned)
    assert {row.key: row.state for row in case.materials.all()}["identity"] == "to_verify"
    assert case.registered == {}, "an answer about another plate says nothing about this one"
    server.rows["population"] = [{"number": town.XIAOMAN, "vehicle_plate": "B-2", "address": "二号"}]
    assert services.verify_waiting() == 1 and not Waiting.objects.exists()
    case = cases.find(me, returned)
    assert {row.key: row.state for row in case.materials.all()}["identity"] == "data"
    assert case.registered == {"address": "二号"}


def test_a_plate_that_the_register_does_not_know_is_an_officers_to_look_at(me: Actor, returned: str) -> None:
    complete(me, returned, values={**FORM, "vehicle_plate": "C-3"})
    services.verify_waiting()
    assert {row.key: row.state for row in cases.find(me, returned).materials.all()}["identity"] == "different"


def test_nobody_completes_what_is_not_theirs_or_has_moved_on(me: Actor, returned: str) -> None:
    with pytest.raises(NotFound):
        complete(town.stranger(), returned, values={**FORM, "shop_area": "81"})
    with pytest.raises(Stale):
        complete(me, returned, values={**FORM, "shop_area": "81"}, expected=1)
