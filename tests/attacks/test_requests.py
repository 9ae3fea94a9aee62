"""Forged, redirected and smuggled requests, tried on every address that the router knows."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.access.routes import Route, routes
from tests.access.test_matrix import values_of
from tests.access.world import World, citizen, staff
from tests.registers import people
from yiwang.casework.cases.models import Case, Message
from yiwang.casework.intake import services as intake
from yiwang.casework.intake.models import Draft
from yiwang.registers.parties import services as parties
from yiwang.surfaces.look import keeping, middleware, reader

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation:https://evil.example",
    "https:///evil.example",
    " //evil.example",
    "\t//evil.example",
    "//evil.example\\@testserver/",
    "https://testserver@evil.example/",
    "/\t/evil.example",
]
HARMLESS = ("api:answer",)
"""Works something out for whoever asks and keeps nothing: a forged request would gain and change nothing."""
UNSAFE = ("post", "put", "patch", "delete")
PAGES = [route for route in routes() if not route.objects or route.name in (
    "portal:item", "portal:case", "portal:licence", "portal:verdict", "portal:summary", "portal:materials", "desk:case",
)]  # fmt: skip


def all_values(world: World, route: Route) -> dict[str, str]:
    more = {
        "kind": "blank",
        "code": "310125001001",
        "name": "look/look.css",
        "persona": "x",
        "door": "portal",
        "item": "310125001001",
        "token": "C" * 24,
    }
    if route.name in ("portal:verdict", "api:verify"):
        more["code"] = "ABCDEFGH"
    return {**values_of(world, route), **more, "key": values_of(world, route)["key"] or "mode"}


# -- forged from another site ----------------------------------------------------------------------------------------


def no_unsafe_request_passes_without_its_token(world: World) -> None:
    """Signed in through both doors, every address, every unsafe method, no token."""
    for enter in (lambda: citizen(world.owner), lambda: staff(world.scene.clerk), lambda: staff(world.administrator)):
        kept = enter()
        client = Client(enforce_csrf_checks=True)
        client.cookies = kept.cookies
        for route in (each for each in routes() if each.name not in HARMLESS):
            for method in UNSAFE:
                answer = getattr(client, method)(route.address(**all_values(world, route)), {"stage": "send"})
                assert answer.status_code in (403, 404, 405), (route.name, method, answer.status_code)
                if answer.status_code == 403 and not route.name.startswith("api:"):
                    assert "没有提交" in answer.content.decode(), route.name


def test_no_unsafe_request_passes_without_its_token(world: World) -> None:
    before = (Case.objects.count(), Draft.objects.count(), Message.objects.count())
    no_unsafe_request_passes_without_its_token(world)
    assert (Case.objects.count(), Draft.objects.count(), Message.objects.count()) == before


def test_control_without_the_token_check_forged_requests_pass(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [each for each in settings.MIDDLEWARE if "Csrf" not in each]
    monkeypatch.setattr(settings, "MIDDLEWARE", kept)
    with pytest.raises(AssertionError):
        no_unsafe_request_passes_without_its_token(world)


def test_a_token_of_another_browser_is_none(world: World) -> None:
    other = Client(enforce_csrf_checks=True)
    (token,) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', other.get("/sign-in/").content.decode())[:1]
    client = Client(enforce_csrf_checks=True)
    client.cookies = citizen(world.owner).cookies
    answer = client.post(f"/cases/{world.objects['number']}/withdraw/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert Case.objects.get(number=world.objects["number"]).state == "returned"


# -- sent elsewhere --------------------------------------------------------------------------------------------------


def no_answer_leads_elsewhere(world: World, wanted: str) -> None:
    parties.open_account(person=world.other.person or 0, login="13900000066", password=people.PASSWORD)
    login = {"login": "13900000066", "password": people.PASSWORD, "next": wanted}
    signed_in = citizen(world.owner)
    answers = [
        Client().post("/sign-in/", login),
        Client().post("/sign-in/", {**login, "next": ""}, query_params={"next": wanted}),
        signed_in.get("/sign-in/", {"next": wanted}),
        signed_in.post("/me/act-for/", {"party": "", "next": wanted}),
        signed_in.get("/", {"lang": "en", "next": wanted}),
        signed_in.get("/search/", {"q": wanted, "size": "large"}),
        Client().get("//evil.example/", {"lang": "en"}),
        Client().get("/\\evil.example", {"size": "large"}),
    ]
    for answer in answers:
        target = answer.get("Location", "/")
        assert re.match(r"/(?![/\\])", target) and "\t" not in target, (wanted, target)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_address_given_leads_to_another_site(world: World, wanted: str) -> None:
    no_answer_leads_elsewhere(world, wanted)


def test_control_without_the_check_of_addresses_people_are_sent_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "is_ours", lambda path: True)
    with pytest.raises(AssertionError):
        no_answer_leads_elsewhere(world, "//evil.example/")


# -- fields that nobody offered --------------------------------------------------------------------------------------


def test_fields_of_other_pages_and_of_the_table_are_not_taken(world: World) -> None:
    """A form takes the fields of its page; whatever else is sent with them changes nothing."""
    client, draft = citizen(world.owner), world.objects["draft"]
    before = Draft.objects.get(public_id=draft)
    smuggled = {
        "party": world.other.party,
        "party_id": world.other.party,
        "person": world.other.person,
        "post": world.scene.clerk.post,
        "version": 1,
        "case_number": "31002611180000000000",
        "step": "summary",
        "pages": '["shop"]',
        "receipt": "{}",
        "submitted_at": "2020-01-01",
        "public_id": "x" * 24,
        "visitor": "x",
        "answers": '{"mode":"x"}',
        "edition": str(before.edition),
    }
    client.post(f"/apply/{draft}/question/mode/", {"mode": "noodles", **smuggled})
    after = Draft.objects.get(public_id=draft)
    assert after.answers == {"mode": "noodles"}, "the honest field was taken"
    client.post(f"/apply/{draft}/form/shop/", {"place": "样例路 2 号", **smuggled, "edition": str(after.edition)})
    kept = Draft.objects.get(public_id=draft)
    assert set(kept.values) <= {"place"} and kept.values
    for field in (
        "party_id",
        "person_id",
        "post_id",
        "version_id",
        "case_number",
        "receipt",
        "submitted_at",
        "visitor",
    ):
        assert getattr(kept, field) == getattr(before, field), field


def test_another_persons_draft_cannot_be_submitted_with_ones_own_page(world: World) -> None:
    client = citizen(world.other)
    count = Case.objects.count()
    answer = client.post(f"/apply/{world.objects['draft']}/submit/", {"key": world.objects["draft"]})
    assert answer.status_code == 404 and Case.objects.count() == count


def test_an_organisation_one_does_not_represent_cannot_be_chosen(world: World) -> None:
    client = citizen(world.owner)
    assert client.post("/me/act-for/", {"party": str(world.organisation)}).status_code == 404
    assert client.post("/me/act-for/", {"party": str(world.other.party)}).status_code == 404


def test_a_draft_of_a_visitor_needs_the_visitors_secret(world: World) -> None:
    draft = intake.start(
        actor=world.people["anonymous"]().get("/").wsgi_request.actor, code="310125001001", visitor="v" * 24
    )
    mine, other = Client(), Client()
    mine.cookies["yiwang_visitor"] = "v" * 24
    other.cookies["yiwang_visitor"] = "w" * 24
    assert mine.get(f"/apply/{draft.public_id}/", follow=True).status_code == 200
    assert other.get(f"/apply/{draft.public_id}/").status_code == 404


# -- hosts, headers, sizes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "127.0.0.1:80@evil"]
)
def test_another_host_is_not_served(db: None, host: str) -> None:
    for path in ("/", "/sign-in/", "/desk/", "/api/v1/items"):
        answer = Client(raise_request_exception=False).get(path, headers={"host": host})
        assert answer.status_code == 400 and "evil" not in answer.content.decode(errors="replace")


def test_a_forwarded_host_is_not_believed(world: World) -> None:
    answer = citizen(world.owner).get(
        f"/licences/{world.objects['identifier']}/", headers={"x-forwarded-host": "evil.example"}
    )
    assert answer.status_code == 200 and "evil.example" not in answer.content.decode()


def headers_are_safe(world: World) -> None:
    for enter in (Client, lambda: citizen(world.owner), lambda: staff(world.scene.clerk)):
        client = enter()
        for route in PAGES:
            answer = client.get(route.address(**all_values(world, route)))
            policy = answer.get("Content-Security-Policy", "")
            assert "script-src 'self'" in policy and "unsafe" not in policy, route.name
            assert "frame-ancestors 'none'" in policy and answer["X-Content-Type-Options"] == "nosniff", route.name
            assert answer["Referrer-Policy"] == "same-origin", route.name
            for cookie in answer.cookies.values():
                assert cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"), (route.name, cookie.key)


def test_every_page_sends_safe_headers_and_cookies(world: World) -> None:
    headers_are_safe(world)


def test_control_without_the_middleware_pages_have_no_safe_headers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [each for each in settings.MIDDLEWARE if "security_headers" not in each]
    monkeypatch.setattr(settings, "MIDDLEWARE", kept)
    with pytest.raises(AssertionError):
        headers_are_safe(world)


def nothing_of_ones_own_is_kept_by_a_cache(world: World) -> None:
    number = world.objects["number"]
    for client in (citizen(world.owner), world.people["machine here"]()):
        for path in ("/api/v1/cases", f"/api/v1/cases/{number}"):
            answer = client.get(path)
            assert answer.status_code == 200 and answer.get("Cache-Control") == "no-store", path
    for path in (f"/cases/{number}/", "/me/", "/licences/", f"/cases/{number}/receipt/"):
        assert "no-store" in citizen(world.owner).get(path)["Cache-Control"], path


def test_nothing_of_ones_own_is_kept_by_a_cache(world: World) -> None:
    nothing_of_ones_own_is_kept_by_a_cache(world)


def test_control_where_answers_to_machines_say_nothing_of_caches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "SAME_FOR_ALL", middleware.MACHINES)
    with pytest.raises(AssertionError, match="/api/v1/cases"):
        nothing_of_ones_own_is_kept_by_a_cache(world)


# -- what no text can hold -------------------------------------------------------------------------------------------

NUL_IN_PATH = ["/licences/{}/", "/licences/{}/pdf/", "/desk/licences/{}/", "/api/v1/items/{}", "/api/v1/cases/{}"]
NUL_IN_QUESTION = [
    "/desk/?queue=all&item={}",
    "/desk/?queue=all&case={}",
    "/desk/licences/?q={}",
    "/items/310125001001/?city={}",
    "/api/v1/items?topic={}",
]


def a_nul_is_answered_with_a_sentence(world: World) -> None:
    """PostgreSQL refuses it in any text; a page that failed there would fill the log and look like our fault."""
    for pattern in NUL_IN_PATH + NUL_IN_QUESTION:
        client = staff(world.scene.clerk) if pattern.startswith("/desk/") else citizen(world.owner)
        client.raise_request_exception = False
        answer = client.get(pattern.format("a%00b"))
        assert answer.status_code == 422, (pattern, answer.status_code)


def test_a_nul_is_answered_with_a_sentence(world: World) -> None:
    a_nul_is_answered_with_a_sentence(world)


def test_control_where_nobody_looks_for_it_a_nul_makes_pages_fail(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "DataError", ())
    with pytest.raises(AssertionError, match="500"):
        a_nul_is_answered_with_a_sentence(world)


def too_many_fields_are_a_request_that_cannot_be_read() -> None:
    """The page that says so shows links to itself in other languages: it must not read what could not be read."""
    query = "&".join(f"f{at}=1" for at in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    for path in ("/", "/items/", "/permits/guide/", "/desk/", "/api/v1/items", "/api/v1/reform/wizard"):
        assert Client(raise_request_exception=False).get(f"{path}?{query}").status_code == 400, path


def test_too_many_fields_are_a_request_that_cannot_be_read(db: None) -> None:
    too_many_fields_are_a_request_that_cannot_be_read()


def test_control_where_the_page_of_errors_reads_the_fields_it_fails_itself(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "TooManyFieldsSent", ())
    with pytest.raises(AssertionError):
        too_many_fields_are_a_request_that_cannot_be_read()


@pytest.mark.parametrize("revision", ["9" * 5000, "9" * 30, "²", "１", "x", "-1"])
def test_a_revision_that_is_none_is_answered_without_failing(world: World, revision: str) -> None:
    number = world.objects["number"]
    for page in ("withdraw", "complete"):
        answer = citizen(world.owner).post(f"/cases/{number}/{page}/", {"revision": revision})
        assert answer.status_code in (302, 409, 422), page


@pytest.mark.parametrize("taken", ["abc", "'\"--", "²", "1e9", "\r\nX: y"])
def test_a_number_of_cases_taken_that_is_none_is_not_claimed(world: World, taken: str) -> None:
    answer = staff(world.scene.clerk).get("/desk/", {"queue": "mine", "taken": taken})
    assert answer.status_code == 200 and "领到" not in answer.content.decode()


# -- what errors say -------------------------------------------------------------------------------------------------


def test_an_error_never_repeats_an_identifier_that_was_sent(world: World) -> None:
    number = people.citizen_number(777)
    client, desk = citizen(world.owner), staff(world.scene.clerk)
    answers = [
        client.get(f"/cases/{number}/"),
        client.get(f"/licences/{number}/"),
        client.get(f"/verify/{number}/"),
        client.get(f"/items/{number}/"),
        client.get(f"/apply/{number}/"),
        desk.get(f"/desk/cases/{number}/"),
        desk.get(f"/desk/licences/{number}/"),
        client.get(f"/api/v1/cases/{number}"),
        client.get(f"/api/v1/items/{number}"),
        client.get(f"/api/v1/verify/{number}"),
        client.get(f"/{number}"),
        client.post(f"/cases/{number}/withdraw/"),
    ]
    for answer in answers:
        said = re.sub(r'(?:href|action)="[^"]*"', "", answer.content.decode(errors="replace"))
        assert number not in said, answer.wsgi_request.path


@pytest.mark.parametrize("page", ["{}", "{}everything/", "{}receipt/"])
def test_no_page_of_a_case_holds_an_internal_key(world: World, page: str) -> None:
    """Internal ids never leave the process: neither of the case, nor of the party."""
    case = Case.objects.get(number=world.objects["number"])
    answer = citizen(world.owner).get(page.format(f"/cases/{case.number}/"))
    body = answer.getvalue()
    for key in ("applicant_id", "party_id", "office_id", "submitted_by"):
        assert key.encode() not in body
