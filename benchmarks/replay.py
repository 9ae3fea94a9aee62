"""Drafts ready to be filed, the requests that file them, and the statements that one such request logs."""

from __future__ import annotations

import itertools
import re
import socket
import threading
from typing import Any, Self

from django.conf import settings
from django.db import connection, connections
from django.db.models import Max

NAME = "bench-%08d"
CSRF = "b" * 32


class Pool:
    """So many drafts, equal but for their names, of one applicant who is signed in."""

    def __init__(self, size: int) -> None:
        from benchmarks.submit import PEOPLE

        self._lock = threading.Lock()
        self.size = size
        self.sent = 0
        self.sessions: list[str] = []
        # A number that occurs nowhere else, so that it can be found in the logged statements.
        with connections["owner"].cursor() as owner:
            owner.execute("ALTER SEQUENCE intake_draft_id_seq RESTART 70000001")
        self.model, self.session = prepared(0)
        self.sessions = [self.session, *(session_of(number) for number in range(1, PEOPLE))]
        self.base = _copies(self.model, size)
        self._numbers = itertools.count(1)

    def next_request(self) -> bytes:
        """The bytes a browser would send to file the next draft; empty when none is left."""
        with self._lock:
            number = next(self._numbers)
            if number > self.size:
                return b""
            self.sent += 1
        return request(NAME % number, self.session)


def request(draft: str, session: str) -> bytes:
    body = f"csrfmiddlewaretoken={CSRF}&key={draft}".encode()
    head = (
        f"POST /apply/{draft}/submit/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Cookie: yiwang_session={session}; csrftoken={CSRF}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Line:
    """One connection kept open, with as little client as possible: its CPU is taken from what is measured."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __enter__(self) -> Self:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def send(self, request: bytes) -> bytes:
        """Send a request and read the whole answer."""
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        while length and len(body) < int(length[1]):
            body += self._more()
        while not length and b"transfer-encoding: chunked" in head.lower() and not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return head + b"\r\n\r\n" + body

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        if not more:
            raise SystemExit("the web closed the connection")
        return more


def session_of(number: int) -> str:
    """A resident with an account, signed in; returns the session's key."""
    from django.contrib.sessions.backends.db import SessionStore

    from yiwang.kit.actor import SYSTEM
    from yiwang.registers.parties import queries as parties
    from yiwang.registers.parties import services

    citizen = _citizen(number)
    person = parties.find(citizen) or services.register_person(
        actor=SYSTEM, name="基准某某", number=citizen, phone="13800000000", address="示例路1号", assurance=3
    )
    account = parties.account_of(person) or services.open_account(person=person, login=citizen, password=None).pk
    session = SessionStore()
    session["portal"] = {"account": account}
    session.create()
    return str(session.session_key)


def _citizen(number: int) -> str:
    digits = f"31010119800101{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def prepared(number: int) -> tuple[Any, str]:
    """A draft filled in through the services, every source having answered, and its owner's session."""
    from benchmarks.submit import ANSWERS, ITEM, VALUES
    from yiwang.casework.intake import queries as drafts
    from yiwang.casework.intake import services as intake
    from yiwang.config.demo import scenes
    from yiwang.registers.catalogue import queries as catalogue
    from yiwang.registers.parties import queries as parties

    session = session_of(number)
    person = parties.find(_citizen(number)) or 0
    actor = parties.actor_of(parties.account_of(person) or 0)
    version = catalogue.current(ITEM, settings.CITY)
    assert version is not None
    draft = intake.start(actor=actor, code=ITEM)
    while question := version.definition.next_question(draft.answers):
        draft = intake.answer(actor=actor, draft=draft.public_id, question=question.key, value=ANSWERS[question.key])
    _sources_answer(draft, version)
    scene = scenes.Scene("bench", ITEM, 0, ANSWERS, 0, (), values=VALUES)
    scenes._fill(scene, actor, actor, version, draft.public_id)
    return drafts.draft(draft.public_id, actor=actor), session


def _sources_answer(draft: Any, version: Any) -> None:
    """Every shared resource has confirmed: rows as `check_sources` leaves them, without a register in this run."""
    from yiwang.casework.intake.models import Check
    from yiwang.kit import calendar

    for material in version.definition.materials_for(draft.answers):
        if material.resource:
            Check.objects.create(
                draft_id=draft.pk, material=material.key, source="resource", key=material.resource,
                state="confirmed", name="基准", name_en="Benchmark", at=calendar.now(),
            )  # fmt: skip


def _copies(model: Any, size: int) -> int:
    """Copy the draft with its checks; the copies' keys are base + 1 … base + size."""
    from yiwang.casework.intake.models import Check, Draft

    base = Draft.objects.aggregate(most=Max("pk"))["most"] + 100
    copy(Draft, f"id = {model.pk}", {"id": f"{base} + n", "public_id": "'bench-' || lpad(n::text, 8, '0')"}, size)
    checks = Check.objects.aggregate(most=Max("pk"))["most"] or 0
    each = Check.objects.filter(draft=model.pk).count()
    keys = {"id": f"{checks} + (n - 1) * {each} + row_number() OVER (PARTITION BY n)", "draft_id": f"{base} + n"}
    copy(Check, f"draft_id = {model.pk}", keys, size)
    return int(base)


def copy(table: Any, where: str, changed: dict[str, str], size: int) -> None:
    columns = [field.column for field in table._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table._meta.db_table}" ({names}) SELECT {values} '
            f'FROM "{table._meta.db_table}" t, generate_series(1, {size}) n WHERE t.{where}'
        )


def script(pool: Pool) -> str:
    """The statements that filing one draft logs, as a pgbench script in which what must differ differs."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies["yiwang_session"] = pool.session
    with CaptureQueriesContext(connection) as logged:
        answer = client.post(f"/apply/{pool.model.public_id}/submit/", {"key": pool.model.public_id})
    assert answer.status_code == 302, answer.content[:500]
    number = type(pool.model).objects.get(pk=pool.model.pk).case_number
    lines = [rf"\set d random(1, {pool.size})", r"\set r random(1000000000, 9000000000000)"]
    lines += [_varied(query["sql"], pool, number) for query in logged.captured_queries]
    return "\n".join(lines) + "\n"


def _varied(statement: str, pool: Pool, number: str) -> str:
    """The draft becomes any of the pool's, the case number and the idempotency key become new ones."""
    statement = " ".join(statement.split()).rstrip(";")
    if statement.startswith('UPDATE "intake_draft"'):
        statement = statement.replace(f"'{number}'", f"'{number[:-13]}' || :r::text")
    else:
        statement = statement.replace(f"'{number}'", "('9' || :r::text)")
    statement = statement.replace(f"'{pool.model.public_id}'", "'bench-' || lpad((:d)::text, 8, '0')")
    statement = re.sub(rf"(?<=[ (,]){pool.model.pk}(?=[ ),]|$)", f"({pool.base} + :d)", statement)
    if 'INTO "cases_case"' in statement:
        statement = statement.replace("'bench-' || lpad((:d)::text, 8, '0')", ":r::text")
    return statement + ";"
