"""Scopes found by what people say: the words of the entry, what they call it, pinyin.

There are some two thousand standard entries in all, so they are compared in memory: no index, no question asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from yiwang.kit.search import pinyin, synonyms, tokens
from yiwang.registers.reform.scope import Scope
from yiwang.registers.reform.wizard import Register

LONGEST = 60
_LETTERS = re.compile(r"[a-z]{2,40}")


@dataclass(frozen=True)
class _Indexed:
    names: tuple[str, ...]
    strong: frozenset[str]
    weak: frozenset[str]
    spelled: tuple[str, ...]


def search(register: Register, words: str, most: int = 12) -> list[Scope]:
    """The scopes that answer what was typed, best first; none for nothing."""
    said = synonyms.plain(words)[:LONGEST]
    if not said:
        return []
    asked = tokens.of_query(said, synonyms.current())
    scored = [(_score(_indexed(each), said, asked), each) for each in register.scopes.values()]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], -pair[1].trade, pair[1].key))
    return [scope for _, scope in found[:most]]


def _score(one: _Indexed, said: str, asked: list[list[str]]) -> float:
    close = said.replace(" ", "")
    score = sum(3.0 for name in one.names if len(name) > 1 and name in close)
    score += sum(2.0 for name in one.names if len(close) > 1 and close in name)
    if _LETTERS.fullmatch(close):
        score += sum(1.5 if each == close else 0.5 for each in one.spelled if each.startswith(close))
    met = [_met(one, alternatives) for alternatives in asked]
    return score + (sum(met) if met and all(met) else 0.0)


def _met(one: _Indexed, alternatives: Iterable[str]) -> float:
    """How well one word is met: by the entry's own words, else by the words beside them."""
    sought = [set(each.split()) for each in alternatives]
    if any(each <= one.strong for each in sought):
        return 1.0
    return 0.4 if any(each <= one.weak for each in sought) else 0.0


@lru_cache(maxsize=4096)
def _by_texts(names: tuple[str, ...], beside: tuple[str, ...]) -> _Indexed:
    strong = frozenset(token for name in names for token in tokens.of_text(name))
    weak = strong | frozenset(token for text in beside for token in tokens.of_text(text))
    spelled = tuple(spell(name) for name in names for spell in (pinyin.initials, pinyin.full))
    return _Indexed(tuple(synonyms.plain(name).replace(" ", "") for name in names), strong, weak, spelled)


def _indexed(scope: Scope) -> _Indexed:
    names = (scope.name.zh, scope.name.en, scope.label.zh, scope.label.en, *scope.keywords)
    beside = tuple(each for wording in scope.wordings for each in (wording.text.zh, wording.text.en))
    return _by_texts(tuple(dict.fromkeys(names)), beside)
