"""Texts and queries as tokens for PostgreSQL's full text (`to_tsvector('simple', ' '.join(of_text(text)))`).

Whatever stands literally in a text is found, however the cutter reads its context: a text has every pair of
neighbouring characters and every dictionary word in it; a query's word is sought as a dictionary word or all its pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from yiwang.kit.search.synonyms import NONE, Synonyms, plain

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(rf"([{_HAN}]+)|([a-z0-9]+)")
_LONGEST_WORD = 6
# What people say around the thing they need. Longest first; a query of nothing else is searched as it is.
_AROUND = re.compile(
    "我想要|我想|我要|想要|请问|怎么办理|如何办理|怎么办|如何办|怎么|怎样|如何|在哪里|在哪儿|哪里|哪儿|需要什么材料|要什么材料"
    "|需要什么|要什么|什么|可以|能不能|能否|多少钱|需要|申请办理|办理|申请|网上|一下|[我你的了吗呢吧啊和与及或]"
)
_JIEBA = rjieba.Jieba()


def of_text(text: str) -> list[str]:
    """Every token of a text, each once: words, pairs of characters, Latin words and numbers in lower case."""
    return list(dict.fromkeys(_text_tokens(plain(text))))


def _text_tokens(text: str) -> Iterator[str]:
    for han, latin in _PIECE.findall(text):
        if latin:
            yield latin
            continue
        yield from _JIEBA.cut_for_search(han, True)
        yield from _pairs(han)
        for length in range(3, _LONGEST_WORD + 1):
            for start in range(len(han) - length + 1):
                if _JIEBA.has_word(han[start : start + length]):
                    yield han[start : start + length]


def of_query(text: str, synonyms: Synonyms = NONE) -> list[list[str]]:
    """One list for each word that must be found, with its alternatives, what was typed first.

    An alternative with blanks means that all its tokens must be there: `饭店` or `食品 品经 经营`. See `tsquery`.
    """
    asked = plain(text)[:200]
    return _words(_AROUND.sub(" ", asked), synonyms) or _words(asked, synonyms)


def tsquery(words: list[list[str]]) -> str:
    """The query for `to_tsquery('simple', …)`; empty when there is nothing to look for."""
    return " & ".join("(" + " | ".join(map(_all_of, alternatives)) + ")" for alternatives in words)


def _all_of(alternative: str) -> str:
    return "(" + " & ".join(f"'{token}'" for token in alternative.split()) + ")"


def _words(text: str, synonyms: Synonyms) -> list[list[str]]:
    found: list[list[str]] = []
    for han, latin in _PIECE.findall(text):
        if latin:
            found.append(_alternatives(latin, synonyms.of(latin) + synonyms.spelled_as(latin)))
        else:
            found.extend(_alternatives(word, synonyms.of(word)) for word in _cut(han, synonyms))
    unique = {tuple(alternatives): alternatives for alternatives in found}
    # A single character says little beside whole words.
    return [a for a in unique.values() if len(a[0]) > 1] or list(unique.values())


def _alternatives(word: str, others: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_sought, (word, *others)))))


def _sought(term: str) -> str:
    """A term as tokens that a text with it surely has."""
    found: list[str] = []
    for han, latin in _PIECE.findall(term):
        if latin or len(han) <= 2 or (len(han) <= _LONGEST_WORD and _JIEBA.has_word(han)):
            found.append(latin or han)
        else:
            found.extend(_pairs(han))
    return " ".join(dict.fromkeys(found))


def _cut(han: str, synonyms: Synonyms) -> list[str]:
    """Known terms first, the longest at each place; the cutter reads what is between them."""
    words: list[str] = []
    start = at = 0
    while at < len(han):
        term = _term_at(han, at, synonyms)
        if term:
            words += [*_JIEBA.cut(han[start:at], True), term]
            start = at = at + len(term)
        else:
            at += 1
    words += _JIEBA.cut(han[start:], True)
    # Only single characters: the cutter does not know the word, so it is sought as it stands.
    return words if any(len(word) > 1 for word in words) else [han]


def _term_at(han: str, at: int, synonyms: Synonyms) -> str:
    for length in range(min(synonyms.longest, len(han) - at), 1, -1):
        if han[at : at + length] in synonyms.by_term:
            return han[at : at + length]
    return ""


def _pairs(han: str) -> list[str]:
    return [han[at : at + 2] for at in range(len(han) - 1)]
