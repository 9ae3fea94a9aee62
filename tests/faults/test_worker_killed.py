"""The worker is killed (-9) between two of its steps.

After a restart the outbox drains to zero, each fact was heard once, one document was made, and the ledger's tree is
whole. I3, I4, I5.
"""

from __future__ import annotations

import time

import pytest

from tests.faults.browsing import person
from tests.faults.trialcity import TrialCity

DELIVERY, LEDGER = "yiwang.kit.outbox.delivery", "yiwang.kit.ledger"
POINTS = {
    "between the fact and its job": "yiwang.kit.outbox.hearing:handlers_of:after",
    "after the pump's commit": f"{DELIVERY}:pump:after",
    "in the middle of a handler": f"{DELIVERY}:_first_time:after",
    "after a handler's commit, before its job is done": f"{DELIVERY}:hear_once:after",
    "in the middle of the licence's document": "yiwang.instruments.licences.documents:_sealed:after",
    "after the document is stored, before it is committed": "yiwang.kit.ledger.covering:facts_of:after",
}
SEQUENCER = {
    "after leaves were numbered, before the commit": f"{LEDGER}.sequencing:_append:after",
    "after the commit of numbers": f"{LEDGER}.sequencing:number:after",
    "between the checkpoint and the witness's memory": f"{LEDGER}.witness:remember:before",
}


def killed_while_working(city: TrialCity, point: str, mutant: str = "") -> str:
    """Somebody files; the worker dies at the point; its supervisor starts another. Returns the case's number."""
    city.start_web()
    city.arm(point)
    number = person(city.base, city.somebody()).file()
    city.start_worker(point, mutant=mutant)
    worker = city.children["worker"]
    city.until(worker.died, "the worker reaches the fail-point")
    assert city.disarmed(point)
    city.kill("worker")
    city.start_worker(mutant=mutant)
    return number


@pytest.mark.prove
@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_what_a_killed_worker_left_is_done_once(city: TrialCity, point: str) -> None:
    number = killed_while_working(city, point)
    city.settled()
    city.keeps_its_promises([number])
    assert city.sql("SELECT state FROM cases_case WHERE number = %s", number) == [("closed",)]


@pytest.mark.prove
@pytest.mark.parametrize("point", SEQUENCER.values(), ids=SEQUENCER.keys())
def test_a_killed_sequencer_leaves_a_consistent_tree(city: TrialCity, point: str) -> None:
    number = killed_while_working(city, point)
    city.settled()
    city.keeps_its_promises([number])


@pytest.mark.prove
def test_a_job_of_a_dead_worker_is_taken_up_again_within_thirty_seconds(city: TrialCity) -> None:
    killed_while_working(city, POINTS["in the middle of a handler"])
    started = time.monotonic()
    city.until(lambda: not _jobs(city, "doing"), "the job is taken up again", 30)
    city.settled()
    assert time.monotonic() - started < 60
    city.keeps_its_promises([])


@pytest.mark.prove
def test_control_where_nobody_looks_for_dead_workers_the_job_stays(city: TrialCity) -> None:
    killed_while_working(city, POINTS["in the middle of a handler"], "yiwang.config.work:forgets_dead_workers")
    with pytest.raises(AssertionError, match="taken up again"):
        city.until(lambda: not _jobs(city, "doing"), "the job is taken up again", 30)
    city.kill("worker")
    city.start_worker()
    city.settled()
    city.keeps_its_promises([])


@pytest.mark.prove
def test_control_where_the_inbox_is_claimed_first_a_fact_is_lost(city: TrialCity) -> None:
    """The inbox row must be in the handler's own transaction: committed before, a kill loses the document."""
    point = POINTS["in the middle of the licence's document"]
    number = killed_while_working(city, point, f"{DELIVERY}:claims_before_it_hears")
    city.settled()
    with pytest.raises(AssertionError, match="I3"):
        city.keeps_its_promises([number])


def _jobs(city: TrialCity, status: str) -> int:
    return int(
        city.sql("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'facts' AND status = %s", status)[0][0]
    )
