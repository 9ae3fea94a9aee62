"""The city's registry: each paper once, however many items ask for it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from yiwang.kit.pack import Pack
from yiwang.registers.materials import paper, resolving

PACK = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
PAPERS = {key: paper.read(row) for key, row in paper.of_pack(PACK).items()}
ASKED = [(file, row) for file in PACK.files("items") for row in file.data["materials"]]


def test_every_paper_of_every_item_is_in_the_registry() -> None:
    assert [(file.name, row["key"]) for file, row in ASKED if row.get("paper") not in PAPERS] == []


def test_no_two_papers_share_a_name() -> None:
    names = Counter(name.casefold() for each in PAPERS.values() for name in each.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_one_entry_serves_many_items_and_none_is_there_for_nobody() -> None:
    uses = Counter(row["paper"] for _, row in ASKED)
    uses.update(file.data["application"] for file in PACK.files("items") if "application" in file.data)
    assert len(PAPERS) >= 400 and len(ASKED) >= 800
    assert len(ASKED) / len(PAPERS) >= 1.8 and uses["id-card"] >= 65 and uses["business-licence"] >= 45
    assert set(PAPERS) == set(uses)


def test_items_say_only_what_is_their_own_and_fold_to_what_is_written() -> None:
    papers = paper.of_pack(PACK)
    written = {file.name: file.data["materials"] for file in PACK.files("items")}
    for file in resolving.files(PACK):
        assert resolving.fold(file.data, papers)["materials"] == written[file.name], file.name
