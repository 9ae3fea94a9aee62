"""What time itself does to cases."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import Scene, on
from yiwang.casework.cases import jobs, queries, rules, services
from yiwang.casework.cases.models import Alert, Case
from yiwang.kit.outbox.models import Fact


def run() -> None:
    for job in jobs.EACH_MINUTE:
        job()


def test_five_silent_days_are_acceptance_dated_from_the_day_received(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
    with on("11-25", hour=23):
        run()
        assert scene.state(number) == "received", "the fifth working day is not over"
    with on("11-26", hour=0):
        run()
        run()
        notice = queries.notices(scene.case(number))[-1]
        promised = queries.reading(scene.case(number)).promised
    entry = scene.case(number).entries.get(act="deem_accepted")
    assert entry.effective_on.isoformat() == "2026-11-18"
    assert (scene.state(number), entry.actor) == ("accepted", "system")
    assert promised is not None and promised.due_on.isoformat() == "2026-11-24"
    assert "自 2026 年 11 月 18 日收到之日起即为受理" in notice.paragraphs[0]


def test_what_is_never_completed_lapses_after_fifteen_working_days(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
        services.return_for_completion(actor=scene.clerk, number=number, expected=None, items="缺签名")
    with on("12-09"):
        run()
        assert scene.state(number) == "returned"
    with on("12-10"):
        run()
        run()
    assert scene.acts(number) == ["receive", "return_for_completion", "lapse"]


def test_the_clock_runs_again_when_the_planned_days_end_as_of_their_last_day(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-19"):
        services.pause(actor=scene.reviewer, number=number, expected=None, kind="testing", planned_days=3)
    with on("11-24"):
        run()
        assert scene.state(number) == "paused"
    with on("11-27"):
        run()
    entry = scene.case(number).entries.get(act="resume")
    assert (scene.state(number), entry.effective_on.isoformat()) == ("accepted", "2026-11-24")
    with on("11-27"):
        assert queries.reading(scene.case(number)).promised.due_on.isoformat() == "2026-11-27"  # type: ignore[union-attr]


def test_each_level_is_warned_of_once(scene: Scene) -> None:
    number = scene.accepted("11-18")
    for day, levels in (
        ("11-20", []),
        ("11-23", ["yellow"]),
        ("11-24", ["yellow", "red"]),
        ("11-25", ["yellow", "red", "over_promise"]),
        ("12-03", ["yellow", "red", "over_promise", "over_law"]),
    ):
        with on(day):
            run()
            run()
        assert list(Alert.objects.order_by("pk").values_list("level", flat=True)) == levels, day
    told = Fact.objects.filter(kind="cases.DeadlineNear").order_by("pk")
    assert [fact.body["level"] for fact in told] == ["yellow", "red", "over_promise", "over_law"]
    assert told[0].body["number"] == number


def test_a_decided_case_is_not_warned_of(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-19"):
        services.refuse(actor=scene.approver, number=number, expected=None, reasons="场所不合格。")
        services.close(actor=scene.clerk, number=number)
    with on("12-30"):
        run()
    assert not Alert.objects.exists()


def test_new_rules_or_a_new_calendar_have_every_open_case_read_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = scene.accepted("11-18")
    ended = scene.accepted("11-18")
    with on("11-18"):
        services.withdraw(actor=scene.zhou, number=ended, expected=None)
    assert jobs.reread_deadlines() == 0
    monkeypatch.setattr(rules, "mark", lambda: "f" * 64)
    Case.objects.filter(number=number).update(due_index="2020-01-01")
    with on("11-19"):
        assert jobs.reread_deadlines() == 1
        assert jobs.reread_deadlines() == 0
    assert scene.case(number).due_index.isoformat() == "2026-11-24"


def test_an_index_that_was_wrong_accepts_nobody_too_early(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
        Case.objects.filter(number=number).update(wake_index="2026-11-01")
        run()
    assert scene.state(number) == "received"
    assert scene.case(number).wake_index.isoformat() == "2026-11-26"  # type: ignore[union-attr]
