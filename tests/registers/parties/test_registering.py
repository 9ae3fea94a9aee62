"""People and organisations in the register."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from tests.registers import people
from yiwang.kit.actor import SYSTEM
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.kit.ledger.queries import about
from yiwang.registers.parties import queries, services
from yiwang.registers.parties.models import Party
from yiwang.registers.parties.services.registering import AlreadyRepresents

pytestmark = pytest.mark.django_db


def test_a_person_registered_twice_is_one_party() -> None:
    first = people.person("周样例", phone="+86 139 0000 0001")
    again = services.register_person(actor=SYSTEM, name=" 周样例 ", number=people.citizen_number(1).lower())
    assert again == first
    assert queries.identity(first).phone == "13900000001"
    assert queries.find(people.citizen_number(1)) == first
    assert [leaf.kind for leaf in about(queries.subject_of(first))] == ["parties.registered"]


def test_a_number_under_another_name_is_refused_and_changes_nothing() -> None:
    first = people.person("周样例")
    with pytest.raises(services.NameDiffers) as refused:
        people.person("吴样例")
    assert people.citizen_number(1) not in str(refused.value.citizen)
    assert queries.identity(first).name == "周样例"


def test_every_fault_is_told_at_once_and_no_identifier_repeated() -> None:
    wrong = people.citizen_number(1)[:-1] + "5"
    with pytest.raises(Invalid) as refused:
        services.register_person(actor=SYSTEM, name="", number=wrong, phone="12", address="x" * 301)
    assert set(refused.value.fields) == {"name", "number", "phone", "address"}
    assert not any(wrong in text.zh + text.en for text in refused.value.fields.values())


@pytest.mark.parametrize(
    "name", ["㐂样例", "𠮷样例", "𪚥样例", "𫝆样例", "𬟽样例", "𰻝样例", "\U00031350", "阿迪力·样", "葛󠄀样"]
)
def test_a_name_is_kept_character_for_character(name: str) -> None:
    assert queries.identity(people.person(name)).name == name


@pytest.mark.parametrize("mark", ["\x00", "\u202e", "\u200b", "\ufeff", "\ud800", "\ue000", "\ufffd", "\u2028"])
def test_a_character_nobody_can_see_is_refused_by_its_code(mark: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.person(f"周{mark}样例")
    assert f"U+{ord(mark):04X}" in refused.value.fields["name"].zh


def test_the_table_holds_nothing_in_the_clear() -> None:
    pk = people.person("周样例", phone="13900000001", address="样例路 1 号")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM parties_party p WHERE id = %s", [pk])
        row = cursor.fetchone()[0]
    for clear in ("周样例", people.citizen_number(1), "13900000001", "样例路"):
        assert clear not in row
        assert clear.encode().hex() not in row


def test_a_representative_acts_for_the_organisation_only_while_it_lasts() -> None:
    owner, shop = people.person(), people.body()
    account = services.open_account(person=owner, login="13900000001", password=people.PASSWORD)
    with pytest.raises(NotAllowed):
        queries.actor_of(account, acting_for=shop)
    bond = services.represent(actor=SYSTEM, person=owner, organisation=shop, role="legal", starts_on=date(2020, 1, 1))
    actor = queries.actor_of(account, acting_for=shop)
    assert (actor.kind, actor.person, actor.party) == ("person", owner, shop)
    assert [each.name for each in queries.organisations_of(owner)] == ["样例点心铺"]
    assert queries.identity(shop).legal_representative == "周样例"
    services.stop_representing(actor=SYSTEM, representation=bond)
    with pytest.raises(NotAllowed):
        queries.actor_of(account, acting_for=shop)
    assert queries.identity(shop).legal_representative == ""


def test_an_organisation_has_one_legal_representative_at_a_time() -> None:
    shop = people.body()
    services.represent(actor=SYSTEM, person=people.person("周样例", 1), organisation=shop, role="legal")
    with pytest.raises(AlreadyRepresents):
        services.represent(actor=SYSTEM, person=people.person("吴样例", 2), organisation=shop, role="legal")


def test_a_person_is_not_represented() -> None:
    with pytest.raises(NotFound):
        services.represent(actor=SYSTEM, person=people.person("周样例", 1), organisation=people.person("吴样例", 2))


def test_verification_only_rises() -> None:
    pk = people.person()
    services.verify(actor=SYSTEM, party=pk, assurance=3)
    services.verify(actor=SYSTEM, party=pk, assurance=1)
    assert queries.identity(pk).assurance == 3
    assert Party.objects.get(pk=pk).verified_at is not None
