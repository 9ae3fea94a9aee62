"""Words that mean the same to the people of a city, from `search/synonyms.toml` of its pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yiwang.kit.errors import Text
from yiwang.kit.pack import NotReadable, Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.shapes import many, table
from yiwang.kit.search import pinyin

_TERMS = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string", "minLength": 1}}
SCHEMA = table(
    [],
    {
        "groups": many(table(["terms"], {"terms": {**_TERMS, "minItems": 2}})),
        "sayings": many(table(["says", "means"], {"says": _TERMS, "means": _TERMS})),
    },
)


@dataclass(frozen=True)
class Synonyms:
    """For each term what else to look for, itself not included; `spelled` finds terms by initials or full pinyin."""

    by_term: dict[str, tuple[str, ...]]
    spelled: dict[str, tuple[str, ...]]
    longest: int = 0

    def of(self, term: str) -> tuple[str, ...]:
        return self.by_term.get(term, ())

    def spelled_as(self, letters: str) -> tuple[str, ...]:
        """Terms whose initials or whole pinyin are these letters, with their synonyms."""
        terms = self.spelled.get(letters, ())
        return tuple(dict.fromkeys(other for term in terms for other in (term, *self.of(term))))


NONE = Synonyms({}, {})


def made(groups: Iterable[Iterable[str]], sayings: Iterable[tuple[Iterable[str], Iterable[str]]] = ()) -> Synonyms:
    """`groups` are words that mean each other; a saying finds what it means and not the other way round."""
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        terms = [plain(term) for term in group]
        for term in terms:
            found.setdefault(term, {}).update(dict.fromkeys(other for other in terms if other != term))
    for says, means in sayings:
        for term in map(plain, says):
            found.setdefault(term, {}).update(dict.fromkeys(other for other in map(plain, means) if other != term))
    spelled: dict[str, list[str]] = {}
    for term in found:
        for letters in {pinyin.initials(term), pinyin.full(term)} - {term, ""}:
            spelled.setdefault(letters, []).append(term)
    by_term = {term: tuple(others) for term, others in found.items()}
    return Synonyms(by_term, {k: tuple(v) for k, v in spelled.items()}, max(map(len, by_term), default=0))


def plain(text: str) -> str:
    """As texts and queries are compared: NFKC, lower case, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def read(pack: Pack) -> Synonyms:
    """The city's synonyms, none when the pack has no such file; raises NotReadable if it has faults."""
    if not pack.has("search/synonyms"):
        return NONE
    if check(pack):
        raise NotReadable(Text("城市包的同义词有错。", "The pack's synonyms have faults."))
    data = pack.file("search/synonyms").data
    groups = [group["terms"] for group in data.get("groups", [])]
    return made(groups, [(saying["says"], saying["means"]) for saying in data.get("sayings", [])])


def check(pack: Pack) -> list[Problem]:
    """Every fault of the synonyms' file."""
    if not pack.has("search/synonyms"):
        return []
    file = pack.file("search/synonyms")
    return check_schema(file, SCHEMA) or _repeated(file)


def current() -> Synonyms:
    """The synonyms of the city's pack, read once in the process."""
    from django.conf import settings  # here, so that searching can be tried without Django

    return _of_folder(Path(settings.PACK))


@lru_cache(maxsize=4)
def _of_folder(folder: Path) -> Synonyms:
    return read(Pack(folder))


def _repeated(file: PackFile) -> list[Problem]:
    """A term in two groups would silently join them in one direction only."""
    seen: set[str] = set()
    found = []
    for index, group in enumerate(file.data.get("groups", [])):
        for place, term in enumerate(group["terms"]):
            if plain(term) in seen:
                text = Text("这个词已经在另一组里。", "This word is already in another group.")
                found.append(problem(file, ("groups", index, "terms", place), text))
            seen.add(plain(term))
    return found
