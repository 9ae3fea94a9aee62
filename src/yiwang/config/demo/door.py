"""One click from the terminal's screen: signs in as one of the demo city's people. Mounted in the demo city alone.

The address carries a code that only this city can make, so that a page elsewhere cannot sign a visitor in.
"""

from __future__ import annotations

import hmac

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yiwang.kit.crypto import keyring
from yiwang.kit.errors import NotFound
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.look import personas, signing
from yiwang.surfaces.look.personas import Persona


def link(persona: Persona) -> str:
    """The path to click."""
    return f"/demo/{signing.DESK if persona.desk else signing.PORTAL}/{persona.key}/{_code(persona.key)}/"


def enter(request: HttpRequest, door: str, key: str, code: str) -> HttpResponse:
    """Sign in through one door and go to its first page; anything wrong is not found."""
    persona = personas.find(key, desk=door == signing.DESK)
    account = parties.account_by_login(persona.login) if persona else None
    if account is None or not hmac.compare_digest(code, _code(key)):
        raise NotFound()
    signing.sign_in(request, account, door=door)
    response = redirect("/desk/" if door == signing.DESK else "/")
    signing.remember_browser(request, response)
    return response


def _code(key: str) -> str:
    return hmac.digest(keyring.derive("demo door"), key.encode(), "sm3").hex()[:20]
