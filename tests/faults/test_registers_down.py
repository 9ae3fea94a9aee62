"""A base register is down, slow or lying: filing goes on, and what waits is verified when it is back."""

from __future__ import annotations

import httpx
import pytest

from tests.faults.browsing import person
from tests.faults.trialcity import TrialCity


def fault(city: TrialCity, kind: str) -> None:
    body = {"register": "*", "fault": kind}
    httpx.put(f"http://127.0.0.1:{city.registers_port}/sandbox/fault", json=body).raise_for_status()


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["slow", "killed"])
def test_filing_goes_on_while_the_registers_fail_and_is_verified_afterwards(city: TrialCity, kind: str) -> None:
    city.start_web()
    city.start_worker()
    if kind == "killed":
        city.kill("registers")
    else:
        fault(city, kind)
    number = person(city.base, city.somebody(), timeout=60).file()
    assert states_of(city, number) >= {"to_verify"}
    assert city.sql("SELECT state FROM cases_case WHERE number = %s", number)[0][0] not in ("granted", "closed")
    if kind == "killed":
        city.start_registers()
    else:
        fault(city, "none")
    # The next try may be a while away, as it should be; the test does not wait for that.
    city.until(lambda: _asked_now(city, number), "the register is asked again", 150)
    city.settled(90)
    assert "to_verify" not in states_of(city, number)
    city.keeps_its_promises([number])


def states_of(city: TrialCity, number: str) -> set[str]:
    rows = city.sql(
        "SELECT m.state FROM cases_material m JOIN cases_case c ON c.id = m.case_id WHERE c.number = %s", number
    )
    return {state for (state,) in rows}


def _asked_now(city: TrialCity, number: str) -> bool:
    with city.owner() as owner:
        owner.execute(
            "UPDATE intake_waiting SET next_at = now() - interval '1 second' WHERE case_number = %s", [number]
        )
    return not city.sql("SELECT 1 FROM intake_waiting WHERE case_number = %s", number)
