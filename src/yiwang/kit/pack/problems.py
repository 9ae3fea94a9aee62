"""What is wrong with a pack, said so that its author can mend it: file, line, path and a sentence in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema_rs

from yiwang.kit.errors import Text
from yiwang.kit.pack.files import PackFile
from yiwang.kit.pack.sentences import sentence

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One fault. `path` is written as an author writes it: `questions[1].options[0].value`."""

    file: str
    line: int
    path: str
    text: Text


def problem(file: PackFile, path: Path, text: Text) -> Problem:
    """A fault that a room found by itself, at the line of its path."""
    return Problem(file.name, file.line_of(path), written(path), text)


def written(path: Path) -> str:
    """A path as an author writes it: `questions[1].options[0].value`."""
    made = ""
    for part in path:
        made += f"[{part}]" if isinstance(part, int) else f".{part}" if made else str(part)
    return made


def check_schema(file: PackFile, schema: dict[str, Any]) -> list[Problem]:
    """Every fault of a file against a JSON Schema 2020-12, in the order of its lines.

    A file that is missing or not TOML has that one fault. TOML's dates and times are checked as ISO strings.
    """
    if file.fault:
        return [Problem(file.name, file.fault.line, "", file.fault.text)]
    validator = _validator(json.dumps(schema, sort_keys=True))
    found = [problem(file, path, text) for error in validator.iter_errors(file.plain) for path, text in _reasons(error)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.line, one.path))


@lru_cache(maxsize=64)
def _validator(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema), validate_formats=True)


def _reasons(error: jsonschema_rs.ValidationError) -> Iterator[tuple[Path, Text]]:
    path = tuple(error.instance_path)
    kind: Any = error.kind
    if kind.name in ("additionalProperties", "unevaluatedProperties"):
        # One fault a key, each at its own line: an author mends keys, not lists.
        for key in kind.unexpected:
            yield (*path, key), Text("没有这个字段名，请核对拼写。", "Unknown key; check its spelling.")
    elif kind.name in ("anyOf", "oneOf") and (closest := _closest(error)):
        for inner in closest:
            yield from _reasons(inner)
    else:
        yield path, sentence(error)


def _closest(error: jsonschema_rs.ValidationError) -> list[jsonschema_rs.ValidationError]:
    """Of several allowed shapes, the faults of the only one that has the type the author wrote; else none."""
    depth = len(error.instance_path)
    shapes = [shape for shape in getattr(error.kind, "context", []) if shape]
    fitting = [s for s in shapes if not any(e.kind.name == "type" and len(e.instance_path) == depth for e in s)]
    return fitting[0] if len(fitting) == 1 else []
