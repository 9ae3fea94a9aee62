"""The blank form and the sample of a paper: what stands on them, and that they are the same bytes each time."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from yiwang.kit.pack import Pack
from yiwang.registers.materials import blanks, paper, printing
from yiwang.registers.materials.queries import Entry

PACK = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
NAMES = {row["key"]: row["name"] for row in PACK.file("data_elements").plain["elements"]}
FORMS = {key: blanks.labelled(row, NAMES) for key, row in paper.of_pack(PACK).items() if "blank" in row}
DAY = datetime(2026, 9, 1, tzinfo=UTC)


def entry(key: str) -> Entry:
    return Entry(paper.read(FORMS[key]), FORMS[key], key, DAY, "")


def printed(key: str, kind: str) -> PdfReader:
    return PdfReader(io.BytesIO(printing.pdf(entry(key), kind, city="某市")))


def text(pdf: PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


def test_at_least_fifteen_forms_are_written() -> None:
    assert len(FORMS) >= 15


@pytest.mark.parametrize("key", FORMS)
def test_a_form_prints_every_label_and_every_note_and_its_sample_every_value(key: str) -> None:
    blank, sample = text(printed(key, "blank")), text(printed(key, "sample"))
    fields = [field for page in FORMS[key]["blank"]["pages"] for field in page["fields"]]
    for said in [field["label"] for field in fields] + FORMS[key]["blank"]["notes"]:
        for words in said.values():
            assert "".join(words.split()) in blank and "".join(words.split()) in sample, words
    values = ["".join(field["sample"].split()) for field in fields if "sample" in field and "options" not in field]
    assert values and all(value in sample for value in values)
    assert "样张" in sample and "样张" not in blank
    # Words such as “6” stand in notes too: what is told apart is the whole.
    assert len(blank) < len(sample)


@pytest.mark.parametrize("key", FORMS)
def test_a_sample_ticks_what_it_says(key: str) -> None:
    rows = [row for page in blanks.sheet(FORMS[key], filled=True, city="", edition="")["pages"] for row in page["rows"]]
    for cell in (cell for row in rows for cell in row if cell["options"]):
        fields = [field for page in FORMS[key]["blank"]["pages"] for field in page["fields"]]
        (said,) = {f.get("sample", "") for f in fields if f["label"] == cell["label"] and f.get("options")}
        assert bool(said) == any(option["ticked"] for option in cell["options"]), cell["label"]


def test_fonts_are_embedded_and_a_page_is_a4() -> None:
    page = printed("lease-filing-application", "blank").pages[0]
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described or "/FontFile3" in described
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_the_same_form_is_the_same_bytes_and_its_mark_follows_what_it_says() -> None:
    one = entry("power-attorney")
    printing._made.cache_clear()
    first = printing.pdf(one, "blank", city="某市")
    printing._made.cache_clear()
    assert printing.pdf(one, "blank", city="某市") == first
    other = Entry(one.paper, one.declared, "another", DAY, "")
    assert len({printing.mark(each, kind) for each in (one, other) for kind in blanks.KINDS}) == 4


@pytest.mark.parametrize(
    ("widths", "spans"),
    [
        (["half", "half", "full"], [[4, 4], [10]]),
        (["third", "third", "third"], [[2, 2, 2]]),
        (["half", "full"], [[10], [10]]),
        (["third", "half", "half"], [[2, 6], [10]]),
    ],
)
def test_a_row_is_always_full(widths: list[str], spans: list[list[int]]) -> None:
    fields = [{"label": {"zh": "甲", "en": "A"}, "width": width} for width in widths]
    declared = {"key": "a", "name": {"zh": "表", "en": "Form"}, "blank": {"pages": [{"fields": fields}]}}
    sheet = blanks.sheet(declared, filled=False, city="", edition="")
    assert [[cell["span"] for cell in row] for row in sheet["pages"][0]["rows"]] == spans
