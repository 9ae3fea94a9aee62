"""The web process is killed (-9) in the middle of a submission.

What was acknowledged is there once; what was not may be sent again and is there once. I1, I4, I5.
"""

from __future__ import annotations

import httpx
import pytest

from tests.faults.browsing import Browser, Page, number_on, person
from tests.faults.settling import number
from tests.faults.trialcity import TrialCity

FILING = "yiwang.casework.intake.services.filing"
POINTS = {
    "after the case, before the draft is closed": "yiwang.casework.cases.services.receiving:receive:after",
    "after every statement, before the commit": f"{FILING}:_close:after",
    "while the leaf is being written": "yiwang.kit.ledger.services:record:before",
    "while the fact is being told": "yiwang.kit.outbox.services:tell:before",
    "after the commit, before the answer": f"{FILING}:submit:after",
}


def killed_while_submitting(city: TrialCity, point: str) -> tuple[Browser, Page]:
    """Somebody presses submit and never gets an answer."""
    browser = person(city.base, city.somebody())
    page = browser.until_summary(purpose_kind="job")
    city.arm(point)
    with pytest.raises(httpx.HTTPError):
        browser.send(page, "/submit/")
    assert city.disarmed(point), "the fail-point was not reached"
    city.until(city.web_answers, "the web is back by itself")
    return browser, page


def pressed_again_gives_one_case(city: TrialCity, browser: Browser, page: Page) -> None:
    first, second = (number_on(browser.send(page, "/submit/")) for _ in range(2))
    assert first == second
    mine = city.sql(
        "SELECT count(DISTINCT a.id) FROM cases_case a JOIN cases_case b USING (applicant_id) WHERE b.number = %s",
        first,
    )
    assert mine == [(1,)]
    city.settled()
    city.keeps_its_promises([first])


@pytest.mark.prove
@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_submitting_again_after_a_kill_gives_exactly_one_case(city: TrialCity, point: str) -> None:
    city.start_web(*POINTS.values())
    city.start_worker()
    pressed_again_gives_one_case(city, *killed_while_submitting(city, point))


@pytest.mark.prove
def test_control_without_key_and_draft_a_second_press_makes_a_second_case(city: TrialCity) -> None:
    city.start_web(POINTS["after the commit, before the answer"], mutant=f"{FILING}:forgets_what_was_submitted")
    city.start_worker()
    browser, page = killed_while_submitting(city, POINTS["after the commit, before the answer"])
    count = "SELECT count(*) FROM cases_case"
    ((before,),) = city.sql(count)
    browser.send(page, "/submit/")
    with pytest.raises(AssertionError):
        assert city.sql(count) == [(before,)]
    city.settled()
    city.reconcile([])


@pytest.mark.prove
def test_control_facts_told_after_the_commit_are_lost(city: TrialCity) -> None:
    point = POINTS["while the fact is being told"]
    # The fail-point wraps the original, the mutant puts it behind the commit.
    city.start_web(point, mutant="yiwang.kit.outbox.services:tells_after_commit")
    city.start_worker()
    killed_while_submitting(city, point)
    city.settled()
    # The fact of the receipt stands in the very statement that makes the case; those of later acts are lost.
    with pytest.raises(AssertionError, match=r"I5 \d+: (\d) moves, (?!\1)\d facts"):
        city.keeps_its_promises([])


@pytest.mark.prove
def test_a_person_is_one_person(city: TrialCity) -> None:
    """The numbers that settle the city are valid and different."""
    assert len({number(index) for index in range(60)}) == 60
