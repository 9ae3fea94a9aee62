"""What the desk published goes back into the pack's files: nothing is lost, nothing else is touched."""

from __future__ import annotations

import copy
import difflib
import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.registers import people
from yiwang.config import pack as whole
from yiwang.config.cli import main
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack
from yiwang.kit.pack.files import parse
from yiwang.registers.catalogue import pack as catalogue_pack
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.drafts import filling, queries, services
from yiwang.registers.drafts.writing import edited, fresh
from yiwang.registers.offices import pack as offices_pack
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering

SHANGHAI = Path(__file__).parents[3] / "packs" / "shanghai"
FILES = sorted((SHANGHAI / "items").rglob("*.toml"))
CITY = "310000"
TEXT = {"zh": "样例说明", "en": "A sample note"}
FOOD, FILING, NURSE = "310125001000", "311025001000", "310123001000"


@pytest.mark.parametrize("path", FILES[::12], ids=lambda path: path.stem)
def test_what_says_the_same_is_not_touched_and_a_fresh_file_says_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    said = parse(text).plain
    assert edited(text, said) == text
    assert parse(fresh(said)).plain == said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_version_says_whole_folds_to_what_the_file_said(path: Path) -> None:
    said = parse(path.read_text(encoding="utf-8")).plain
    assert filling.folded(filling.whole(said)) == said


@pytest.mark.parametrize("path", FILES[5::17], ids=lambda path: path.stem)
def test_any_change_of_a_real_item_is_written_and_nothing_else(path: Path) -> None:
    """Random edits, insertions, removals and moves, several at once: the file says exactly what was wanted."""
    text, chance = path.read_text(encoding="utf-8"), random.Random(path.stem)
    said = parse(text).plain
    for _ in range(4):
        wanted = copy.deepcopy(said)
        for _ in range(chance.randint(1, 4)):
            wanted = _mutated(wanted, chance)
        made = edited(text, wanted)
        assert parse(made).plain == wanted
        assert edited(made, wanted) == made
        assert {line for line in text.splitlines() if line.startswith("#")} <= set(made.splitlines())


def _mutated(value: Any, chance: random.Random, depth: int = 0) -> Any:
    if isinstance(value, dict) and value:
        key, roll = chance.choice(list(value)), chance.random()
        if roll < 0.1 and depth:
            del value[key]
        elif roll < 0.2:
            value[f"extra{chance.randint(0, 9)}"] = chance.choice(["x", 3, {"zh": '新"\n', "en": "\\"}, ["a"], True])
        else:
            value[key] = _mutated(value[key], chance, depth + 1)
    elif isinstance(value, list) and value:
        at = chance.randrange(len(value))
        for roll, change in (
            (0.2, lambda: value.pop(at)),
            (0.4, lambda: value.insert(at, copy.deepcopy(chance.choice(value)))),
            (0.55, lambda: chance.shuffle(value)),
            (1.1, lambda: value.__setitem__(at, _mutated(value[at], chance, depth + 1))),
        ):
            if chance.random() < roll:
                change()
                break
    elif isinstance(value, bool | int):
        return not value if isinstance(value, bool) else value + 1
    elif isinstance(value, str):
        return "2027-01-01" if value[:4].isdigit() and "-" in value else value + "改"
    return value


def test_a_limit_a_new_paper_and_a_question_are_the_only_lines_that_change() -> None:
    text = (SHANGHAI / "items" / "market" / "food-business.toml").read_text(encoding="utf-8")
    wanted = parse(text).plain
    wanted["limits"]["promised"]["count"] = 3
    wanted["materials"].append({"key": "plan", "name": {"zh": "新", "en": "New"}, "basis": []})
    lines = list(difflib.unified_diff(text.splitlines(), edited(text, wanted).splitlines(), n=0, lineterm=""))
    changed = [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
    assert sorted(changed) == sorted(
        [
            '-promised = { count = 4, unit = "1" }',
            '+promised = { count = 3, unit = "1" }',
            "+[[materials]]",
            '+key = "plan"',
            '+name = { zh = "新", en = "New" }',
            "+basis = []",
            "+",
        ]
    )


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """A copy of the city's pack, in the database too."""
    copied = tmp_path / "shanghai"
    shutil.copytree(SHANGHAI, copied)
    offices_pack.load(Pack(copied))
    catalogue_pack.load(Pack(copied))
    return copied


def staff(code: str, serial: int, *roles: str) -> Actor:
    """Somebody of the office whose item it is."""
    last = catalogue.latest(code, CITY)
    assert last is not None
    account = registering.open_account(person=people.person("员样例", serial), login=f"WB{serial}", password=None)
    registering.appoint(
        actor=SYSTEM, account=account, department=last.department, title="岗", roles=roles,
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    actor = parties.staff_actor_of(account)
    assert actor is not None
    return actor


def published(code: str, serial: int, *, on: date | None = None, **more: Any) -> queries.View:
    """The item changed at the desk: `more` replaces what it said."""
    editor, publisher = staff(code, serial, "editor"), staff(code, serial + 1, "publisher")
    begun = services.open(actor=editor, code=code)
    said = services.save(
        actor=editor, draft=begun.public_id, declared={**begun.declared, **more}, expected=begun.edition
    )
    services.submit(actor=editor, draft=said.public_id)
    services.approve(actor=publisher, draft=said.public_id, expected=said.edition)
    return services.publish(actor=publisher, draft=said.public_id, effective_on=on, reason="已核对")


@pytest.mark.django_db
def test_real_items_changed_at_the_desk_are_written_back_and_load_unchanged(folder: Path) -> None:
    tomorrow = calendar.today() + timedelta(days=1)
    filing = catalogue.declaration(catalogue.latest(FILING, CITY).pk)  # type: ignore[union-attr]
    published(FOOD, 1, keywords=["开饭店", "咖啡馆"])
    published(FILING, 3, on=tomorrow, faq=[*filing["faq"], {"ask": TEXT, "answer": TEXT}])
    published(NURSE, 5, hours=TEXT)
    before = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.toml"))}
    assert [one.change for one in services.write_back(folder=folder, check=True)] == ["edited"] * 3
    assert all(path.read_text(encoding="utf-8") == text for path, text in before.items())
    done = services.write_back(folder=folder)
    touched = {path.name for path, text in before.items() if path.read_text(encoding="utf-8") != text}
    assert touched == {Path(one.file).name for one in done} and len(touched) == 3
    food = next(path for path in before if path.name == "food-business.toml")
    lines = difflib.ndiff(before[food].splitlines(), food.read_text(encoding="utf-8").splitlines())
    assert {line[2:].split(" ")[0] for line in lines if line[0] in "+-"} == {"keywords", "effective_on"}
    assert whole.check(folder) == []
    assert services.write_back(folder=folder) == []
    assert [one.change for one in services.write_back(folder=folder, codes=[FOOD])] == ["same"]
    counts = catalogue_pack.load(Pack(folder))
    assert (counts["new"], counts["changed"], counts["retired"]) == (0, 0, 0)


@pytest.mark.django_db
def test_a_new_item_gets_its_file_and_a_retired_one_loses_it_on_its_day(folder: Path) -> None:
    editor, publisher = staff(FOOD, 1, "editor"), staff(FOOD, 2, "publisher")
    draft = services.create(actor=editor, code="310125777000", name=Text("样例小摊备案", "Stall filing"))
    kin = dict(services.open(actor=editor, code=FOOD).declared)
    kin = {**kin, "code": "310125777000", "implementation": kin["implementation"][:19] + "310125777000"}
    kin["name"] = {"zh": "样例小摊许可", "en": "Stall licence (sample)"}
    kept = services.save(actor=editor, draft=draft.public_id, declared=kin, expected=1)
    services.submit(actor=editor, draft=draft.public_id)
    services.approve(actor=publisher, draft=draft.public_id, expected=kept.edition)
    services.publish(actor=publisher, draft=draft.public_id, reason="x")
    (made,) = services.write_back(folder=folder)
    assert (made.file, made.change) == ("items/market/stall-licence-sample.toml", "new")
    assert whole.check(folder) == [] and catalogue_pack.load(Pack(folder))["changed"] == 0
    day = calendar.today() + timedelta(days=2)
    leaving = services.retire(actor=editor, code="310125777000", from_on=day, reason="试点结束")
    services.approve(actor=publisher, draft=leaving.public_id, expected=1)
    services.publish(actor=publisher, draft=leaving.public_id)
    assert [one.change for one in services.write_back(folder=folder)] == ["waits"]
    assert catalogue_pack.load(Pack(folder))["retired"] == 0
    with calendar.at(calendar.now() + timedelta(days=2)):
        assert [one.change for one in services.write_back(folder=folder)] == ["removed"]
        assert not (folder / made.file).exists() and catalogue.current("310125777000", CITY) is None


@pytest.mark.django_db
def test_a_load_leaves_what_the_desk_said_and_the_command_refuses_to_overwrite(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = published(FOOD, 1, keywords=["咖啡馆"])
    assert catalogue_pack.load(Pack(folder))["changed"] == 0
    assert catalogue.latest(FOOD, CITY).pk == made.version  # type: ignore[union-attr]
    (fault,) = whole.unsettled(folder)
    assert fault.file == "items/market/food-business.toml" and f"write-back PACK --code {FOOD}" in fault.text.en
    assert main(["pack", "load", str(folder)]) == 1
    said = capsys.readouterr().err
    assert FOOD in said and "--over" in said
    assert catalogue.latest(FOOD, CITY).pk == made.version  # type: ignore[union-attr]
    whole.overrule(folder)
    assert catalogue_pack.load(Pack(folder))["changed"] == 1
    assert "咖啡馆" not in catalogue.current(FOOD, CITY).definition.keywords  # type: ignore[union-attr]


@pytest.mark.django_db
def test_the_history_and_the_difference_are_read_in_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = catalogue.declaration(catalogue.latest(FOOD, CITY).pk)  # type: ignore[union-attr]
    body["limits"]["promised"]["count"] = 2
    examples = [{**each, "due_on": "2026-09-30"} if "due_on" in each else each for each in body["examples"]]
    published(FOOD, 1, limits=body["limits"], examples=examples)
    assert main(["items", "history", FOOD]) == 0
    assert "desk" in capsys.readouterr().out
    assert main(["items", "diff", FOOD, "--json"]) == 0
    said = capsys.readouterr().out
    assert "Promised limit: 4 → 2 working days" in said and json.loads(said.splitlines()[-1])["better"] > 0
    assert main(["items", "diff", FOOD, "7"]) == 2
    assert main(["items", "history", "1"]) == 1
