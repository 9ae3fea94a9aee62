"""The kill table in the docs is the one of the code, and every line of it is a test."""

from __future__ import annotations

from tests.control import table
from tests.control.protections import PROTECTIONS


def test_the_committed_table_is_current() -> None:
    assert table.page() == table.PAGE.read_text(encoding="utf-8"), "run python -m tests.control.table"


def test_every_line_of_the_table_is_a_test_that_exists() -> None:
    assert table.missing() == []


def test_every_control_stands_in_the_table() -> None:
    named = {f"{each.file}::{each.control}" for each in PROTECTIONS}
    assert {control for control in table.controls() if "::test_control_" in control} - named == set()
