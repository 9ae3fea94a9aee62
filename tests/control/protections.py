"""The kill table: each protection, what the product would be without it, and the test that notices.

`mutant` says what was taken away; `test` is the control, which applies the mutant and sees the original check fail.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Protection:
    protection: str
    mutant: str
    test: str


FAULTS, ACCESS, ATTACKS, SERVICES = "tests/faults", "tests/access", "tests/attacks", "tests/control"

PROTECTIONS: tuple[Protection, ...] = (
    Protection(
        "One case for each submission: key of the submission, and the draft that became it",
        "no key, and the draft forgets its case",
        f"{FAULTS}/test_web_killed.py::test_control_without_key_and_draft_a_second_press_makes_a_second_case",
    ),
    Protection(
        "Facts are told in the act's own transaction",
        "facts are told after the commit",
        f"{FAULTS}/test_web_killed.py::test_control_facts_told_after_the_commit_are_lost",
    ),
    Protection(
        "The inbox row is written in the handler's own transaction",
        "the inbox is claimed in a transaction before",
        f"{FAULTS}/test_worker_killed.py::test_control_where_the_inbox_is_claimed_first_a_fact_is_lost",
    ),
    Protection(
        "Jobs of dead workers are taken up again",
        "a worker is called dead after an hour",
        f"{FAULTS}/test_worker_killed.py::test_control_where_nobody_looks_for_dead_workers_the_job_stays",
    ),
    Protection(
        "A commit waits for the disk",
        "synchronous_commit=off",
        f"{FAULTS}/test_database_killed.py::test_control_with_commits_that_do_not_wait_for_the_disk_something_is_lost",
    ),
    Protection(
        "Another's case is answered like one that nobody has",
        "visible_to returns every case",
        f"{ACCESS}/test_matrix.py::test_control_where_everybody_sees_every_case_the_matrix_fails",
    ),
)
