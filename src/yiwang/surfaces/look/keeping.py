"""An expired session loses nothing: what was sent is sealed into the sign-in page and offered again afterwards.

The server keeps no copy. The seal holds the path, the fields and the time; it is bound to the browser's mark, so that
another person who signs in on the same machine is not shown what the first one wrote. Files cannot be kept.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from yiwang.kit import calendar
from yiwang.kit.crypto import sealing
from yiwang.surfaces.look import signing

PURPOSE = "look.kept"
LONGEST = 200_000
"""Characters of a kept form. A longer one is not kept, and the page says so."""
KEPT_FOR = timedelta(hours=2)
NOT_KEPT = {"csrfmiddlewaretoken", "password", "kept"}
SIGN_IN = {signing.PORTAL: "/sign-in/", signing.DESK: "/desk/sign-in/"}


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer to sign in again."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """For a page: go and sign in, then come back. For a form: the sign-in page, with the form sealed into it."""
    door = signing.door_of(request)
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{SIGN_IN[door]}?{urlencode({'next': request.get_full_path()})}")
    sealed = seal(request)
    context = {"kept": sealed, "was_kept": bool(sealed), "expired": True, "next": "", "action": SIGN_IN[door]}
    return render(request, f"{door}/sign_in.html", context, status=403)


def seal(request: HttpRequest) -> str:
    """The form as one sealed word; empty when it is too long to be kept."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in values]
    body = {
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
        "at": calendar.now().isoformat(),
        "browser": request.COOKIES.get(signing.BROWSER_COOKIE, ""),
    }
    encoded = json.dumps(body, ensure_ascii=False).encode()
    if len(encoded) > LONGEST:
        return ""
    return base64.urlsafe_b64encode(sealing.seal(PURPOSE, encoded)).decode()


def unseal(sealed: str, account: int) -> Kept | None:
    """The kept form, if it is whole, fresh, and was written by the one who signed in now."""
    try:
        body = json.loads(sealing.unseal(PURPOSE, base64.urlsafe_b64decode(sealed.encode())))
    except Exception:  # whatever is wrong with it, it is not ours
        return None
    fresh = calendar.now() - datetime.fromisoformat(body["at"]) < KEPT_FOR
    theirs = body["browser"] == signing.mark_of(account)
    if not (fresh and theirs and is_ours(body["path"])):
        return None
    return Kept(body["path"], tuple((name, value) for name, value in body["fields"]), body["files"])


def is_ours(path: str) -> bool:
    """An address within this site, written as a path: never a way to another site."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def where_next(request: HttpRequest, otherwise: str) -> str:
    """Where to go after signing in."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else otherwise
