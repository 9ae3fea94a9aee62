"""A canary: one person's name, numbers and words occur nowhere in the clear, and in nobody else's pages.

Real processes: the person applies while the registers are away, writes a message, is decided, takes the licence. Then
everything that lies on the disk is searched: tables with WAL, a dump, logs, jobs and facts, files, the ledger's export.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.city import FOLDER
from tests.faults import settling
from tests.faults.browsing import Browser, number_on
from tests.faults.trialcity import ROOT, TrialCity
from yiwang.config.database.embedded import BINARIES

pytestmark = pytest.mark.prove
WORDS = "我家的钥匙在门垫底下 第七十三号"
OURS = {"name": settling.CANARY, "number": settling.number(0), "phone": settling.login(0), "words": WORDS}
THEIRS = {"name": settling.name(1), "number": settling.number(1), "phone": settling.login(1)}
# The registers are another system's; keys are kept apart; what the tests themselves wrote is no leak.
NOT_OURS = {"registers", "keys", "armed", "acknowledged.json"}


class Walker(Browser):
    """Keeps every address that was asked for and every answer."""

    def __init__(self, base: str) -> None:
        super().__init__(base)
        self.addresses: list[str] = []
        self.answers: list[tuple[str, bytes]] = []
        self.client.event_hooks = {"response": [self.keep]}

    def keep(self, response: httpx.Response) -> None:
        response.read()
        self.addresses += [str(response.request.url), response.headers.get("location", "")]
        self.answers.append((str(response.request.url), response.content))


def journey(city: TrialCity, index: int) -> Walker:
    """Apply while the registers are away, say something, be decided once they are back, look at everything."""
    walker = Walker(city.base)
    walker.sign_in(settling.login(index))
    number = number_on(walker.send(walker.until_summary(purpose_kind="job"), "/submit/"))
    if index == 0:
        sent = walker.send(walker.get(f"/cases/{number}/"), "/message/", "text", text=WORDS)
        assert sent.status == 200 and WORDS in sent.text, "the person reads their own words"
    city.start_registers()
    city.until(lambda: _decided(city, number), "the case is decided", 150)
    city.settled(60)
    city.kill("registers")
    licence = str(city.sql("SELECT identifier FROM licences_licence WHERE case_number = %s", number)[0][0])
    for path in (
        "/",
        "/me/",
        "/me/data/",
        "/cases/",
        f"/cases/{number}/",
        f"/cases/{number}/everything/",
        "/licences/",
        f"/cases/{number}/receipt/",
        f"/licences/{licence}/",
        f"/licences/{licence}/pdf/",
        "/drafts/",
    ):
        assert walker.get(path).status == 200, path
    return walker


def _decided(city: TrialCity, number: str) -> bool:
    with city.owner() as owner:
        owner.execute("UPDATE intake_waiting SET next_at = now() - interval '1 second'")
    return city.sql("SELECT state FROM cases_case WHERE number = %s", number)[0][0] == "closed"


def lived_in(mutant: str = "", people: Iterable[int] = (0,)) -> Iterator[tuple[TrialCity, list[Walker]]]:
    city = TrialCity(FOLDER)
    city.mutant = mutant
    try:
        city.build(people=4)
        city.start_registers()
        city.kill("registers")
        city.start_web()
        city.start_worker()
        yield city, [journey(city, index) for index in people]
    finally:
        city.close()


@pytest.fixture(scope="module")
def lived() -> Iterator[tuple[TrialCity, list[Walker]]]:
    yield from lived_in(people=(0, 1))


def nothing_lies_open(city: TrialCity) -> None:
    with city.owner() as owner:
        owner.execute("CHECKPOINT")
    dump = city.folder / "canary.sql"
    with dump.open("wb") as out:
        subprocess.run([BINARIES / "pg_dump", city.cluster.owner_url], stdout=out, check=True)
    export = ["-m", "yiwang.config.cli", "ledger", "export", str(city.folder / "export")]
    _yiwang(city, export)
    assert dump.stat().st_size > 100_000 and any((city.folder / "export").iterdir())
    found = [
        f"{what} in {path.relative_to(city.folder)}" for path in _files(city) for what in open_in(path.read_bytes())
    ]
    assert found == []


def open_in(data: bytes) -> list[str]:
    """Which of the canary's secrets stand in these bytes, in any way that text is written."""
    found = []
    for what, text in OURS.items():
        hexed = text.encode().hex().encode()
        escaped = text.encode("unicode_escape")
        ways = {text.encode(), text.encode("gb18030"), text.encode("utf-16-le"), hexed, hexed.upper(), escaped}
        if any(way in data for way in ways):
            found.append(what)
    return found


def _files(city: TrialCity) -> Iterator[Path]:
    for path in city.folder.rglob("*"):
        if path.is_file() and path.relative_to(city.folder).parts[0] not in NOT_OURS:
            yield path


def _yiwang(city: TrialCity, command: list[str]) -> None:
    import os
    import sys

    subprocess.run([sys.executable, *command], cwd=ROOT, env={**os.environ, **city.environment()}, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def test_nothing_of_a_person_lies_open_on_the_disk(lived: tuple[TrialCity, list[Walker]]) -> None:
    nothing_lies_open(lived[0])


def test_no_address_holds_a_persons_data(lived: tuple[TrialCity, list[Walker]]) -> None:
    for walker in lived[1]:
        for address in walker.addresses:
            assert not any(text in httpx.URL(address).path + str(httpx.URL(address).query) for text in OURS.values())


def test_no_answer_to_one_person_holds_another_persons_data(lived: tuple[TrialCity, list[Walker]]) -> None:
    first, second = lived[1]
    assert any(settling.CANARY.encode() in body for _, body in first.answers), "the person sees their own name"
    for address, body in second.answers:
        assert open_in(body) == [], address
    for address, body in first.answers:
        assert not any(text.encode() in body for text in THEIRS.values()), address


def test_control_where_fields_are_kept_in_the_clear_the_canary_is_found() -> None:
    for city, _ in lived_in("yiwang.kit.crypto.fields:keeps_in_the_clear"):
        with pytest.raises(AssertionError, match=r"canary\.sql"):
            nothing_lies_open(city)
