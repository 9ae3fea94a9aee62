"""Who sees what, what a page says, and the trace that looking leaves."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.casework.cases.scene import Scene, on
from tests.registers import people
from yiwang.casework.cases import queries, services
from yiwang.casework.cases.queries import Filters
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.kit import calendar, files
from yiwang.kit.actor import ANONYMOUS, SYSTEM, Actor
from yiwang.kit.errors import Invalid, NotFound, Text
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.ledger.queries import about
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering


def leaves(kind: str) -> list[Leaf]:
    return list(Leaf.objects.filter(kind=kind))


def test_staff_leave_one_leaf_each_time_and_the_person_none(scene: Scene) -> None:
    number = scene.receive().number
    queries.open_for_reading(scene.zhou, number)
    assert leaves("cases.read") == []
    case = queries.open_for_reading(scene.clerk, number, "受理审查")
    (
        queries.view(case),
        queries.timeline(case, scene.clerk),
        queries.messages(case),
        queries.open_acts(case, scene.clerk),
    )
    (leaf,) = leaves("cases.read")
    assert "cases.read" in [seen.kind for seen in about(parties.subject_of(scene.zhou.party))]  # type: ignore[arg-type]
    assert "受理审查" in bytes(leaf.body).decode()


def test_anothers_case_is_not_found_and_on_the_ledger(scene: Scene) -> None:
    number = scene.receive().number
    for actor in (scene.wu, scene.stranger, scene.auditor, ANONYMOUS):
        with pytest.raises(NotFound):
            queries.open_for_reading(actor, number)
    told = [seen.kind for seen in about(parties.subject_of(scene.zhou.party))]  # type: ignore[arg-type]
    assert told.count("cases.refused_read") == 4


def test_a_number_that_cannot_be_leaves_nothing_and_an_unknown_one_leaves_a_leaf(scene: Scene) -> None:
    from yiwang.casework.cases import numbers

    unknown = numbers.number("310000", calendar.today(), 999_999_999)
    for number in ("12345", "x" * 5000, unknown[:-1] + str((int(unknown[-1]) + 1) % 10)):
        with pytest.raises(NotFound):
            queries.open_for_reading(scene.wu, number)
    assert leaves("cases.refused_read") == []
    with pytest.raises(NotFound):
        queries.open_for_reading(scene.wu, unknown)
    assert len(leaves("cases.refused_read")) == 1


def test_who_no_longer_acts_for_a_company_no_longer_sees_its_cases(scene: Scene) -> None:
    shop = people.body()
    registering.represent(actor=SYSTEM, person=scene.zhou.person, organisation=shop, role="legal")  # type: ignore[arg-type]
    owner = Actor(kind="person", person=scene.zhou.person, party=shop, name="周样例")
    number = scene.receive(actor=owner, applicant=shop).number
    assert queries.find(owner, number).number == number
    with pytest.raises(NotFound):
        queries.find(scene.zhou, number)
    assert [case.number for case in queries.mine(owner)] == [number]
    assert queries.mine(scene.zhou) == []


def test_the_page_says_item_situation_form_and_materials(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
    seen = queries.view(queries.find(scene.zhou, number))
    assert seen.number_grouped.startswith("3100 2611 18")
    assert seen.item_name == Text("样例事项 1", "Sample item 1")
    assert [(ask.zh, answer.zh) for ask, answer in seen.situation] == [("怎样经营？", "面馆")]
    assert [(label.zh, value.zh, value.en) for label, value, _ in seen.form] == [
        ("经营场所", "样例路 1 号", "样例路 1 号"),
        ("夜间营业", "是", "Yes"),
        ("桌数", "十桌以内", "Up to ten"),
    ]
    assert [(m.name.zh, m.state_label.zh) for m in seen.materials] == [("布局图", "已提交"), ("身份证明", "数据核验")]
    assert (seen.asked, seen.given, seen.applicant.name) == (2, 1, "周样例")


def test_the_timeline_says_what_was_done_what_is_now_and_what_comes(scene: Scene) -> None:
    number = scene.accepted("11-18")
    services.take(actor=scene.reviewer, number=number)
    with on("11-19"):
        mine = queries.timeline(queries.find(scene.zhou, number), scene.zhou)
        theirs = queries.timeline(queries.find(scene.clerk, number), scene.clerk)
    assert [(line.kind, line.label.zh) for line in mine] == [
        ("done", "提交申请，已收件"),
        ("done", "受理"),
        ("now", "审查"),
        ("todo", "决定"),
    ]
    assert mine[0].by.zh == "申请人，周样例"
    assert mine[-1].due_on is not None and mine[-1].due_on.isoformat() == "2026-11-24"
    assert [line.act for line in theirs if line.kind == "done"] == ["receive", "accept", "take"]


def test_open_acts_are_those_of_the_table_with_what_they_ask(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-19"):
        offered = queries.open_acts(scene.case(number), scene.approver)
    assert [(act.act, act.primary, act.grave) for act in offered] == [
        ("pause", False, False),
        ("extend", False, False),
        ("grant", True, False),
        ("refuse", False, True),
    ]
    assert {ask.name for act in offered for ask in act.asks} == {"kind", "planned_days", "days", "reasons"}


def test_the_person_takes_everything_home(scene: Scene) -> None:
    with on("11-18"):
        digest = files.put(b"%PDF-1.7 layout")
        line = MaterialLine(
            "layout",
            Text("布局图", "Layout"),
            "uploaded",
            files=(FileRef(digest, "../../图.pdf", "application/pdf", 15),),
        )
        number = scene.receive(materials=(line,)).number
        services.send_message(actor=scene.zhou, number=number, text="请看图。")
        packed = queries.everything(queries.find(scene.zhou, number), scene.zhou)
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        names = folder.namelist()
        assert folder.read("5-材料/布局图-1-.._.._图.pdf") == b"%PDF-1.7 layout"
        application = folder.read("1-申请.txt").decode()
        assert all(line in application for line in ("经营场所：样例路 1 号", "夜间营业：是", "桌数：十桌以内"))
        assert "请看图。" in folder.read("4-留言.txt").decode()
    assert names[:3] == ["1-申请.txt", "2-办理经过.txt", "3-文书/01-收件凭证.txt"]
    assert not any(name.startswith(("/", "..")) or "/../" in name for name in names)


def test_a_file_is_given_only_under_the_case_it_belongs_to(scene: Scene) -> None:
    digest = files.put(b"one")
    line = MaterialLine(
        "layout", Text("布局图", "Layout"), "uploaded", files=(FileRef(digest, "a.pdf", "application/pdf", 3),)
    )
    with_file, without = scene.receive(materials=(line,)).number, scene.receive().number
    assert queries.file_of(scene.case(with_file), "layout", digest)[2] == b"one"
    with pytest.raises(NotFound):
        queries.file_of(scene.case(without), "layout", digest)


def test_the_work_list_is_sorted_by_what_is_due_first(scene: Scene) -> None:
    late, soon = scene.accepted("11-18"), scene.accepted("11-20")
    with on("11-25"):
        fresh = scene.receive(actor=scene.wu, applicant=scene.wu.party, submitted_by=scene.wu.person).number
        page = queries.work_list(scene.clerk, queue="all")
        overdue = queries.work_list(scene.clerk, queue="overdue")
    assert [row.number for row in page.rows] == [late, soon, fresh]
    assert [row.level for row in page.rows] == ["over_promise", "yellow", "green"]
    assert page.rows[0].headline is not None and page.rows[0].headline.zh == "超承诺 1 个工作日"
    assert [row.number for row in overdue.rows] == [late]
    assert page.rows[2].applicant == "吴某某", "the list names nobody in full"


def test_each_queue_holds_what_it_says(scene: Scene) -> None:
    paused, waiting, taken, closed, free = (scene.accepted() if n != 1 else scene.receive().number for n in range(5))
    with on("11-19"):
        services.pause(actor=scene.reviewer, number=paused, expected=None, kind="hearing", planned_days=5)
        services.withdraw(actor=scene.zhou, number=closed, expected=None)
    services.return_for_completion(actor=scene.clerk, number=waiting, expected=None, items="缺")
    services.take(actor=scene.clerk, number=taken)
    held = {queue: {row.number for row in queries.work_list(scene.clerk, queue=queue).rows} for queue in queries.QUEUES}
    assert held["paused"] == {paused}
    assert held["waiting"] == {waiting}
    assert held["mine"] == {taken}
    assert held["closed"] == {closed}
    assert held["unassigned"] == {paused, waiting, free}
    assert held["all"] == {paused, waiting, taken, free}
    assert queries.counts(scene.clerk) | {"overdue": 0} == {**{q: len(n) for q, n in held.items()}, "overdue": 0}


def test_the_list_is_found_by_number_item_and_whole_name(scene: Scene) -> None:
    mine = scene.receive().number
    other = scene.receive(actor=scene.wu, applicant=scene.wu.party, submitted_by=scene.wu.person).number

    def found(**filters: str) -> set[str]:
        return {row.number for row in queries.work_list(scene.clerk, queue="all", filters=Filters(**filters)).rows}

    assert found(text=mine) == {mine}
    assert found(text="周样例") == {mine}
    assert found(text=people.citizen_number(2)) == {other}
    assert found(text="周") == set(), "a part of a name is no way to browse people"
    assert found(item="310125001001") == {mine, other}
    assert found(item="310125001002") == set()


def test_other_offices_and_other_people_have_no_work_list_here(scene: Scene) -> None:
    scene.receive()
    for actor in (scene.stranger, scene.auditor, scene.zhou, ANONYMOUS):
        assert queries.work_list(actor, queue="all").rows == []
        assert set(queries.counts(actor).values()) == {0}


@pytest.mark.parametrize("given", [{"queue": "everything"}, {"queue": "all", "after": "yesterday"}])
def test_a_queue_or_place_that_is_not_there_is_refused(scene: Scene, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        queries.work_list(scene.clerk, **given)
