"""What was written on a page, put into the declaration. What the page does not show stays as it is.

Nothing is refused here: a number that is none is kept as it was typed, and the check says what is wrong with it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from yiwang.surfaces.desk.editing.parts import Box, Group, Part, Rows, Section, begin, joined

MOST_ROWS = 400


class Given(Protocol):
    """What was posted."""

    def get(self, name: str, /) -> str | None: ...
    def getlist(self, name: str, /) -> list[str]: ...


_GONE = object()


def take(section: Section, declared: Mapping[str, Any], given: Given) -> dict[str, Any]:
    """The declaration with what the section's page says."""
    return _table(section.parts, dict(copy.deepcopy(dict(declared))), "", given)


def merged(
    base: Mapping[str, Any], yours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """What two people made of one edition, put together; and what both changed, where yours stands."""
    changed = [key for key in {*base, *yours} if base.get(key) != yours.get(key)]
    clashes = [key for key in changed if base.get(key) != theirs.get(key) and theirs.get(key) != yours.get(key)]
    made = {key: value for key, value in theirs.items() if key not in changed or key in yours}
    return made | {key: yours[key] for key in changed if key in yours}, sorted(clashes)


def _table(parts: Iterable[Part], base: dict[str, Any], path: str, given: Given) -> dict[str, Any]:
    for part in parts:
        value = _value(part, base.get(part.key), joined(path, part.key), given)
        if value is _GONE and base.get(part.key) in ([], {}, ""):
            continue  # left open, and said so
        if value is _GONE:
            base.pop(part.key, None)
        else:
            base[part.key] = value
    return base


def _value(part: Part, before: Any, path: str, given: Given) -> Any:
    if isinstance(part, Box):
        return _box(part, before, path, given)
    if isinstance(part, Group):
        made = _table(part.parts, dict(before) if isinstance(before, Mapping) else {}, path, given)
        return made or _GONE
    return _rows(part, before, path, given)


def _rows(part: Rows, before: Any, path: str, given: Given) -> Any:
    there = before if isinstance(before, list) else []
    count = given.get(f"{path}#")
    if count is None:
        return there if isinstance(before, list) else _GONE
    made = []
    shown = int(count) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    for at in range(min(shown, MOST_ROWS, len(there))):
        row, place = there[at], joined(path, at)
        texts = next((box for box in part.parts if isinstance(box, Box) and box.key == ""), None)
        if texts:
            taken = _box(texts, row, place, given)
            made.append({"zh": "", "en": ""} if taken is _GONE else taken)
        else:
            made.append(_table(part.parts, dict(row) if isinstance(row, Mapping) else {}, place, given))
    return made if made or before is not None else _GONE


def _box(box: Box, before: Any, path: str, given: Given) -> Any:
    kept = _GONE if before is None else before
    if box.kind in ("pair", "pairs", "paper"):
        return _pair(path, kept, given)
    if box.kind in ("several", "mine"):
        return _several(box, path, kept, given)
    if box.kind in ("when", "answers"):
        return _by_question(box, path, kept, given)
    if box.kind == "check":
        said = bool(given.get(path))
        return kept if given.get(f"{path}@") is None or (kept is _GONE and said == box.unsaid) else said
    typed = given.get(path)
    return kept if typed is None else _plain(box, typed)


def _plain(box: Box, said: str) -> Any:
    text = said.replace("\r\n", "\n").strip()
    if box.kind == "words":
        return [line.strip() for line in text.split("\n") if line.strip()] or _GONE
    if box.kind == "number":
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text or _GONE
    if box.kind == "flag":
        return {"yes": True, "no": False}.get(text, _GONE)
    return text or _GONE


def _pair(path: str, kept: Any, given: Given) -> Any:
    said = {language: given.get(f"{path}.{language}") for language in ("zh", "en")}
    if None in said.values():
        return kept
    made = {language: str(text).replace("\r\n", "\n").strip() for language, text in said.items()}
    # A text that was there and is emptied stays as an empty one where the item cannot do without it.
    return made if any(made.values()) else _GONE


def _several(box: Box, path: str, kept: Any, given: Given) -> Any:
    if given.get(f"{path}@") is None:
        return kept
    chosen = _in_order(given.getlist(path), kept)
    return chosen if chosen or box.kind == "mine" else _GONE


def _by_question(box: Box, path: str, kept: Any, given: Given) -> Any:
    """Of each question the answers that were ticked (a condition) or the one that was chosen (an example)."""
    if given.get(f"{path}@") is None:
        return kept
    made: dict[str, Any] = {}
    for question in given.getlist(f"{path}?"):
        before = kept.get(question) if isinstance(kept, Mapping) else None
        chosen = _in_order((value for value in given.getlist(f"{path}.{question}") if value), before)
        if chosen:
            made[question] = chosen if box.kind == "when" else chosen[0]
    return made if made or box.kind == "answers" else _GONE


def _in_order(chosen: Iterable[str], before: Any) -> list[str]:
    """What was chosen, each once; the same as before stays as it was written."""
    once = list(dict.fromkeys(chosen))
    return list(before) if isinstance(before, list) and sorted(map(str, before)) == sorted(once) else once


def moved(section: Section, declared: Mapping[str, Any], act: str, path: str) -> dict[str, Any]:
    """The declaration with a row added at the end of the list at `path`, or the row there moved or taken away.

    What no longer fits changes nothing: somebody pressed a button twice.
    """
    made = copy.deepcopy(dict(declared))
    rows = rows_at(section, path)
    if rows is None:
        return made
    at = place(path)
    holder = _list(made, at if act == "add" else at[:-1], begun=act == "add")
    if holder is None:
        return made
    if act == "add":
        holder.append(begin(rows, holder))
        return made
    here = at[-1]
    if not isinstance(here, int) or not here < len(holder):
        return made
    row = holder.pop(here)
    if act in ("up", "down"):
        holder.insert(max(here - 1, 0) if act == "up" else here + 1, row)
    return made


def rows_at(section: Section, path: str) -> Rows | None:
    """The list that a path of the section leads into; None for no list of it."""
    parts: tuple[Part, ...] = section.parts
    found: Rows | None = None
    for name in (part for part in place(path) if isinstance(part, str)):
        part = next((each for each in parts if each.key == name), None)
        if part is None or isinstance(part, Box):
            return None
        found, parts = (part if isinstance(part, Rows) else None), part.parts
    return found


def place(path: str) -> tuple[str | int, ...]:
    """A path taken apart: `questions[0].options`."""
    from yiwang.registers import linting

    return linting.place(path)


def _list(made: dict[str, Any], path: tuple[str | int, ...], *, begun: bool) -> list[Any] | None:
    holder: Any = made
    for part in path[:-1]:
        try:
            holder = holder[part]
        except (KeyError, IndexError, TypeError):
            return None
    last = path[-1] if path else ""
    if begun and isinstance(holder, dict) and isinstance(last, str):
        holder.setdefault(last, [])
    try:
        found = holder[last]
    except (KeyError, IndexError, TypeError):
        return None
    return found if isinstance(found, list) else None
