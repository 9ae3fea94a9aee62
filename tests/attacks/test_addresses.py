"""What is searched for at the desk does not stand in an address: histories and proxies keep addresses."""

from __future__ import annotations

import base64

import pytest
from django.test import Client

from tests.access.world import World, staff
from tests.registers import people
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.desk import searching


def no_address_names_whom_is_searched(world: World) -> None:
    """By name and by number: found, and neither the address nor any link of the page says whom."""
    person = parties.identity(world.owner.party or 0)
    client = staff(world.scene.clerk)
    for words in (person.name, person.number):
        sent = client.post("/desk/find/", {"q": words, "queue": "all"})
        address = sent["Location"]
        page = client.get(address)
        assert [row.case.number for row in page.context["rows"]] == [world.objects["number"]], address
        text = page.content.decode()
        links = " ".join(part.partition('"')[0] for part in text.replace("hx-get=", "href=").split('href="')[1:])
        for said in (address, links):
            assert words not in said and encoded(words) not in said, "whom is searched stands in an address"


def encoded(words: str) -> str:
    from urllib.parse import quote

    return quote(words)


def test_no_address_names_whom_is_searched(world: World) -> None:
    no_address_names_whom_is_searched(world)


def test_control_where_words_are_not_sealed_the_address_names_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "sealed", lambda words, actor: words)
    with pytest.raises(AssertionError, match="stands in an address"):
        no_address_names_whom_is_searched(world)


def test_a_page_sends_what_is_searched_and_its_address_asks_for_nothing(world: World) -> None:
    page = staff(world.scene.clerk).get("/desk/?queue=all").content.decode()
    (form,) = [part for part in page.split("<form")[1:] if 'name="q"' in part.partition("</form>")[0]]
    assert 'method="post"' in form.partition(">")[0]


def test_another_post_cannot_open_what_was_searched(world: World) -> None:
    sealed = searching.sealed("周样例", world.scene.clerk)
    assert searching.opened(sealed, world.scene.clerk) == "周样例"
    assert searching.opened(sealed, world.scene.approver) == ""


@pytest.mark.parametrize(
    "given", ["~", "~abc", "~" + "A" * 90, "~钥", "~" + base64.urlsafe_b64encode(b"\x01\x00\x01" + b"x" * 60).decode()]
)
def test_a_broken_seal_finds_everything_and_fails_nowhere(world: World, given: str) -> None:
    client = staff(world.scene.clerk)
    assert client.get("/desk/", {"queue": "all", "q": given}).status_code == 200


def test_whoever_is_not_signed_in_searches_nothing(world: World) -> None:
    assert Client().post("/desk/find/", {"q": people.citizen_number(1)}).status_code == 403
    assert staff(world.scene.auditor).post("/desk/find/", {"q": "周样例"}).status_code == 403
