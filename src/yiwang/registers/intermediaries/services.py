"""Verbs: publishing services and agencies as a pack declares them, and rating an agency for one's own case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.kit.turns import take_turn
from yiwang.registers.definition import plain
from yiwang.registers.intermediaries import directory
from yiwang.registers.intermediaries.directory import Handled
from yiwang.registers.intermediaries.models import Agency, Offer, Rating, Trade
from yiwang.registers.parties import queries as parties

RATED = kinds.kind("intermediaries.rated", "您评价了一家中介机构", "You rated an agency")
LONGEST = 500
CHOOSE = Text("请选几颗星。", "Please choose how many stars.")
TOO_LONG = Text("最多 500 字。", "At most 500 characters.")


class RatedAlready(Refusal):
    """This party has rated this agency for this case."""

    code = "agency_rated_already"
    citizen = Text("这件事里的这家机构您已经评价过了，谢谢。", "You have rated this agency for this case. Thank you.")


class NotFromThere(Refusal):
    """The case asked for nothing that this service makes."""

    code = "agency_not_in_case"
    citizen = Text("这件事没有用到这项服务的材料，不能评价。", "This case needed nothing from this service.")


@transaction.atomic
def publish(*, city: str, trades: Iterable[Mapping[str, Any]], agencies: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The city's services and agencies are those declared; what is declared no more is retired today.

    Loading the same twice changes nothing; what people said of an agency stays.
    """
    # Two loads of one city at once would both find the same one missing, and write it twice.
    take_turn(f"intermediaries.publish {city}")
    counts = {"new": 0, "changed": 0, "unchanged": 0, "retired": 0}
    kept = {}
    for body in map(plain, trades):
        columns = {"name": body["name"]["zh"], "body": body}
        kept[body["key"]] = _put(Trade, {"city_id": city, "key": body["key"]}, columns, counts)
    held = []
    for body in map(plain, agencies):
        columns = {"code": body["code"], "division": body["division"], "body": body}
        held.append(_put(Agency, {"city_id": city, "key": body["key"]}, columns, counts))
        _offers(held[-1], kept)
    _retire(Trade.objects.filter(city=city).exclude(pk__in=[row.pk for row in kept.values()]), counts)
    gone = Agency.objects.filter(city=city).exclude(pk__in=[row.pk for row in held])
    Offer.objects.filter(agency__in=gone, retired_on=None).update(retired_on=calendar.today())
    _retire(gone, counts)
    return counts


def _put(model: Any, key: dict[str, Any], columns: dict[str, Any], counts: dict[str, int]) -> Any:
    columns = {**columns, "retired_on": None}
    row = model.objects.filter(**key).first()
    if row is None:
        counts["new"] += 1
        return model.objects.create(**key, **columns)
    same = all(getattr(row, name) == value for name, value in columns.items())
    counts["unchanged" if same else "changed"] += 1
    if not same:
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(columns))
    return row


def _offers(row: Agency, trades: Mapping[str, Trade]) -> None:
    """The agency's offers are those it declares; the sums of what was said of them are left alone."""
    found = directory.agency(row.body)
    for offer in found.offers:
        Offer.objects.update_or_create(
            trade=trades[offer.service],
            agency=row,
            defaults={"division": found.division, "price": offer.price, "days": offer.days, "retired_on": None},
        )
    kept = [trades[offer.service].pk for offer in found.offers]
    gone = Offer.objects.filter(agency=row, retired_on=None).exclude(trade__in=kept)
    gone.update(retired_on=calendar.today())


def _retire(gone: models.QuerySet[Any], counts: dict[str, int]) -> None:
    counts["retired"] += gone.filter(retired_on=None).update(retired_on=calendar.today())


@transaction.atomic
def rate(*, actor: Actor, city: str, agency: str, trade: str, case: Handled, stars: int, text: str = "") -> None:
    """Say how an agency was, 1 to 5 stars, once for each case. `agency` and `trade` are keys.

    Only the applicant of a case whose item asked for a paper of this service. Raises NotFound, NotAllowed,
    NotFromThere, Invalid, RatedAlready.
    """
    if actor.kind != "person" or actor.party is None or actor.party != case.applicant:
        raise NotAllowed
    rows = Offer.objects.select_related("trade", "agency").select_for_update(of=("self",))
    offer = rows.filter(trade__city=city, trade__key=trade, agency__city=city, agency__key=agency).first()
    if offer is None:
        raise NotFound
    if not case.papers & set(offer.trade.body["papers"]):
        raise NotFromThere
    said = _checked(stars, text.strip())
    party, before = actor.party, Rating.objects.filter(agency=offer.agency, case_number=case.number)
    if earlier := before.filter(party=party).first():
        if (earlier.stars, earlier.text) == (stars, said):
            return  # a second press of the button
        raise RatedAlready
    _give(actor, party, offer, case, stars, said)


def _give(actor: Actor, party: int, offer: Offer, case: Handled, stars: int, text: str) -> None:
    Rating.objects.create(
        offer=offer,
        agency=offer.agency,
        party_id=party,
        case_number=case.number,
        item_code=case.item_code,
        stars=stars,
        text=text,
        at=calendar.now(),
    )
    Offer.objects.filter(pk=offer.pk).update(stars=F("stars") + stars, voices=F("voices") + 1)
    facts = {"agency": offer.agency.code, "service": offer.trade.key, "stars": stars}
    record(RATED, actor=actor, subject=parties.subject_of(party), case_number=case.number, facts=facts)


def _checked(stars: int, text: str) -> str:
    faults: dict[str, Text] = {}
    if stars not in range(1, 6):
        faults["stars"] = CHOOSE
    if len(text) > LONGEST:
        faults["text"] = TOO_LONG
    if faults:
        raise Invalid(fields=faults)
    return text
