"""Every leaf gets one number, late ones too; checkpoints sign what is there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.kit.ledger.acts import CLERK, LIN, READ, WU, act, as_owner, number_and_sign, rows
from tests.kit.ledger.memory import Memory
from yiwang.kit import calendar
from yiwang.kit.errors import NotFound
from yiwang.kit.ledger import nodes, queries, sequencing, services, signing, tree, witness
from yiwang.kit.ledger.models import Checkpoint, Leaf, Opening, Position
from yiwang.kit.ledger.services import record


@pytest.mark.django_db
@pytest.mark.parametrize("subject", [LIN, None])
def test_recording_costs_one_statement(subject: bytes | None) -> None:
    with CaptureQueriesContext(connection) as queries_made:
        record(READ, actor=CLERK, subject=subject)
    assert len(queries_made) == 1


@pytest.mark.django_db
def test_a_leaf_says_who_when_why_and_nothing_personal() -> None:
    leaf = record(READ, actor=CLERK, subject=LIN, purpose="审查", case_number="310000", personal={"name": "林小满"})
    body = json.loads(bytes(Leaf.objects.get(pk=leaf).body))
    assert body["actor"] == "staff:7"
    assert (body["kind"], body["purpose"], body["case"], body["office"]) == (READ, "审查", "310000", 3)
    assert "林小满" not in str(body)
    assert LIN.hex() not in str(body)


@pytest.mark.django_db
def test_an_act_that_failed_left_no_leaf() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        act()
        raise RuntimeError
    assert not Leaf.objects.exists()


@pytest.fixture
def city(committed: str) -> Iterator[str]:
    yield committed


def numbers() -> list[tuple[int, int]]:
    return list(Position.objects.order_by("number").values_list("number", "leaf_id"))


def test_leaves_are_numbered_without_gaps_and_signed(city: str) -> None:
    leaves = act(3)
    assert number_and_sign() is None  # the step has signed already
    assert numbers() == list(enumerate(leaves))
    checkpoint = Checkpoint.objects.get()
    note = signing.read(checkpoint.note)
    assert (note.size, note.root) == (3, bytes(checkpoint.root))
    assert all(signing.holds(key, note) for key in signing.public_keys())


def test_the_control_for_signatures_another_text_is_not_held(city: str) -> None:
    act(1)
    number_and_sign()
    note = signing.read(Checkpoint.objects.get().note.replace("\n1\n", "\n2\n", 1))
    assert not any(signing.holds(key, note) for key in signing.public_keys())


def test_a_leaf_that_becomes_visible_late_is_numbered_late_and_never_lost(city: str) -> None:
    other = connections["default"].copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        draft = services.draw_up(READ, actor=CLERK)
        cursor.execute(draft.sql, draft.parameters)
        late = cursor.fetchone()[0]
    sequencer = sequencing.Sequencer()
    early = []
    for _ in range(4):
        early += act(1)
        assert sequencer.step() == 1
    assert min(early) > late
    other.commit()
    other.close()
    assert sequencer.step() == 1
    assert numbers() == [*enumerate(early), (4, late)]
    act(1)
    assert [sequencer.step() for _ in range(3)] == [1, 0, 0]
    assert sequencer.mark > late


def test_the_control_for_late_leaves_numbering_from_the_highest_id_loses_it(city: str) -> None:
    other = connections["default"].copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        draft = services.draw_up(READ, actor=CLERK)
        cursor.execute(draft.sql, draft.parameters)
    (early,) = act(1)
    assert sequencing.number() == [early]
    other.commit()
    other.close()
    assert sequencing.number(after=early) == []


def test_several_sequencers_at_once_number_each_leaf_once(city: str) -> None:
    leaves = act(200)
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        sequencing.Sequencer().step()
        connections["sequencer"].close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers() == list(enumerate(leaves))


def test_killed_in_the_middle_of_a_batch_nothing_is_half_done(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leaves = act(5)
    pid = _backend()

    def die(*_: object) -> None:
        as_owner("SELECT pg_terminate_backend(%s)", pid)

    monkeypatch.setattr(sequencing, "_append", lambda *given: (append(*given), die()))
    with pytest.raises(DatabaseError):
        sequencing.Sequencer().step()
    monkeypatch.undo()
    connections["sequencer"].close()
    assert numbers() == []
    assert sequencing.Sequencer().step() == 5
    assert numbers() == list(enumerate(leaves))


append = sequencing._append


def _backend() -> int:
    with connections["sequencer"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_checkpoint_is_signed_at_most_every_ten_seconds_and_only_when_the_tree_grew(city: str) -> None:
    start = calendar.now()
    signed = []
    for second, acts in ((0, 1), (4, 1), (9, 1), (10, 0), (11, 0), (30, 0), (31, 1)):
        with calendar.at(start + timedelta(seconds=second)):
            act(acts)
            sequencing.step()
        signed.append(Checkpoint.objects.count())
    assert signed == [1, 1, 1, 2, 2, 2, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET kind = 'x'",
        "DELETE FROM ledger_leaf",
        "INSERT INTO ledger_leaf (kind, body, at, case_number) VALUES ('x', '', now(), '')",
        "UPDATE ledger_position SET number = 5",
        "DELETE FROM ledger_position",
        "UPDATE ledger_checkpoint SET size = 5",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_tile SET level = 8",
        "SELECT * FROM ledger_opening",
    ],
)
def test_the_sequencer_may_add_numbers_and_nothing_else(city: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connections["sequencer"].cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["ledger_position", "ledger_checkpoint", "ledger_tile"])
def test_the_application_may_not_number_or_sign(table: str) -> None:
    for verb in (f"INSERT INTO {table} DEFAULT VALUES", f"DELETE FROM {table}"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(verb)


def test_a_large_tree_is_read_from_tiles(city: str) -> None:
    as_owner(
        """INSERT INTO ledger_leaf (kind, body, at, case_number)
           SELECT 'test.read', convert_to('{"n":' || n || '}', 'UTF8'), now(), '' FROM generate_series(1, 66000) n"""
    )
    number_and_sign()
    kept = [bytes(row[0]) for row in rows("SELECT leaf_hash FROM ledger_position ORDER BY number")]
    memory = Memory(kept)
    assert bytes(Checkpoint.objects.get().root) == tree.root(memory, 66000)
    stored = nodes.Stored()
    assert tree.consistency(stored, 40_001, 66_000) == tree.consistency(memory, 40_001, 66_000)
    leaf = Position.objects.get(number=54_321).leaf_id
    with CaptureQueriesContext(connection) as made:
        proof = queries.proof(leaf)
    assert proof is not None
    assert proof.holds()
    assert len(made) < 40


def test_a_person_sees_who_looked_newest_first_page_by_page(city: str) -> None:
    leaves = act(5)
    act(2, subject=WU)
    first = queries.about(LIN, limit=3)
    assert [seen.leaf for seen in first] == leaves[:1:-1]
    assert first[0].sentence.en == "Someone looked at your papers"
    assert [seen.leaf for seen in queries.about(LIN, after=first[-1].leaf, limit=3)] == leaves[1::-1]


def test_what_concerns_one_case_stands_together_the_case_touched_last_first(city: str) -> None:
    (first,) = act(1, case="310000-1")
    (second,) = act(1, case="310000-2")
    outside = act(2)
    act(1, subject=WU, case="310000-1")
    (again,) = act(1, case="310000-1")
    found = queries.topics_about(LIN)
    assert [(topic.case_number, [seen.leaf for seen in topic.acts]) for topic in found] == [
        ("310000-1", [again, first]), ("", outside[::-1]), ("310000-2", [second]),
    ]  # fmt: skip
    page = queries.topics_about(LIN, limit=2)
    assert [topic.newest for topic in queries.topics_about(LIN, after=page[-1].newest, limit=2)] == [second]


def test_a_receipt_has_no_number_until_it_is_signed_and_then_a_proof(city: str) -> None:
    (leaf,) = act(1, case="310000-1")
    assert queries.receipt(leaf).proof is None
    assert "几秒后" in queries.receipt(leaf).as_text().zh
    number_and_sign()
    receipt = queries.receipt(leaf)
    assert receipt.proof is not None
    assert receipt.proof.holds()
    assert "第 0 条" in receipt.as_text().zh
    assert "310000-1" in receipt.as_text().en
    with pytest.raises(NotFound):
        queries.receipt(leaf + 1)


def test_after_a_person_is_erased_nothing_leads_to_them_and_the_tree_is_the_same(city: str) -> None:
    act(3)
    act(1, subject=WU)
    number_and_sign()
    before = bytes(Checkpoint.objects.get().root)
    assert services.erase(LIN, actor=CLERK, purpose="个人信息保护法第四十七条") == 3
    assert queries.about(LIN) == []
    assert Opening.objects.count() == 1
    assert tree.root(nodes.Stored(), 4) == before


def test_nothing_is_signed_that_does_not_continue_what_was_signed_here(city: str) -> None:
    act(3)
    number_and_sign()
    as_owner("DELETE FROM ledger_checkpoint")
    as_owner("DELETE FROM ledger_position WHERE number = 2")
    as_owner("DELETE FROM ledger_opening")
    as_owner("DELETE FROM ledger_leaf WHERE id NOT IN (SELECT leaf_id FROM ledger_position)")
    act(4)
    with pytest.raises(witness.Forked):
        sequencing.step()
    assert not Checkpoint.objects.exists()
    assert witness.accept() is not None
    sequencing.step()
    assert Checkpoint.objects.get().size == 6
