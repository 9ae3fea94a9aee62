"""What a file declares is read whatever its shape, so that every fault is told and none stops the check."""

from __future__ import annotations

from typing import Any

import pytest

from yiwang.kit.pack import PackFile
from yiwang.kit.pack.declared import entries, misnamed, repeated, tables, wrongly_assumed


@pytest.mark.parametrize(
    ("said", "listed", "rows"),
    [
        ({"topics": [{"key": "a"}, "b"]}, [{"key": "a"}, "b"], [{"key": "a"}]),
        ({"topics": "abc"}, [], []),
        ({"topics": {"key": "a"}}, [], []),
        ({}, [], []),
    ],
)
def test_what_is_no_list_of_tables_is_left_to_the_schema(
    said: dict[str, Any], listed: list[Any], rows: list[Any]
) -> None:
    assert (entries(said, "topics"), tables(said, "topics")) == (listed, rows)


def file(name: str, **data: Any) -> PackFile:
    return PackFile(f"{name}.toml", data=data)


def test_a_key_is_the_files_name_and_is_used_once() -> None:
    files = [file("audit", key="audit"), file("test", key="audit"), file("empty")]
    assert [each.file for each in repeated(files)] == ["test.toml"]
    assert [each.file for each in misnamed(files)] == ["test.toml"]
    files = [file("a", key="a", code="1"), file("b", key="b", code="1")]
    assert [each.file for each in repeated(files, "code")] == ["b.toml"]


def test_what_is_assumed_is_there() -> None:
    found = wrongly_assumed(file("a", price={"low": "1"}, assumed=["price.low", "prise.low"]))
    assert [each.path for each in found] == ["assumed[1]"]
