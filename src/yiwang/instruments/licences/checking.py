"""Verifying a licence: a row of ours, a code that somebody scanned, a file that somebody sent.

`verify_file` needs the file and the root certificates alone; a database at hand adds whether it is still in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import Error as DatabaseError

from yiwang.instruments.licences import codes, contents, papers, standing
from yiwang.instruments.licences.models import Licence
from yiwang.instruments.licences.verdicts import OFFLINE, ONLINE, Check, State, Verdict
from yiwang.instruments.seals import authority, certificates, pdf, software
from yiwang.instruments.seals import queries as seals
from yiwang.kit import calendar
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import Text

LARGEST = 20 * 1024 * 1024
"""Bytes: ours are a hundred kilobytes."""


def verify_row(row: Licence) -> bool:
    """Whether a row says what was signed: digest, SM2 signature, and every column that repeats the content."""
    body = contents.encode(row.content)
    return sm3(body) == bytes(row.digest) and _agrees(row) and seals.check(row.key, body, bytes(row.signature))


def _agrees(row: Licence) -> bool:
    content = row.content
    until = str(row.valid_until) if row.valid_until else contents.FOR_GOOD
    return (
        content["identifier"] == row.identifier
        and content["number"] == row.number
        and content["code"] == row.code
        and content["type"]["key"] == row.type_key
        and content["case"] == row.case_number
        and content["valid_from"] == str(row.valid_from)
        and content["valid_until"] == until
    )


def standing_of(row: Licence) -> standing.State:
    """What the licence is worth today, by its dates and changes."""
    changes = [change.kind for change in sorted(row.changes.all(), key=lambda change: change.pk)]
    return standing.state(row.valid_from, row.valid_until, changes, calendar.today())


def verdict(reference: str, code: str | None = None) -> Verdict:
    """Public verification by code or identifier. One answer for whatever is not there."""
    row = _find(reference)
    if row is None or (code is not None and codes.read_code(code) != row.code):
        return Verdict("unknown", calendar.now(), ONLINE)
    if not verify_row(row):
        return Verdict("altered", calendar.now(), ONLINE, (Check("data", False),))
    state = standing_of(row)
    checks = (Check("data", True), Check("in_force", state == "valid"))
    return _told(row.content, state, ONLINE, checks, row)


def _find(reference: str) -> Licence | None:
    # A number that people quote is no reference here: it can be guessed, a code cannot.
    code = codes.read_code(reference[:60])
    which = {"code": code} if code else {"identifier": reference.strip().upper()[:100]}
    return Licence.objects.filter(**which).prefetch_related("changes").first() if "\0" not in reference else None


def verify_file(data: bytes, *, online: bool = True) -> Verdict:
    """Valid, altered, revoked, expired (suspended, not yet in force) or unknown; never raises for any bytes."""
    roots = authority.known_root("sm2"), authority.known_root("p256")
    if len(data) > LARGEST or roots[0] is None or roots[1] is None:
        return Verdict("unknown", calendar.now(), OFFLINE)
    sealed = pdf.examine(data, roots[1].certificate)
    paper = _read(data)
    if not _is_ours(data, paper):
        return Verdict("unknown", calendar.now(), OFFLINE)
    if paper is None:
        # A sealed paper of ours without licence data is no licence; a broken one was one.
        whole = sealed.whole and sealed.trusted
        return Verdict("unknown" if whole else "altered", calendar.now(), OFFLINE, (Check("seal", whole),))
    checks = _offline_checks(data, sealed, paper)
    if not all(check.passed for check in checks):
        return Verdict("altered", calendar.now(), OFFLINE, checks)
    row = _registered(paper.content["identifier"]) if online else None
    if isinstance(row, Licence | _Absent):
        return _online(data, paper, row, checks)
    state = _dated(paper.content)
    return _told(paper.content, state, OFFLINE, (*checks, Check("register", None), Check("in_force", None)))


@dataclass(frozen=True)
class _Paper:
    """The three attachments of a licence, and whether they belong together."""

    content: contents.Content
    is_signed: bool
    is_certified: bool
    office: str


def _read(data: bytes) -> _Paper | None:
    """The licence data in a file; None when they cannot be read at all."""
    parts = papers.attachments(data)
    if parts is None:
        return None
    is_certified = office = False
    try:
        certificate = certificates.read(parts.certificate)
        is_certified, office = _certified("sm2", certificate), certificates.office_code(certificate)
        public = certificates.public_of(certificate)
        content = contents.decode(parts.data)
        in_time = certificates.was_valid(certificate, datetime.fromisoformat(content["issued_at"]))
        is_signed = in_time and software.verify("sm2", public, parts.data, parts.signature)
        return _Paper(content, is_signed, is_certified, office)
    except Exception:  # whatever an altered file makes the readers say, it does not hold
        return _Paper({}, False, is_certified, str(office or ""))


def _certified(algorithm: certificates.Algorithm, certificate: Any) -> bool:
    root = authority.known_root(algorithm)
    return root is not None and certificates.issued_by(certificate, root.certificate, software.verifier(algorithm))


def _is_ours(data: bytes, paper: _Paper | None) -> bool:
    """Whether any certificate in it comes from our root. One altered byte spoils one of them, never both."""
    if paper is not None and paper.is_certified:
        return True
    try:
        return any(_certified("p256", found) for found in pdf.certificates_in(data))
    except Exception:  # certificates out of a broken file
        return False


def _offline_checks(data: bytes, sealed: pdf.Examined, paper: _Paper) -> tuple[Check, ...]:
    signed = paper.is_signed and paper.is_certified
    code = paper.content.get("office", {}).get("code") if signed else None
    signer = certificates.office_code(sealed.signer) if sealed.signer is not None else ""
    whole = sealed.whole and sealed.trusted
    return (
        Check("seal", whole),
        Check("data", signed),
        Check("office", bool(code) and code == paper.office == signer),
        # Reading the page costs most, and says nothing about a file that is altered anyway.
        Check("visible", papers.shows(data, paper.content) if whole and signed else None),
    )


class _Absent:
    """The register answered, and does not have it."""


def _registered(identifier: str) -> Licence | _Absent | None:
    """The row; `_Absent` if there is none; None if no database answers."""
    try:
        row = Licence.objects.filter(identifier=identifier).prefetch_related("changes").select_related("document")
        return row.first() or _Absent()
    except DatabaseError:
        return None


def _online(data: bytes, paper: _Paper, row: Licence | _Absent, checks: tuple[Check, ...]) -> Verdict:
    if isinstance(row, _Absent):
        return Verdict("unknown", calendar.now(), ONLINE, (*checks, Check("register", False)))
    same = row.content == paper.content and verify_row(row)
    same = same and hasattr(row, "document") and row.document.digest == sm3(data).hex()
    if not same:
        return Verdict("altered", calendar.now(), ONLINE, (*checks, Check("register", False)))
    state = standing_of(row)
    return _told(
        paper.content, state, ONLINE, (*checks, Check("register", True), Check("in_force", state == "valid")), row
    )


def _dated(content: contents.Content) -> State:
    until = content["valid_until"]
    ends_on = None if until == contents.FOR_GOOD else datetime.fromisoformat(until).date()
    return standing.state(datetime.fromisoformat(content["valid_from"]).date(), ends_on, (), calendar.today())


def _told(
    content: contents.Content, state: State, by: Text, checks: tuple[Check, ...], row: Licence | None = None
) -> Verdict:
    until = content["valid_until"]
    changed = max((change.at for change in row.changes.all()), default=None) if row else None
    return Verdict(
        state=state,
        at=calendar.now(),
        by=by,
        checks=checks,
        identifier=content["identifier"],
        number=content["number"],
        name=Text(**content["type"]["name"]),
        holder=contents.masked_name(content["holder"]["name"], content["holder"]["kind"]),
        office=content["office"]["name"],
        lines=contents.public_lines(content),
        issued_at=datetime.fromisoformat(content["issued_at"]),
        valid_from=datetime.fromisoformat(content["valid_from"]).date(),
        valid_until=None if until == contents.FOR_GOOD else datetime.fromisoformat(until).date(),
        changed_at=changed if state in ("revoked", "suspended") else None,
    )
