"""How it was: one rating a case and one follow-up, by whom it concerned, and no average of three voices."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.casework.intake import town
from tests.sandbox.registers import adapter, running
from yiwang.casework.helpdesk import pack, queries, rules, satisfaction, services
from yiwang.casework.helpdesk.models import Rating
from yiwang.casework.helpdesk.services import NotDecided, RatedAlready
from yiwang.casework.intake import services as intake
from yiwang.instruments.exchange import ports
from yiwang.kit import calendar
from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.outbox.models import Fact
from yiwang.kit.pack import Pack


@pytest.fixture
def registers() -> Iterator[None]:
    with running() as server:
        ports.use(adapter(server))
        yield


@pytest.fixture
def me(db: None, registers: None) -> Actor:
    return prepared()


def prepared() -> Actor:
    """An item that is decided at once, the tags of the city's pack, and somebody to apply."""
    town.register()
    town.publish(town.declared(decided_by="system", handling="1", questions=[], materials=[], form=[]))
    pack.load(Pack(settings.PACK))
    return town.citizen()


def decided(me: Actor) -> str:
    draft = intake.start(actor=me, code=town.CODE)
    return intake.submit(actor=me, draft=draft, key="k").number


def test_an_applicant_says_how_it_was_and_may_add_to_it_once(me: Actor) -> None:
    number = decided(me)
    assert queries.open_for(me, number) == 1
    assert services.rate(actor=me, case_number=number, level=5, tags=["513"], text=" 很快 ", channel="mobile") == 1
    assert queries.open_for(me, number) == 2
    assert services.rate(actor=me, case_number=number, level=2, tags=[], text="后来发现写错了名字") == 2
    assert queries.open_for(me, number) is None
    with pytest.raises(RatedAlready):
        services.rate(actor=me, case_number=number, level=1)
    assert [(each.number, each.level, each.text) for each in queries.given(me, number)] == [
        (1, 5, "很快"),
        (2, 2, "后来发现写错了名字"),
    ]


def test_a_second_press_of_the_button_is_not_a_follow_up(me: Actor) -> None:
    number = decided(me)
    given = [services.rate(actor=me, case_number=number, level=4, tags=["411"], text="好") for _ in range(3)]
    assert given == [1, 1, 1]
    assert Rating.objects.count() == 1


def test_a_rating_is_told_and_on_the_ledger_without_its_words(me: Actor) -> None:
    number = decided(me)
    services.rate(actor=me, case_number=number, level=1, tags=["113", "115"], text="跑了三趟")
    told = Fact.objects.get(kind="helpdesk.RatingGiven").body
    assert (told["level"], told["grade"], told["tags"], told["number"]) == (1, "bad", "113,115", 1)
    leaf = Leaf.objects.get(kind="helpdesk.rated", case_number=number)
    assert "跑了三趟" not in bytes(leaf.body).decode() + str(told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT helpdesk_rating::text FROM helpdesk_rating")
        assert "跑了三趟".encode().hex() not in str(cursor.fetchall())


def test_only_the_applicant_rates(me: Actor) -> None:
    number = decided(me)
    for actor, refusal in (
        (town.stranger(), NotFound), (ANONYMOUS, NotFound), (town.clerk(), NotAllowed)
    ):  # fmt: skip
        with pytest.raises(refusal):
            services.rate(actor=actor, case_number=number, level=5)
        assert queries.open_for(actor, number) is None
    with pytest.raises(NotFound):
        services.rate(actor=me, case_number="31000026000000000000", level=5)


def test_a_case_without_a_result_is_not_rated(me: Actor) -> None:
    town.publish(town.declared(questions=[], materials=[], form=[]))
    number = decided(me)
    assert queries.open_for(me, number) is None
    with pytest.raises(NotDecided):
        services.rate(actor=me, case_number=number, level=5)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 6}, "level"),
        ({"level": 5, "tags": ["113"]}, "tags"),
        ({"level": 5, "tags": ["999"]}, "tags"),
        ({"level": 5, "text": "好" * 501}, "text"),
        ({"level": 5, "channel": "pigeon"}, "channel"),
    ],
)
def test_a_rating_that_does_not_hold_says_where(me: Actor, given: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.rate(actor=me, case_number=decided(me), **given)
    assert list(refused.value.fields) == [field]


def test_the_database_holds_one_rating_an_event_and_nobody_improves_it(me: Actor) -> None:
    number = decided(me)
    services.rate(actor=me, case_number=number, level=1)
    for change in (lambda: Rating.objects.update(level=5), lambda: Rating.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
    for again in ({"number": 1, "level": 5}, {"number": 3, "level": 5}, {"number": 2, "level": 6}):
        with pytest.raises(IntegrityError), transaction.atomic():
            put(me, number, **again)


def put(me: Actor, case_number: str, **values: int) -> None:
    Rating.objects.create(
        case_number=case_number, item_code=town.CODE, office=1, applicant_id=me.party, channel="pc", at=calendar.now(),
        **values,
    )  # fmt: skip


def test_few_voices_have_a_count_and_no_average(me: Actor) -> None:
    threshold = rules.rating_threshold()
    for voice in range(threshold - 1):
        put(me, f"N{voice}", number=1, level=5 if voice % 2 else 3)
    few = queries.figures(town.CODE)
    assert (few.count, few.average, few.good, few.threshold) == (threshold - 1, None, None, threshold)
    put(me, "N-last", number=1, level=5)
    put(me, "N-last", number=2, level=1)
    enough = queries.figures(town.CODE)
    assert enough.count == threshold
    assert enough.average == pytest.approx(4.0)
    assert enough.good == pytest.approx(0.5)
    assert queries.figures("310199999000") == queries.Figures(0, None, None, threshold)


def test_the_tags_of_a_level_come_in_the_packs_order(me: Actor) -> None:
    best = queries.levels()[0]
    assert (best.level, best.grade, best.name.zh) == (5, "good", "非常满意")
    assert [tag.code for tag in best.tags] == [tag.code for tag in queries.tags(5)]
    assert best.tags[0].code == "510"


def test_twelve_presses_at_once_make_one_rating(committed: str, registers: None) -> None:
    me = prepared()
    number = decided(me)
    start, given = threading.Barrier(12), []

    def press() -> None:
        start.wait()
        given.append(services.rate(actor=me, case_number=number, level=4, text="好"))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [1] * 12
    assert Rating.objects.count() == 1


# Codes at the border


@pytest.mark.parametrize(
    ("level", "national", "standard", "grade"),
    [(5, "5", "1", "good"), (4, "4", "2", "good"), (3, "3", "3", "middle"), (2, "2", "4", "bad"), (1, "1", "5", "bad")],
)
def test_the_national_interface_and_the_standard_count_in_opposite_directions(
    level: int, national: str, standard: str, grade: str
) -> None:
    assert (satisfaction.to_national(level), satisfaction.from_national(national)) == (national, level)
    assert (satisfaction.to_standard(level), satisfaction.from_standard(standard)) == (standard, level)
    assert satisfaction.grade(level) == grade


@pytest.mark.parametrize("code", ["0", "6", "", " 5", "٣", "５", "-1", "5.0"])
def test_an_unknown_code_is_refused(code: str) -> None:
    for read in (satisfaction.from_national, satisfaction.from_standard):
        with pytest.raises(Invalid):
            read(code)


def test_the_citys_pack_has_no_fault_here() -> None:
    assert pack.check(Pack(settings.PACK)) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (('standard = "1"', 'standard = "5"'), "levels[0].standard"),
        (('class = "good"', 'class = "bad"'), "levels[0].class"),
        (('code = "511"', 'code = "411"'), "levels[0].tags[1]"),
        (('code = "511"', 'code = "510"'), "levels[0].tags[1]"),
        (("level = 5", "level = 9"), "levels[0].level"),
    ],
)
def test_a_pack_that_turns_praise_into_blame_is_refused(tmp_path: Path, change: tuple[str, str], path: str) -> None:
    text = (settings.PACK / "ratings.toml").read_text(encoding="utf-8")
    (tmp_path / "ratings.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    assert path in [problem.path for problem in pack.check(Pack(tmp_path))]
