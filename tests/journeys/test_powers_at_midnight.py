"""Powers change hands at midnight: cases on both sides of it, and none is lost.

Ten applications of three items. The permit to discharge into sewers goes to the zone's administration and takes
its cases along; the licence for goods transport goes there too and leaves them; the filing of vehicle repair is
cancelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from tests.journeys.town import Town
from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services as acting
from yiwang.casework.cases.models import Case
from yiwang.casework.intake import foreseeing
from yiwang.casework.intake import services as intake
from yiwang.casework.intake.judging import Incomplete
from yiwang.config import cli
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM
from yiwang.kit.errors import Invalid, NotFound, Refusal
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices import services as keeping
from yiwang.registers.powers import pack as declared_powers
from yiwang.registers.powers import services as powers

ZONE, ZONE_OFFICE = "310000901", "11310000YW31090133"
IN_ZONE, ELSEWHERE = "上海市浦东新区南汇新城镇环湖西一路 1 号", "上海市黄浦区人民大道 1 号"
MOVES, STAYS, STOPS = "310132001000", "310118001000", "311018001000"
BY_WHICH = "样例交接通知第一号"
DECISION = "样例取消决定第二号"
FIRM = ("sun", "snack")


@contextmanager
def at(clock: str, day: str = "2026-11-30") -> Iterator[None]:
    with calendar.at(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=calendar.SHANGHAI)):
        yield


def delegation(key: str, power: str, giver: str, **more: Any) -> dict[str, Any]:
    basis = "样例决定第一号"
    said = {"key": key, "power": power, "giver": giver, "taker": ZONE_OFFICE, "place": ZONE, "basis": basis}
    return {**said, "kind": "devolve", "from": "2026-12-01", **more}


def announce(town: Town) -> None:
    """Ten days before: two delegations and a cancellation, all from the first of December."""
    from django.conf import settings

    from yiwang.kit.pack import Pack
    from yiwang.registers.catalogue import services as catalogue

    rows = declared_powers.declared(Pack(settings.PACK))
    cancel = {
        "kind": "cancel",
        "from": "2026-12-01",
        "basis": DECISION,
        "note": {"zh": "不用再办。", "en": "Not needed."},
    }
    rows[STOPS] = {**rows[STOPS], "changes": [cancel]}
    powers.keep(city=settings.CITY, declared=rows.values())
    water, transport = town.item("drainage").office.code, town.item("road-freight").office.code
    moving = delegation("moves", MOVES, water, pending="move", pending_basis=BY_WHICH)
    keeping.keep_delegations(city=settings.CITY, declared=[moving, delegation("stays", STAYS, transport)])
    catalogue.follow_powers(city=settings.CITY)


class Story:
    def __init__(self, town: Town) -> None:
        self.town = town
        self.firm = town.person(*FIRM)
        with at("09:00", "2026-11-20"):
            announce(town)
            self.items = {slug: town.item(slug) for slug in ("drainage", "road-freight", "vehicle-repair")}
        self.water, self.transport = self.items["drainage"].office.pk, self.items["road-freight"].office.pk
        self.repair = self.items["vehicle-repair"].office.pk
        self.zone = offices.department_by_code(ZONE_OFFICE).pk
        self.filed: dict[str, str] = {}

    def file(self, key: str, slug: str, address: str) -> str:
        item = self.items[slug]
        self.filed[key] = self.town.apply(self.firm, item, given={"business_place": address}).number
        return self.filed[key]

    def draft(self, slug: str, address: str) -> str:
        return self.town.prepare(self.firm, self.items[slug], given={"business_place": address})

    def case(self, key: str) -> Case:
        return Case.objects.get(number=self.filed[key])

    def office(self, key: str) -> int:
        return self.case(key).office_id

    def evening(self) -> None:
        with at("23:58"):
            for key, slug, address in (
                ("moves", "drainage", IN_ZONE),
                ("moves too", "drainage", IN_ZONE),
                ("outside", "drainage", ELSEWHERE),
                ("stays", "road-freight", IN_ZONE),
                ("stays outside", "road-freight", ELSEWHERE),
                ("cancelled", "vehicle-repair", ELSEWHERE),
            ):
                self.file(key, slug, address)

    def morning(self) -> None:
        with at("00:02", "2026-12-01"):
            self.file("moved", "drainage", IN_ZONE)
            self.file("moved outside", "drainage", ELSEWHERE)
            self.file("new there", "road-freight", IN_ZONE)
            self.file("new outside", "road-freight", ELSEWHERE)


@pytest.fixture
def story(town: Town) -> Story:
    return Story(town)


def clocks(story: Story, day: str) -> dict[str, Any]:
    """Every clock of every case as it reads at ten on a day."""
    with at("10:00", day):
        return {key: cases.reading(Case.objects.get(number=number)) for key, number in story.filed.items()}


def test_cases_on_both_sides_of_midnight_and_none_lost(story: Story) -> None:
    with at("23:50"):
        lying = {slug: story.draft(slug, IN_ZONE) for slug in ("road-freight", "vehicle-repair")}
    story.evening()
    before, due = clocks(story, "2026-12-02"), {key: story.case(key).due_index for key in story.filed}
    with at("23:59"):
        told = {each.power: each for each in foreseeing.foresee("310000", foreseeing.announced("310000"))}
        story.town.a_minute_passes()
    assert story.office("moves") == story.water, "not a minute early"
    with at("00:01", "2026-12-01"):
        story.town.a_minute_passes()
    story.morning()

    # What moves has moved, what stays has stayed, and the new ones are where the power is.
    there = {key: story.office(key) == story.zone for key in story.filed}
    assert {key for key, inside in there.items() if inside} == {"moves", "moves too", "moved", "new there"}
    assert story.office("outside") == story.office("moved outside") == story.water
    assert story.office("stays") == story.office("stays outside") == story.office("new outside") == story.transport
    assert story.office("cancelled") == story.repair and story.case("cancelled").state == "received"

    # Counts are equal, clocks unchanged, and the dry run had said it.
    assert Case.objects.filter(number__in=story.filed.values()).count() == 10
    after = clocks(story, "2026-12-02")
    assert {key: after[key] for key in before} == before
    assert {key: story.case(key).due_index for key in due} == due
    assert (told[MOVES].moving, told[MOVES].staying, told[MOVES].drafts) == (2, 0, 0)
    assert (told[STAYS].moving, told[STAYS].staying, told[STAYS].drafts) == (0, 1, 1)
    assert (told[STOPS].staying, told[STOPS].drafts) == (1, 1)

    # A draft begun before is filed where the power is now, or not at all, and says why.
    with at("00:05", "2026-12-01"):
        number = intake.submit(actor=story.firm, draft=lying["road-freight"], key="after").number
        with pytest.raises(Incomplete) as refused:
            intake.submit(actor=story.firm, draft=lying["vehicle-repair"], key="after")
        with pytest.raises(NotFound) as unknown:
            intake.start(actor=story.firm, code=STOPS)
    assert Case.objects.get(number=number).office_id == story.zone
    for refusal in (refused.value, unknown.value):
        assert DECISION in refusal.citizen.zh and "2026 年 12 月 1 日" in refusal.citizen.zh
        assert DECISION in refusal.citizen.en and "2026-12-01" in refusal.citizen.en


def test_whoever_applied_reads_why_and_the_new_office_takes_it_up(story: Story) -> None:
    story.evening()
    with at("10:00"):
        clerk = story.town.staff(story.items["drainage"], "reviewer")
        from yiwang.casework.cases import services

        services.take(actor=clerk, number=story.filed["moves"])
    with at("00:01", "2026-12-01"):
        story.town.a_minute_passes()
        case = story.case("moves")
        line = next(each for each in cases.timeline(case, story.firm) if each.act == "transfer")
    assert case.officer_id is None
    assert "移交" in line.label.zh and any(BY_WHICH in text.zh for text in line.details)
    assert any("Lin-gang" in text.en for text in line.details)
    with at("10:00", "2026-12-01"):
        assert cases.view(case).office.pk == story.zone
        with pytest.raises(NotFound):
            cases.find(clerk, case.number)
        # What the old office wrote stays its own.
        received = cases.notices(case)[0]
    assert received.office == story.items["drainage"].office.name.zh
    assert story.town.on_the_ledger(case.number).count("cases.moved") == 3


def test_it_may_run_twice_and_after_nights_without_it(story: Story) -> None:
    story.evening()
    with at("04:00", "2026-12-04"):  # nothing ran for three nights
        story.town.a_minute_passes()
        story.town.a_minute_passes()
        moved = story.town.acts(story.firm, story.filed["moves"])
    assert moved.count("transfer") == 1 and story.office("moves") == story.zone
    with at("05:00", "2026-12-05"):
        story.town.a_minute_passes()
        assert offices.to_move("310000", calendar.today()) == [], "nobody looks for more"


def test_a_case_somebody_is_acting_on_waits_a_minute(story: Story) -> None:
    import threading

    from django.db import connection, transaction

    story.evening()
    held, free = threading.Event(), threading.Event()

    def act() -> None:
        with transaction.atomic():
            Case.objects.select_for_update(no_key=True).get(number=story.filed["moves"])
            held.set()
            free.wait(20)
        connection.close()

    worker = threading.Thread(target=act)
    worker.start()
    held.wait(20)
    with at("00:01", "2026-12-01"):
        story.town.a_minute_passes()
        assert (story.office("moves"), story.office("moves too")) == (story.water, story.zone)
        free.set()
        worker.join()
        story.town.a_minute_passes()
    assert story.office("moves") == story.zone


def test_the_zone_counts_what_it_handles_itself(story: Story) -> None:
    story.evening()
    with at("00:01", "2026-12-01"):
        story.town.a_minute_passes()
    story.morning()
    with at("10:00", "2026-12-02"):
        share = cases.share_inside(ZONE, [story.zone], calendar.today().replace(day=1), calendar.today())
        both = cases.share_inside(ZONE, [story.zone], date(2026, 11, 1), calendar.today())
    assert (share.cases, share.inside, share.percent) == (2, 2, 100)
    assert (both.cases, both.inside, both.percent) == (5, 4, 80)


def test_the_dry_run_in_the_terminal_says_it(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    story.evening()
    with at("12:00"):
        assert cli.main(["powers", "dry-run", "--on", "2026-12-01", "--json"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    found = {each["power"]: each for each in said["listed"]}
    assert (found[MOVES]["move"], found[STAYS]["stay"], found[STOPS]["stay"]) == (2, 1, 1)
    assert found[STOPS]["items"] == [STOPS] and found[MOVES]["to"] == "中国（上海）自由贸易试验区临港新片区管理委员会"


def test_a_pack_that_is_not_loaded_is_told_beforehand(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """The pack of the city knows other delegations than those announced here: they are what loading it would bring."""
    from django.conf import settings

    with at("12:00"):
        assert cli.main(["powers", "dry-run", "--pack", str(settings.PACK), "--json"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"310115041000", "310116301000"} <= {each["power"] for each in said["listed"]}


def nobody_chooses_who_decides_by_a_correction(story: Story) -> None:
    """Filed for premises outside the zone, then corrected to premises in it: the old office does not decide of those.

    A correction within the same office's reach is taken.
    """
    story.morning()
    number = story.filed["moved outside"]
    with at("10:00", "2026-12-01"):
        clerk = story.town.staff(story.items["drainage"], "clerk")
        acting.return_for_completion(actor=clerk, number=number, expected=None, items=["地址不全"])
        with pytest.raises(Invalid) as refused:
            intake.complete(actor=story.firm, number=number, expected=None, values={"business_place": IN_ZONE})
        assert set(refused.value.fields) == {"business_place"}
        near = ELSEWHERE.replace("1 号", "2 号")
        intake.complete(actor=story.firm, number=number, expected=None, values={"business_place": near})
    assert story.case("moved outside").values["business_place"] == near
    assert story.office("moved outside") == story.water


def test_nobody_chooses_who_decides_by_a_correction(story: Story) -> None:
    nobody_chooses_who_decides_by_a_correction(story)


def test_control_where_a_correction_asks_for_no_office_the_applicant_chooses_it(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yiwang.casework.intake.services.completing._see_office", lambda *given: None)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        nobody_chooses_who_decides_by_a_correction(story)


def test_only_the_system_hands_cases_over(story: Story) -> None:
    from yiwang.casework.cases import services

    story.evening()
    with at("10:00", "2026-12-01"), pytest.raises(Refusal):
        services.transfer(actor=story.firm, number=story.filed["moves"], giver=story.water, taker=story.zone, basis="x")
    with at("10:00", "2026-12-01"):
        assert not services.transfer(
            actor=SYSTEM, number=story.filed["moves"], giver=story.transport, taker=story.zone, basis="x"
        ), "whoever does not have it cannot give it away"


def test_control_without_the_job_the_cases_stay_behind(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    from yiwang.casework.cases import jobs

    without = tuple(job for job in jobs.EACH_MINUTE if job.__name__ != "hand_over_delegated")
    monkeypatch.setattr(jobs, "EACH_MINUTE", without)
    story.evening()
    with at("00:01", "2026-12-01"):
        story.town.a_minute_passes()
    assert story.office("moves") == story.water


def test_control_where_filing_does_not_ask_who_is_competent_the_old_office_gets_it(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiwang.casework.intake import competence

    def own(version: Version, *given: Any) -> Any:
        return version.office

    monkeypatch.setattr(competence, "office_for", own)
    story.morning()
    assert story.office("moved") == story.water
