"""Who may rate an agency, how often, and what others see of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.registers import people
from tests.registers.intermediaries import trades
from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.kit.ledger.models import Leaf
from yiwang.registers.intermediaries import queries, rules, services
from yiwang.registers.intermediaries.directory import Handled
from yiwang.registers.intermediaries.models import Offer, Rating
from yiwang.registers.intermediaries.services import NotFromThere, RatedAlready

CITY = people.SHANGHAI


def person(serial: int = 1) -> Actor:
    pk = people.person(serial=serial)
    return Actor(kind="person", person=pk, party=pk)


def case(actor: Actor, number: str = "N1", *papers: str) -> Handled:
    assert actor.party is not None
    return Handled(number, "310117001000", actor.party, frozenset(papers or (trades.PAPER,)))


def rate(actor: Actor, handled: Handled, stars: int = 4, text: str = "", agency: str = "lab-1") -> None:
    services.rate(actor=actor, city=CITY, agency=agency, trade="pond-test", case=handled, stars=stars, text=text)


@pytest.fixture
def shop(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "rating_threshold", lambda: 2)
    trades.open_shop(trades.agency(1), trades.agency(2, price="200.00", days=9))


def average(agency: str = "lab-1") -> tuple[int, float | None]:
    ((_, _, figures),) = queries.agency(CITY, agency).offers
    return figures.voices, figures.average


def test_a_voice_alone_is_counted_and_two_make_an_average(shop: None) -> None:
    first, second = person(1), person(2)
    rate(first, case(first), 5, " 第二天就来取样 ")
    assert average() == (1, None)
    rate(second, case(second, "N2"), 2)
    assert average() == (2, 3.5)
    assert [(each.stars, each.text) for each in queries.given(first, "N1")] == [(5, "第二天就来取样")]
    assert queries.given(second, "N1") == []


def test_an_agency_is_rated_once_a_case_and_a_second_press_is_no_second_voice(shop: None) -> None:
    me = person()
    for _ in range(3):
        rate(me, case(me), 4)
    with pytest.raises(RatedAlready):
        rate(me, case(me), 1)
    rate(me, case(me, "N2"), 1)
    assert average() == (2, 2.5) and Rating.objects.count() == 2


def test_only_the_applicant_of_a_case_that_wanted_its_paper_rates(shop: None) -> None:
    me, other = person(1), person(2)
    for actor in (other, ANONYMOUS, Actor(kind="staff", post=1, office=1)):
        with pytest.raises(NotAllowed):
            rate(actor, case(me))
    with pytest.raises(NotFromThere):
        rate(me, case(me, "N1", "birth-certificate"))
    with pytest.raises(NotFound):
        rate(me, case(me), agency="lab-9")
    assert not Rating.objects.exists()


def test_control_a_service_that_made_nothing_for_the_case_could_be_rated_without_the_check(
    shop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the comparison of papers anybody with any case rates any agency."""
    me = person()

    class Everything(frozenset):  # type: ignore[type-arg]
        def __and__(self, other: Any) -> Any:
            return other

    rate(me, Handled("N1", "310117001000", me.party or 0, Everything({"birth-certificate"})))
    assert average() == (1, None)


def test_the_table_itself_refuses_a_second_voice(shop: None) -> None:
    me = person()
    rate(me, case(me))
    row = Rating.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="agency_rated_once_a_case"), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_improves_a_rating_afterwards(shop: None) -> None:
    me = person()
    rate(me, case(me))
    with pytest.raises(ProgrammingError), transaction.atomic():
        Rating.objects.update(stars=5)


@pytest.mark.parametrize(("stars", "text", "field"), [(0, "", "stars"), (6, "", "stars"), (3, "好" * 501, "text")])
def test_bad_input_is_refused_with_its_field(shop: None, stars: int, text: str, field: str) -> None:
    me = person()
    with pytest.raises(Invalid) as refusal:
        rate(me, case(me), stars, text)
    assert set(refusal.value.fields) == {field}


def test_a_rating_is_on_the_ledger_without_its_words_and_encrypted(shop: None) -> None:
    me = person()
    rate(me, case(me), 3, "样品送晚了")
    leaf = Leaf.objects.filter(kind="intermediaries.rated").get()
    assert leaf.case_number == "N1"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text::text FROM intermediaries_rating")
        assert "样品送晚了" not in cursor.fetchone()[0]


def test_presses_at_once_are_one_voice(committed: str) -> None:
    trades.open_shop(trades.agency(1))
    me, start = person(), threading.Barrier(4)

    def press() -> None:
        start.wait()
        rate(me, case(me))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Rating.objects.count() == 1 and Offer.objects.get().voices == 1
