"""Whoever owns the database changes a row in SQL: `yiwang ledger verify` names the row and the leaf it differs from."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import Scene, on
from tests.kit.ledger.acts import as_owner
from yiwang.casework.cases import services
from yiwang.kit.ledger.checking import check_database


@pytest.fixture
def city(committed: str) -> Scene:
    """Two cases, one of them granted, and the officers who were appointed for them."""
    scene = Scene()
    number = scene.accepted("11-18")
    scene.accepted("11-18")
    with on("11-20"):
        services.grant(actor=scene.approver, number=number, expected=2)
    assert check_database().problems == [], "the control: nobody changed anything"
    return scene


@pytest.mark.parametrize(
    ("statement", "code", "row"),
    [
        ("UPDATE cases_case SET state = 'granted' WHERE state = 'accepted'", "row_changed", "cases.Case"),
        ("UPDATE cases_entry SET effective_on = effective_on + 30 WHERE line = 2", "row_changed", "cases.Entry"),
        ("UPDATE cases_entry SET at = at - interval '1 day' WHERE line = 1", "row_changed", "cases.Entry"),
        ("UPDATE cases_entry SET details = '{\"days\": 9}' WHERE line = 2", "row_changed", "cases.Entry"),
        ("UPDATE cases_entry SET actor = 'staff:99' WHERE line = 2", "row_changed", "cases.Entry"),
        ("DELETE FROM cases_entry WHERE line = 2", "row_removed", "cases.Entry"),
        ("UPDATE parties_post SET roles = '{administrator}' WHERE 'clerk' = ANY(roles)", "row_changed", "parties.Post"),
        ("UPDATE parties_post SET ends_on = '2099-01-01'", "row_changed", "parties.Post"),
        ("UPDATE licences_licence SET valid_until = '2099-01-01'", "row_changed", "licences.Licence"),
    ],
)
def test_a_row_changed_in_sql_is_named(city: Scene, statement: str, code: str, row: str) -> None:
    as_owner(statement)
    found = [(finding.code, finding.row.split()[0]) for finding in check_database().findings]
    assert found and set(found) == {(code, row)}


def test_a_line_added_to_the_journal_by_hand_is_named(city: Scene) -> None:
    columns = "case_id, act, before, after, at, effective_on, actor, actor_name, office, reasons, details, revision"
    as_owner(f"INSERT INTO cases_entry (line, {columns}) SELECT 9, {columns} FROM cases_entry WHERE line = 1 LIMIT 1")
    (found,) = check_database().findings
    assert found.code == "row_added" and found.row.startswith("cases.Entry ") and found.row.endswith("/9")
