"""The scanner is right when it finds exactly the keys the standard reader finds, each on the line where it stands.

In the documents below a value that is written as `Ln` says on which line it stands.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.kit.pack import lines
from yiwang.kit.pack.files import parse

NASTY = r'''# a comment with [brackets] and = signs
top = "L2"
"quoted.key" = "L3"
'single "quoted"' = "L4"
a.b . "c.d" = "L5"
date = 2026-09-01
moment = 2026-09-01T08:00:00+08:00
hash = "# not a comment" # a comment with "quotes"
escaped = "a \" b \\"
literal = 'back\'
long = """
[not a table]
key = "not a key"
\"""
""""
after_long = "L16"
literal_long = \'\'\'
[[nor.this]]
''\'\'\'
after_literal = "L20"
list = [ # comment ]
  "L22",
  [ "L23", { deep = "L23", more = { most = "L23" } } ],
  { zh = "]", en = "L24" },
]
empty = []
empty_table = {}
[table] # comment
in_table = "L29"
[table.sub."odd key"]
x = "L31"

[[array]]
n = "L34"
[array.child]
n = "L36"
[[array.inner]]
n = "L38"
[[array.inner]]
n = "L40"
  [array.inner.deep]
  n = "L42"
[[array]]
n = "L44"
[[array.inner]]
n = "L46"
[table.later]
中文 = "not bare"
'''.replace("\\'\\'\\'", "'''").replace('中文 = "not bare"', '"中文" = "L48"')


def paths(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    found = {path: value}
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        found |= paths(child, (*path, key))
    return found


def test_every_key_is_found_and_no_other() -> None:
    assert set(lines.of(NASTY)) == set(paths(tomllib.loads(NASTY)))


def test_each_key_stands_on_its_line() -> None:
    found = lines.of(NASTY)
    told = {p: int(v[1:]) for p, v in paths(tomllib.loads(NASTY)).items() if isinstance(v, str) and v[:1] == "L"}
    assert len(told) >= 20
    assert {path: found[path] for path in told} == told


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("array",), 33),
        (("array", 1), 43),
        (("array", 0, "inner", 1), 39),
        (("table",), 28),
        (("table", "sub"), 30),
        (("list", 1), 23),
    ],
)
def test_a_table_stands_where_its_header_is(path: tuple[str | int, ...], line: int) -> None:
    assert lines.of(NASTY)[path] == line


def test_an_unknown_key_stands_at_its_nearest_ancestor() -> None:
    file = parse("a = 1\n\n[b]\nc = 2\n")
    assert file.line_of(("b", "missing", "deeper")) == 3
    assert file.line_of(("nothing",)) == 1


def test_windows_line_ends_count_once(tmp_path: Any) -> None:
    from yiwang.kit.pack import Pack

    (tmp_path / "x.toml").write_bytes(b'a = "one"\r\nb = """\r\ntwo"""\r\nc = 3\r\n')
    assert Pack(tmp_path).file("x").line_of(("c",)) == 4


KEYS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=6)
LEAVES = st.integers(-9, 9) | st.booleans() | st.text("a\"'\\#[]{}=,.\n", max_size=8)
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


def written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(written, value)) + " # ]\n]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {written(v)}" for k, v in value.items()) + "}"
    return str(value)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@settings(deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_any_document_is_read_as_the_standard_reader_reads_it(tree: dict[str, Any]) -> None:
    text = "\n".join(f"{quoted(k)} = {written(v)}" for k, v in tree.items())
    assert set(lines.of(text)) == set(paths(tomllib.loads(text)))
