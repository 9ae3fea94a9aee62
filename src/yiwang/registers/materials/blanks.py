"""What a blank form and its sample show: rows of labelled cells, told apart by what is filled in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.registers.materials.paper import Declared

# A row is twelve parts wide; a label takes two of them, its cell the rest of the field's share.
SHARES = {"full": 12, "half": 6, "third": 4}
ROW, LABEL = 12, 2
SIGNATURE = {"zh": "申请人（签名）", "en": "Applicant (signature)"}
KINDS = ("blank", "sample")


def labelled(declared: Declared, names: Mapping[str, Declared]) -> dict[str, Any]:
    """The declaration with every field of its form labelled, by the name of its data element where it has no own."""
    blank = declared.get("blank")
    if not blank:
        return dict(declared)
    pages = [{**page, "fields": [_labelled(field, names) for field in page["fields"]]} for page in blank["pages"]]
    return {**declared, "blank": {**blank, "pages": pages}}


def _labelled(field: Declared, names: Mapping[str, Declared]) -> dict[str, Any]:
    return {**field, "label": field.get("label") or dict(names[field["element"]])}


def sheet(declared: Declared, *, filled: bool, city: str, edition: str) -> dict[str, Any]:
    """What the template prints. `filled`: the sample 样表, with values and its mark; else the blank form 空白表."""
    blank = declared["blank"]
    title = blank.get("title") or declared["name"]
    return {
        "title": dict(title),
        "city": city,
        "to": dict(blank.get("to", {})),
        "pages": [
            {"title": dict(page.get("title", {})), "rows": [list(row) for row in _rows(page["fields"], filled)]}
            for page in blank["pages"]
        ],
        "statement": dict(blank.get("statement", {})),
        "signatures": [dict(each) for each in blank.get("signatures", [SIGNATURE])],
        "notes": [dict(each) for each in blank.get("notes", [])],
        "filled": filled,
        "key": declared["key"],
        "edition": edition,
    }


def _rows(fields: list[Declared], filled: bool) -> Iterator[list[dict[str, Any]]]:
    """Fields side by side as long as they fit; the last of a row takes what is left of it."""
    row: list[dict[str, Any]] = []
    used = 0
    for field in fields:
        share = SHARES[field.get("width", "full")]
        if row and used + share > ROW:
            yield _stretched(row, used)
            row, used = [], 0
        row.append(_cell(field, share, filled))
        used += share
    if row:
        yield _stretched(row, used)


def _stretched(row: list[dict[str, Any]], used: int) -> list[dict[str, Any]]:
    return [*row[:-1], {**row[-1], "span": row[-1]["span"] + ROW - used}]


def _cell(field: Declared, share: int, filled: bool) -> dict[str, Any]:
    sample = field.get("sample", "") if filled else ""
    chosen = {sample, *sample.split("、")} if sample else set()
    return {
        "label": dict(field["label"]),
        "span": share - LABEL,
        "lines": field.get("lines", 1),
        "options": [{**option, "ticked": option["zh"] in chosen} for option in field.get("options", [])],
        "value": "" if field.get("options") else sample,
    }
