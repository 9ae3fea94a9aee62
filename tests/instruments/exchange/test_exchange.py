"""One department asks what another knows: only what is declared, and written down each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ProgrammingError, transaction

from sandbox.registers import Registers as Server
from tests.registers import people
from tests.sandbox.registers import adapter, running
from yiwang.instruments.exchange import cutting, pack, ports, queries
from yiwang.instruments.exchange.models import Call, Resource
from yiwang.instruments.exchange.services import ask
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import NotFound
from yiwang.kit.ledger import queries as ledger
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.pack import Pack
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as register

CLERK = Actor(kind="staff", account=1, person=2, post=3, office=4, roles=frozenset({"clerk"}))


def resource(key: str = "population.identity", **changes: object) -> Resource:
    fields = {
        "name": "人口身份核验",
        "name_en": "Identity in the population register",
        "provider": "11310000YW3100019L",
        "register": "population",
        "asks": ["number", "name"],
        "returns": ["address"],
        "scenario": {"zh": "核对身份", "en": "Checks identity"},
        "basis": "中华人民共和国居民身份证法",
    }
    return Resource.objects.create(key=key, **{**fields, **changes})


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        ports.use(adapter(server))
        yield server


@pytest.fixture
def xiaoman() -> int:
    return register.register_person(actor=SYSTEM, name="林小满", number="310101199003070035")


@pytest.mark.django_db
def test_a_register_confirms_and_only_declared_fields_come_in(server: Server, xiaoman: int) -> None:
    resource()
    answer = ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="食品经营许可")
    assert (answer.state, answer.values) == ("confirmed", {"address": "和平路 8 号"})
    assert answer.source.zh == "人口身份核验"


@pytest.mark.django_db
def test_the_person_sees_who_asked_about_them_and_for_what(server: Server, xiaoman: int) -> None:
    resource()
    ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="食品经营许可", case_number="N-1")
    subject = parties.subject_of(xiaoman)
    call = queries.calls_about(subject).get()
    assert (call.resource, call.outcome, call.actor, call.office) == ("population.identity", "confirmed", "staff:3", 4)
    seen = next(seen for seen in ledger.about(subject) if seen.kind == "exchange.asked")
    assert "基础库" in seen.sentence.zh
    leaf = Leaf.objects.get(pk=seen.leaf)
    assert json.loads(bytes(leaf.body))["purpose"] == "食品经营许可"
    assert leaf.case_number == "N-1"
    everything = bytes(leaf.body).decode() + str(call.__dict__)
    assert "310101199003070035" not in everything and "林小满" not in everything


@pytest.mark.django_db
def test_before_there_is_a_case_the_call_bears_the_drafts_name_and_the_leaf_none(server: Server, xiaoman: int) -> None:
    resource()
    ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="x", reference="draft-1")
    assert Call.objects.get().reference == "draft-1"
    assert Leaf.objects.get(kind="exchange.asked").case_number == ""


@pytest.mark.django_db
def test_a_call_made_is_never_unmade(server: Server, xiaoman: int) -> None:
    resource()
    ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="x")
    for change in (lambda: Call.objects.update(outcome="unknown"), lambda: Call.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["林小满", "林大满"])
def test_nobody_asks_about_another_person_by_typing_their_number(server: Server, name: str) -> None:
    resource()
    me = register.register_person(actor=SYSTEM, name="顾念", number="310101198504120024")
    stolen = {"number": "310101199003070035", "name": name}
    answer = ask(resource="population.identity", actor=CLERK, party=me, purpose="x", facts=stolen)
    assert answer.values == {"address": "安康里 3 号"}


@pytest.mark.django_db
def test_a_register_that_is_down_is_an_answer_and_no_error(server: Server, xiaoman: int) -> None:
    resource()
    server.faults["population"] = "down"
    answers = [ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="x") for _ in range(4)]
    assert {answer.state for answer in answers} == {"unavailable"}
    assert [call.outcome for call in Call.objects.all()] == ["unavailable"] * 4
    assert Leaf.objects.filter(kind="exchange.asked").count() == 3, "the fourth time nobody was asked"


@pytest.mark.django_db
def test_what_cannot_be_asked_in_full_is_not_asked(server: Server, xiaoman: int) -> None:
    resource(asks=["number", "plate"])
    answer = ask(resource="population.identity", actor=CLERK, party=xiaoman, purpose="x")
    assert answer.state == "unknown"
    assert not Call.objects.exists() and server.asked == 0


@pytest.mark.django_db
def test_an_unknown_resource_is_not_found(server: Server, xiaoman: int) -> None:
    with pytest.raises(NotFound):
        ask(resource="population.dreams", actor=CLERK, party=xiaoman, purpose="x")


def test_nobody_is_asked_inside_a_transaction(committed: str, server: Server) -> None:
    resource()
    person = people.person()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ask(resource="population.identity", actor=CLERK, party=person, purpose="x")
    assert server.asked == 0


def test_a_city_without_an_adapter_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_register", None)
    with pytest.raises(ports.NotWired, match="YIWANG_REGISTERS_URL"):
        ports.current()


@pytest.mark.parametrize(
    ("declared", "values", "kept"),
    [
        (("a", "b"), {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "2"}),
        (("a",), {}, {}),
        (("a",), {"a": ["1"]}, {}),
        (("a",), {"a": {"b": "1"}}, {}),
        (("a",), {"a": None}, {}),
        (("a", "b"), {"a": 12, "b": True}, {"a": "12", "b": "true"}),
        (("a",), {"a": "x" * 9000}, {"a": "x" * 500}),
    ],
)
def test_of_what_a_register_sends_only_declared_words_are_kept(declared: tuple, values: dict, kept: dict) -> None:
    assert cutting.returned(declared, values) == kept


@pytest.mark.parametrize(
    ("facts", "sent"),
    [({"a": " 1 ", "b": "2", "c": "3"}, {"a": "1", "b": "2"}), ({"a": "", "b": None}, {}), ({"b": 7}, {"b": "7"})],
)
def test_of_what_is_known_only_declared_fields_are_sent(facts: dict, sent: dict) -> None:
    assert cutting.asked(("a", "b"), facts) == sent


GOOD = """
[[resources]]
key = "population.identity"
name = { zh = "人口身份核验", en = "Identity" }
provider = "11310000YW3100019L"
register = "population"
asks = ["number", "name"]
returns = []
scenario = { zh = "核对", en = "Checks" }
basis = "中华人民共和国居民身份证法"
"""


def written(folder: Path, resources: str) -> Pack:
    (folder / "resources.toml").write_text(resources)
    (folder / "departments.toml").write_text('[[departments]]\ncode = "11310000YW3100019L"\n')
    return Pack(folder)


@pytest.mark.django_db
def test_a_pack_is_loaded_once_and_what_it_drops_is_gone(tmp_path: Path) -> None:
    assert pack.check(written(tmp_path, GOOD)) == []
    assert pack.load(written(tmp_path, GOOD)) == {"new": 1, "changed": 0, "unchanged": 0}
    assert pack.load(written(tmp_path, GOOD)) == {"new": 0, "changed": 0, "unchanged": 1}
    assert queries.resource("population.identity").asks == ("number", "name")
    assert pack.load(written(tmp_path, GOOD.replace("身份核验", "核验")))["changed"] == 1
    assert pack.load(written(tmp_path, "resources = []")) == {"new": 0, "changed": 0, "unchanged": 0}
    assert queries.resources() == {}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (("11310000YW3100019L", "11310000YW3100027F"), "resources[0].provider"),
        (('basis = "中华人民共和国居民身份证法"', 'basis = ""'), "resources[0].basis"),
        (('asks = ["number", "name"]', "asks = []"), "resources[0].asks"),
        (('key = "population.identity"', 'key = "identity"'), "resources[0].key"),
    ],
)
def test_a_fault_of_the_pack_is_named_with_its_place(tmp_path: Path, change: tuple[str, str], path: str) -> None:
    problems = pack.check(written(tmp_path, GOOD.replace(*change)))
    assert [(problem.path, problem.line > 1) for problem in problems] == [(path, True)]


def test_the_same_resource_twice_is_a_fault(tmp_path: Path) -> None:
    assert [problem.path for problem in pack.check(written(tmp_path, GOOD + GOOD))] == ["resources[1].key"]
