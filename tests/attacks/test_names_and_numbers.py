"""Names and numbers that break programs: kept as they are, or refused with a word, and printed right."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client

from tests.access.world import World, citizen
from tests.registers import people
from yiwang.instruments.licences import codes
from yiwang.kit import documents
from yiwang.kit.actor import SYSTEM
from yiwang.kit.codes import citizen as numbers
from yiwang.kit.errors import Invalid
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering

KEPT = ["𠮷野家", "㐂样例", "阿卜杜拉·买买提", "欧阳 样例", "Ana María Ñandú", "Ⅳ样例", "様例々"]
REFUSED = [
    "样\x00例",
    "样\u202e例",
    "样\u200b例",
    "样\u2066例",
    "样\n例",
    "样\ud800例",
    "\ufeff样例",
    "样" * 400_000,
    "",
    "   ",
]


@pytest.mark.parametrize("name", KEPT)
def test_an_unusual_name_is_kept_as_it_is(db: None, name: str) -> None:
    pk = registering.register_person(actor=SYSTEM, name=name, number=people.citizen_number(51))
    assert parties.identity(pk).name == name


@pytest.mark.parametrize("name", REFUSED, ids=lambda name: ascii(name[:6]))
def test_a_name_that_cannot_be_one_is_refused_with_a_word(db: None, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        registering.register_person(actor=SYSTEM, name=name, number=people.citizen_number(52))
    assert refused.value.citizen.zh or refused.value.fields


def test_twins_of_one_name_are_one_name(db: None) -> None:
    """é as one sign and as two: the same person, found again."""
    first = registering.register_person(actor=SYSTEM, name="Ren\u00e9 Yang", number=people.citizen_number(53))
    again = registering.register_person(actor=SYSTEM, name="Rene\u0301 Yang", number=people.citizen_number(53))
    assert first == again


@pytest.mark.parametrize("name", ["𠀀样", "𪚥样", "𫝆样", "𫝹样", "𬺰样", "𰀀样"])
def test_a_rare_character_is_printed_or_named_never_a_silent_box(name: str) -> None:
    """Han extensions B to H: the paper is refused with the very character, or it prints it."""
    missing = documents.missing_glyphs(name)
    assert missing in ([], [name[0]])


GOOD = people.citizen_number(61)


def _number(day: str) -> str:
    body = f"310101{day}001"
    return body + numbers.check(body)


@pytest.mark.parametrize("day", ["29990101", "19010229", "19000229", "20231301", "20230431", "00000000"])
def test_a_birthday_that_cannot_be_is_refused(day: str) -> None:
    with pytest.raises(Invalid) as refused:
        numbers.parse(_number(day))
    assert _number(day) not in refused.value.citizen.zh + refused.value.citizen.en


@pytest.mark.parametrize("zero", ["０", "٠", "۰", "०", "𝟎"])
def test_foreign_digits_are_read_as_typed_by_an_input_method_or_refused(zero: str) -> None:
    """Full-width digits are what an input method types; Arabic-Indic ones are refused, never taken for others."""
    typed = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in GOOD)
    try:
        assert numbers.parse(typed).number == GOOD
    except Invalid as refusal:
        assert typed not in refusal.citizen.zh


def test_a_megabyte_in_a_field_is_refused_and_nothing_is_lost(world: World) -> None:
    client, draft = citizen(world.owner), world.objects["draft"]
    client.post(f"/apply/{draft}/question/mode/", {"mode": "noodles"})
    answer = client.post(f"/apply/{draft}/form/shop/", {"place": "样" * 300_000})
    assert answer.status_code in (400, 413, 422)
    assert client.get(f"/apply/{draft}/form/shop/").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800", "'; DROP TABLE cases_case; --", "{{7*7}}", "%s%n", "<img src=x onerror=alert(1)>", "𠮷" * 50],
)
def test_whatever_is_searched_is_answered(world: World, text: str) -> None:
    words = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for path in ("/search/", "/items/", "/verify/"):
        answer = Client().get(path, {"q": words})
        assert answer.status_code == 200, path
        assert "<img src=x" not in answer.content.decode() and "49" not in answer.headers.get("Location", "")
    assert Client().get("/api/v1/items", {"q": words}).status_code in (200, 422)


def test_a_verification_code_cannot_be_guessed() -> None:
    """Ten million licences, a thousand tries a second: the first hit takes years, and shows a masked name."""
    made = [codes.new_code() for _ in range(2000)]
    assert len(set(made)) == len(made)
    alphabet = {letter for code in made for letter in code}
    years = len(alphabet) ** len(made[0]) / 10**7 / 1000 / (60 * 60 * 24 * 365)
    assert years > 3
    assert all(codes.read_code(secrets.token_hex(3)) is None for _ in range(50))
