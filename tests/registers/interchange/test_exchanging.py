"""Out in the shape of the national exchange tables and back: not a byte of a definition is lost."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers import people
from tests.registers.catalogue import items
from tests.registers.definition.test_codes import FULL
from tests.registers.definition.test_commitment import COMMITTED
from yiwang.config import cli
from yiwang.kit.errors import Invalid
from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import queries, services
from yiwang.registers.definition import codes, digest, plain, read
from yiwang.registers.interchange import exchanging
from yiwang.registers.interchange.exchanging import Batch, Task, layout

SHANGHAI = Path(__file__).parents[3] / "packs" / "shanghai"
NOW = datetime(2026, 9, 1, 2, 30, tzinfo=UTC)
BATCH = Batch("310000", NOW, 2)


def canonical(declared: Any) -> bytes:
    return json.dumps(plain(declared), ensure_ascii=False, sort_keys=True).encode()


def sent(folder: Path, *declared: dict[str, Any], batch: Batch = BATCH, **more: Any) -> Path:
    exchanging.write([Task(plain(one), **more) for one in declared], batch, folder)
    return folder


def column(folder: Path, table: str, name: str) -> list[str]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def back(folder: Path) -> list[Any]:
    brought, beside = exchanging.read(folder)
    assert beside == [] and [item.problems for item in brought if item.problems] == []
    return [item.declared for item in brought]


def test_the_columns_hold_what_the_nation_reads(tmp_path: Path) -> None:
    sent(tmp_path, items.item(**FULL))
    assert all((tmp_path / f"{table.name}.csv").exists() for table in layout.tables())
    for table, name, cell in (
        ("task_directory", "catalog_code", "310117001000"),
        ("task_directory", "plan_effective_date", "20260901"),
        ("task_directory", "by_law", "《样例农业法》第三条"),
        ("task_directory", "cd_batch", "2026090100002"),
        ("task_directory", "data_source", "31"),
        ("task_general_basic", "anticipate_day", "20"),
        ("task_general_basic", "promise_day", "4"),
        ("task_general_basic", "power_source", "5"),
        ("task_general_basic", "special_procedure", "专家评审"),
        ("task_general_basic", "task_code", items.DEPARTMENT + "2310117001000"),
        ("task_general_basic", "task_handle_item", items.DEPARTMENT + "231011700100001"),
        ("task_general_extend", "is_express", "1"),
        ("task_general_extend", "is_schedule", "0"),
        ("task_general_extend", "is_service_terminals", ""),
        ("task_general_extend", "handle_area", "2"),
        ("task_general_extend", "limit_explain", "不限"),
        ("fee_project", "fee_amount", "10.00"),
        ("fee_project", "fee_stand", "10.00 元"),
        ("task_window", "window_time", "9:00–17:00"),
    ):
        assert column(tmp_path, table, name) == [cell], name
    assert column(tmp_path, "material", "material_name") == ["居民身份证", "一寸照片", "池塘平面图", "河道同意书"]
    assert column(tmp_path, "material", "order_num") == ["1", "2", "3", "4"]
    assert len(set(column(tmp_path, "material", "row_guid"))) == 4
    widest = {"row_guid": 50, "task_guid": 36, "cd_batch": 32, "data_source": 3}
    assert all(len(cell) <= most for name, most in widest.items() for cell in column(tmp_path, "material", name))


def test_what_is_sent_comes_back_byte_for_byte(tmp_path: Path) -> None:
    declared = items.item(**FULL)
    (again,) = back(sent(tmp_path, declared))
    assert canonical(again) == canonical(declared)


def test_the_way_of_commitment_is_flagged_for_the_nation_and_comes_back_whole(tmp_path: Path) -> None:
    declared = items.item(commitment=COMMITTED)
    (again,) = back(sent(tmp_path, declared))
    assert canonical(again) == canonical(declared)
    assert column(tmp_path, "task_general_extend", "is_promise") == ["1"]
    assert column(tmp_path, "task_general_extend", "promise_check") == ["60/2"]


def test_control_without_the_extension_what_the_national_tables_lack_is_lost(tmp_path: Path) -> None:
    sent(tmp_path, items.item())
    (tmp_path / "task_extension.csv").unlink()
    (item,), _ = exchanging.read(tmp_path)
    assert canonical(item.declared) != canonical(items.item())


NATIONAL = ("task_directory", "task_general_basic", "task_general_extend", "material", "fee_project", "questions")


def test_the_tables_of_another_place_become_items_that_can_be_applied_for(tmp_path: Path) -> None:
    """No table and no column of ours: what is made up is marked as assumed."""
    sent(tmp_path / "ours", items.item(**FULL))
    (tmp_path / "theirs").mkdir()
    lacking = {"local_task_code", "material_code", "extend_field", "promise_day", "promise_type"}
    for name in NATIONAL:
        with (tmp_path / "ours" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [{key: row[key] for key in row if key not in lacking} for row in csv.DictReader(file)]
        with (tmp_path / "theirs" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else ["row_guid"])
            writer.writeheader()
            writer.writerows(rows)
    (brought,), beside = exchanging.read(tmp_path / "theirs")
    assert (brought.problems, beside, brought.code) == ([], [], "310117001000")
    assert brought.declared is not None
    item = read(brought.declared)
    assert (item.name.zh, item.limits.promised.count, item.is_assumed("limits.promised")) == ("稻田养鸭许可", 20, True)
    assert [material.name.zh for material in item.materials] == ["居民身份证", "一寸照片", "池塘平面图", "河道同意书"]
    assert all(material.has_basis for material in item.materials) and len({m.key for m in item.materials}) == 4
    assert [condition.zh for condition in item.conditions] == ["有一块稻田"]
    assert item.pages_for({"applicant": "organisation"}) and item.elements() <= set(brought.elements)


def test_the_codes_of_a_province_are_written_and_understood(tmp_path: Path) -> None:
    declared = items.item(kind="20", code="312017001000")
    sent(tmp_path, declared, batch=Batch("310000", NOW, other="guangdong"))
    assert column(tmp_path, "task_directory", "task_type") == ["21"]
    (again,) = back(tmp_path)
    assert canonical(again) == canonical(declared)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SAID = st.one_of(TEXT, st.sampled_from(['"', ",", "\r", "\r\n", " 1", "=1+1", "\ufeff", "\0", "null", "1,2", "是"]))
WORDS = st.lists(SAID, max_size=3)
TEXTS = st.fixed_dictionaries({}, optional={"zh": SAID, "en": SAID})
WHEN = st.dictionaries(SAID, WORDS, max_size=2)
LIMIT = st.fixed_dictionaries({"count": st.integers(-5, 999)}, optional={"unit": SAID, "basis": SAID, "note": TEXTS})
BASES = st.lists(st.fixed_dictionaries({"law": SAID}, optional={"article": SAID, "url": SAID}), max_size=3)
MATERIALS = st.fixed_dictionaries(
    {"key": SAID, "name": TEXTS},
    optional={
        **dict.fromkeys(("kind", "form", "source", "necessity", "issuer", "licence", "blank", "size"), SAID),
        **{"hint": TEXTS, "timing": TEXTS, "when": WHEN, "basis": BASES, "accept": WORDS, "collection": WORDS},
        **{"copies": st.integers(0, 99), "originals": st.integers(0, 99)},
    },
)
QUESTIONS = st.fixed_dictionaries(
    {
        "key": SAID,
        "ask": TEXTS,
        "options": st.lists(st.fixed_dictionaries({"value": SAID, "label": TEXTS}), max_size=2),
    },
    optional={"hint": TEXTS, "when": WHEN},
)
FEES = st.fixed_dictionaries(
    {"name": TEXTS, "amount": st.sampled_from(["0", "10.00", "7.5"]), "basis": SAID},
    optional={"reducible": st.booleans(), "standard": TEXTS},
)
FIELDS = st.fixed_dictionaries({"element": SAID}, optional={"key": SAID, "required": st.booleans(), "when": WHEN})
PAGES = st.fixed_dictionaries({"key": SAID, "title": TEXTS, "fields": st.lists(FIELDS, max_size=2)})
ACCESS = st.fixed_dictionaries(
    {}, optional={"parcel": st.booleans(), "hall": st.booleans(), "area": SAID, "depth": WORDS, "web": SAID}
)
DEFINITIONS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("code", "department", "level"), st.text("0123456789AB", min_size=1, max_size=31)),
        **{"kind": st.sampled_from(["01", "10", "20", "21", "xx"]), "name": TEXTS, "summary": TEXTS},
        **{"effective_on": st.dates().map(str), "result": st.fixed_dictionaries({"kind": SAID, "name": TEXTS})},
        "limits": st.fixed_dictionaries({"promised": LIMIT}, optional={"statutory": LIMIT, "later": LIMIT}),
    },
    optional={
        **dict.fromkeys(("implementation", "handling", "reach", "phone", "place", "url", "source"), SAID),
        **dict.fromkeys(("subjects", "channels", "topics", "joint", "keywords", "assumed", "person_topics"), WORDS),
        **{"visits": st.integers(0, 9), "zero_material": st.booleans(), "visits_reason": TEXTS, "hours": TEXTS},
        **{"basis": BASES, "conditions": st.lists(TEXTS, max_size=2), "access": ACCESS},
        **{"materials": st.lists(MATERIALS, max_size=2), "questions": st.lists(QUESTIONS, max_size=2)},
        **{"fees": st.lists(FEES, max_size=2), "form": st.lists(PAGES, max_size=2)},
        "authority": st.fixed_dictionaries({}, optional={"nature": SAID, "content": TEXTS, "entrusted": SAID}),
        "procedures": st.lists(st.fixed_dictionaries({"kind": SAID, "name": TEXTS}, optional={"limit": LIMIT})),
        "examples": st.lists(st.fixed_dictionaries({"answers": st.dictionaries(SAID, SAID, max_size=2)}), max_size=2),
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(declared=DEFINITIONS, other=st.sampled_from(codes.others()))
def test_any_definition_comes_back_byte_for_byte(declared: dict[str, Any], other: str) -> None:
    with TemporaryDirectory() as made:
        (again,) = back(sent(Path(made), declared, batch=Batch("310000", NOW, other=other)))
    assert canonical(again) == canonical(declared)


def test_every_item_of_the_city_comes_back_byte_for_byte(tmp_path: Path) -> None:
    tasks = exchanging.of_pack(Pack(SHANGHAI))
    counted = exchanging.write(tasks, BATCH, tmp_path)
    assert counted["task_directory"] == len(tasks) > 50
    brought, beside = exchanging.read(tmp_path)
    assert beside == []
    assert [canonical(item.declared) for item in brought] == [canonical(task.declared) for task in tasks]
    assert [item.elements for item in brought] == [task.elements for task in tasks]


def spoilt(folder: Path, table: str, name: str, cell: str) -> Path:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[1][lines[0].index(name)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return folder


@pytest.mark.parametrize(
    ("table", "name", "cell", "told"),
    [
        ("task_general_basic", "promise_day", "soon", "promise_day"),
        ("task_directory", "plan_effective_date", "tomorrow", "plan_effective_date"),
        ("task_directory", "cd_operation", "x", "cd_operation"),
        ("task_general_extend", "is_express", "maybe", "is_express"),
        ("material", "order_num", "-1", "order_num"),
        ("task_extension", "path", "not json", "path"),
        ("task_extension", "path", '"materials"', "path"),
        ("task_extension", "path", '["colour"]', "colour"),
    ],
)
def test_a_cell_that_cannot_be_read_keeps_its_item_out(
    tmp_path: Path, table: str, name: str, cell: str, told: str
) -> None:
    (item,), _ = exchanging.read(spoilt(sent(tmp_path, items.item(**FULL)), table, name, cell))
    assert item.declared is None
    assert told in [problem.column for problem in item.problems]


def test_tables_and_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    sent(tmp_path, items.item())
    (tmp_path / "punish.csv").write_text("a\n1\n")
    path = tmp_path / "questions.csv"
    path.write_text(path.read_text().replace("question,", "question,mood,"))
    _, beside = exchanging.read(tmp_path)
    assert [(one.severity, one.table, one.column) for one in beside] == [
        ("warning", "punish", ""),
        ("warning", "questions", "mood"),
    ]


def test_a_folder_without_tables_and_a_file_that_is_not_utf8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        exchanging.read(tmp_path)
    sent(tmp_path, items.item())
    (tmp_path / "material.csv").write_bytes("材料".encode("gb18030"))
    with pytest.raises(Invalid):
        exchanging.read(tmp_path)


@pytest.mark.django_db
def test_a_city_sends_what_it_has_and_what_comes_back_changes_nothing(tmp_path: Path) -> None:
    people.department(1)
    services.keep_elements(declared=items.ELEMENTS.values())
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    exchanging.write(exchanging.of_city(people.SHANGHAI), BATCH, tmp_path / "first")
    assert column(tmp_path / "first", "task_directory", "cd_operation") == ["i"]
    report = exchanging.bring(tmp_path / "first")
    assert (report.imported, report.unchanged, report.refused, report.problems) == (0, 1, 0, [])
    services.publish(city=people.SHANGHAI, items=[items.item(visits=1)], elements=items.ELEMENTS)
    exchanging.write(exchanging.of_city(people.SHANGHAI), BATCH, tmp_path / "second")
    assert column(tmp_path / "second", "task_directory", "cd_operation") == ["u"]
    assert exchanging.bring(tmp_path / "first").imported == 1
    current = queries.current(items.item()["code"])
    assert current is not None and current.definition.visits == 0


@pytest.mark.django_db
def test_a_cancelled_item_is_sent_as_cancelled_and_retired_where_it_arrives(tmp_path: Path) -> None:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    services.retire(city=people.SHANGHAI, codes=[items.item()["code"]])
    exchanging.write(exchanging.of_city(people.SHANGHAI), BATCH, tmp_path)
    assert column(tmp_path, "task_directory", "cd_operation") == ["d"]
    assert column(tmp_path, "task_directory", "task_state") == ["3"]
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    assert exchanging.bring(tmp_path).cancelled == 1
    assert queries.current(items.item()["code"]) is None


@pytest.mark.django_db
def test_an_item_whose_department_is_not_here_stays_out_and_the_city_has_to_be_known(tmp_path: Path) -> None:
    people.department(1)
    declared = [items.item(), items.item(code="310117001001", department=people.credit_code(9, "11310000"))]
    exchanging.write([Task(plain(one), items.ELEMENTS) for one in declared], BATCH, tmp_path)
    report = exchanging.bring(tmp_path)
    assert (report.imported, report.refused) == (1, 1)
    assert [problem.column for problem in report.problems if problem.severity == "error"] == ["dept_code"]
    spoilt(tmp_path, "task_general_extend", "extend_field", "")
    with pytest.raises(Invalid):
        exchanging.bring(tmp_path)


@pytest.mark.django_db
def test_the_command_sends_and_takes_in_and_tells_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    there = str(tmp_path / "out")
    assert cli.main(["items", "export", "--format", "exchange", there, "--city", people.SHANGHAI, "--round", "7"]) == 0
    assert column(tmp_path / "out", "task_directory", "cd_batch")[0].endswith("00007")
    assert cli.main(["items", "import", there, "--json"]) == 0
    said = capsys.readouterr().out
    assert "00007" in said
    counts = {"imported": 0, "unchanged": 1, "cancelled": 0, "refused": 0}
    assert json.loads(said.splitlines()[-1]) == counts
    spoilt(tmp_path / "out", "task_general_basic", "promise_day", "soon")
    cli.main(["items", "import", there])
    assert "task_general_basic.csv:2\tpromise_day" in capsys.readouterr().out


def test_the_same_definition_has_the_same_digest_after_the_journey(tmp_path: Path) -> None:
    (again,) = back(sent(tmp_path, items.item()))
    assert digest(again) == digest(plain(items.item()))
