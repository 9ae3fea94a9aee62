"""The database is killed (-9), or away: what was acknowledged is there, pages say so, and all comes back by itself.

Invariants I1, I4 and I6.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from tests.faults import settling
from tests.faults.browsing import Browser, Page, number_on, person
from tests.faults.trialcity import TrialCity

HANDS = 16


@contextmanager
def ready_to_submit(city: TrialCity) -> Iterator[list[tuple[Browser, Page]]]:
    """Sixteen people in front of the submit button, several applications each one after the other."""
    people = [person(city.base, city.somebody()) for _ in range(HANDS // 4)]
    yield [(one, one.until_summary(purpose_kind="job")) for one in people for _ in range(6)]


def submitted_while_killed(city: TrialCity, kill: Callable[[], None]) -> list[str]:
    """Press all buttons at once; kill once a few were acknowledged. Returns the numbers people were shown."""
    shown: list[str] = []
    some = threading.Event()

    def press(one: tuple[Browser, Page]) -> None:
        browser, page = one
        try:
            form = page.form("/submit/")
            answer = browser.client.post(form.action, data=dict(form.form_values()), follow_redirects=False)
        except httpx.HTTPError:
            return
        if answer.status_code == 302 and answer.headers["location"].endswith("/receipt/"):
            shown.append(answer.headers["location"].split("/")[2])
            if len(shown) >= 5:
                some.set()

    with ready_to_submit(city) as ready, ThreadPoolExecutor(HANDS) as hands:
        done = [hands.submit(press, one) for one in ready]
        some.wait(30)
        kill()
        for one in done:
            one.result()
    return shown


def numbers_of(city: TrialCity, drafts: list[str]) -> list[str]:
    """The cases that acknowledged drafts became; an empty text where there is none."""
    known = dict(city.sql("SELECT public_id, case_number FROM intake_draft WHERE public_id = ANY(%s)", drafts))
    return [known.get(draft) or f"nothing ({draft})" for draft in drafts]


@pytest.mark.prove
def test_a_killed_database_loses_nothing_that_was_acknowledged(city: TrialCity) -> None:
    city.start_web()
    city.start_worker()
    acknowledged = submitted_while_killed(city, city.kill_database)
    assert len(acknowledged) >= 5
    city.restart_database()
    city.until(city.web_answers, "the web answers again by itself")
    city.settled()
    city.keeps_its_promises(numbers_of(city, acknowledged))


@pytest.mark.prove
def test_control_with_commits_that_do_not_wait_for_the_disk_something_is_lost(city: TrialCity) -> None:
    city.cluster.stop()
    # What a database tuned for speed does: it answers before its log is written.
    city.start_database(synchronous_commit="off", wal_writer_delay="10s", wal_writer_flush_after="64MB")
    city.start_web()
    acknowledged = submitted_while_killed(city, city.kill_database)
    assert acknowledged
    city.restart_database()
    city.start_worker()
    city.settled()
    with pytest.raises(AssertionError, match="I1"):
        city.keeps_its_promises(numbers_of(city, acknowledged))


@pytest.mark.prove
def test_pages_say_that_the_database_is_away_and_recover_unaided(city: TrialCity) -> None:
    city.start_web()
    browser = person(city.base, city.somebody())
    page = browser.until_summary(purpose_kind="job")
    city.kill_database()
    try:
        for path in ("/", "/cases/", "/licences/", "/search/?q=社保", "/items/312050001000/", "/verify/ABC/"):
            says_it_is_away(browser.client.get(path))
        says_it_is_away(browser.send(page, "/submit/").response)
        machine = browser.client.get("/api/v1/items")
        assert machine.status_code == 503 and machine.headers["retry-after"], machine.text[:300]
        assert browser.client.get("/healthz").status_code == 200
        assert browser.client.get("/readyz").status_code == 503
        assert "Traceback" not in city.log("web")
    finally:
        city.restart_database()
    city.until(city.web_answers, "the web answers again by itself")
    assert number_on(browser.send(page, "/submit/"))
    city.start_worker()
    city.settled()
    city.keeps_its_promises([])


def says_it_is_away(answer: httpx.Response) -> None:
    assert answer.status_code == 503, f"{answer.url} {answer.status_code}"
    assert int(answer.headers["retry-after"]) > 0
    assert "系统正在恢复" in answer.text
    for inside in ("Traceback", "psycopg", "django", "OperationalError", settling.PASSWORD):
        assert inside not in answer.text
