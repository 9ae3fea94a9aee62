"""Whatever is wrong with a city's papers is told at once, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.kit.pack import Pack, Problem
from yiwang.registers.materials import pack as materials

PAPER = """key = "{0}"
name = {{ zh = "{1}", en = "{2}" }}
aliases = [{3}]
kind = "2"
form = "3"
source = "10"
"""


def papers(folder: Path, **files: str) -> Pack:
    (folder / "materials").mkdir()
    for name, written in files.items():
        (folder / "materials" / f"{name}.toml").write_text(written, encoding="utf-8")
    (folder / "data_elements.toml").write_text("elements = []\n", encoding="utf-8")
    (folder / "resources.toml").write_text("resources = []\n", encoding="utf-8")
    return Pack(folder)


def told(found: list[Problem]) -> list[tuple[str, int, str]]:
    return [(one.file.removeprefix("materials/"), one.line, one.path) for one in found]


def test_two_papers_that_claim_one_name_are_told_of_each_other(tmp_path: Path) -> None:
    first, second = PAPER.format("a", "鸭证", "Duck paper", '"鸭子证"'), PAPER.format("b", "鸭子证", "duck PAPER", "")
    found = materials.check(papers(tmp_path, a=first, b=second))
    assert told(found) == [
        *[("a.toml", 2, "name.en"), ("a.toml", 3, "aliases[0]")],
        *[("b.toml", 2, "name.en"), ("b.toml", 2, "name.zh")],
    ]
    assert "materials/b.toml" in found[1].text.zh and "materials/a.toml" in found[3].text.en


def test_a_paper_alone_has_no_fault_with_its_names(tmp_path: Path) -> None:
    assert materials.check(papers(tmp_path, a=PAPER.format("a", "鸭证", "Duck paper", '"鸭子证"'))) == []


@pytest.mark.parametrize(
    ("added", "place"),
    [
        ('licence = "none"', (7, "licence")),
        ('resource = "none.of"', (7, "resource")),
        ("validity = { }", (7, "validity")),
        ("colour = 1", (7, "colour")),
        ('assumed = ["validity"]', (7, "assumed[0]")),
        (
            '[blank]\n[[blank.pages]]\n[[blank.pages.fields]]\nelement = "no.such"',
            (10, "blank.pages[0].fields[0].element"),
        ),
        ("[blank]\n[[blank.pages]]\n[[blank.pages.fields]]\nlines = 2", (9, "blank.pages[0].fields[0]")),
    ],
)
def test_a_fault_has_its_line(tmp_path: Path, added: str, place: tuple[int, str]) -> None:
    found = materials.check(papers(tmp_path, a=PAPER.format("a", "鸭证", "Duck paper", "") + added + "\n"))
    assert [(line, path) for _, line, path in told(found)] == [place]


def test_the_key_is_the_files_name_and_an_authority_has_a_name(tmp_path: Path) -> None:
    written = PAPER.format("other", "鸭证", "Duck paper", "").replace('source = "10"', 'source = "20"')
    assert told(materials.check(papers(tmp_path, a=written))) == [("a.toml", 1, "key"), ("a.toml", 6, "source")]
