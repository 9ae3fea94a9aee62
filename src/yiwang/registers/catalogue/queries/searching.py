"""Search that understands Chinese: words and synonyms, a name's beginning, pinyin, and words misheard or misspelt.

Each way in finds a bounded number of candidates, so that a word in every item costs no more than a rare one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yiwang.kit import calendar
from yiwang.kit.search import pinyin, synonyms, tokens
from yiwang.registers.catalogue.queries.browsing import Summary, summaries

LONGEST_QUERY = 60
CANDIDATES = 300
# Weights of department (D), summary (C), keywords (B) and name (A).
WEIGHTS = "{0.05, 0.15, 0.6, 1.0}"
_LETTERS = re.compile(r"[a-z]{2,40}")

# City and state are compared so that no index of theirs is chosen: the words' own index finds far fewer rows, and
# the planner cannot know that right after a load.
_IN_FORCE = """v.city_id || '' = %(city)s AND v.state || '' = 'published' AND v.effective_on <= %(today)s
    AND (v.ends_on IS NULL OR v.ends_on >= %(today)s) AND (v.retired_on IS NULL OR v.retired_on > %(today)s)"""

_BY_NAME = f"""SELECT v.id, 'name' AS way, CASE WHEN v.name = %(text)s THEN 4.0 ELSE 1.5 END
       + 1.0 / (1 + length(v.name)) AS score
    FROM catalogue_itemversion v WHERE v.search_name LIKE %(prefix)s AND {_IN_FORCE} LIMIT {CANDIDATES}"""
_BY_WORDS = f"""SELECT c.id, 'words' AS way, ts_rank(%(weights)s, c.tokens, to_tsquery('simple', %(query)s), 1)
       + CASE WHEN strpos(c.search_name, %(lower)s) > 0 THEN 0.5 ELSE 0 END + 0.3 / (1 + length(c.name)) AS score
    FROM (SELECT v.id, v.tokens, v.name, v.search_name FROM catalogue_itemversion v
          WHERE v.tokens @@ to_tsquery('simple', %(query)s) AND {_IN_FORCE} LIMIT {CANDIDATES}) c"""
_BY_LETTERS = f"""SELECT v.id, 'initials' AS way,
       CASE WHEN v.pinyin LIKE %(starts)s THEN 1.2 ELSE 0.6 END + 1.0 / (1 + length(v.name)) AS score
    FROM catalogue_itemversion v WHERE v.pinyin LIKE %(within)s AND {_IN_FORCE} LIMIT {CANDIDATES}"""
_BY_SOUND = f"""SELECT v.id, 'spelling' AS way, 1.0 / (1 + length(v.name)) AS score
    FROM catalogue_itemversion v WHERE SOUNDS AND {_IN_FORCE} LIMIT {CANDIDATES}"""
_BY_SPELLING = f"""SELECT v.id, 'spelling' AS way, word_similarity(%(lower)s, v.search_name) AS score
    FROM catalogue_itemversion v WHERE %(lower)s <%% v.search_name AND {_IN_FORCE} LIMIT {CANDIDATES}"""


@dataclass(frozen=True)
class Hit:
    """An item found. `way` is how: "name", "words", "initials", "spelling", or "some" for some of the words only."""

    item: Summary
    way: str
    score: float


def search(text: str, city: str, *, limit: int = 20) -> list[Hit]:
    """The items of a city in force that answer what was typed, best first; an empty list for an empty text."""
    typed = _typed(text)
    if not typed:
        return []
    words = tokens.of_query(typed, synonyms.current())
    values = _values(typed, city)
    found = _strict(typed, words, values, limit) or _loose(words, values, limit)
    shown = summaries(pk for pk, _, _ in found)
    return [Hit(shown[pk], way, score) for pk, way, score in found]


def _typed(text: str) -> str:
    tidy = unicodedata.normalize("NFKC", text.replace("\x00", " "))[:LONGEST_QUERY]
    return " ".join(tidy.encode("utf-8", "ignore").decode().split())


def _values(typed: str, city: str) -> dict[str, Any]:
    plain = typed.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    letters = plain.replace(" ", "")
    return {
        "city": city,
        "today": calendar.today(),
        "text": typed,
        "lower": typed.lower(),
        "prefix": plain + "%",
        "starts": letters + "%",
        "within": f"%{letters}%",
        "weights": WEIGHTS,
    }


def _strict(typed: str, words: list[list[str]], values: dict[str, Any], limit: int) -> list[tuple[int, str, float]]:
    ways = [_BY_NAME]
    if words:
        ways.append(_BY_WORDS)
        values = values | {"query": tokens.tsquery(words)}
    if _LETTERS.fullmatch(typed.lower().replace(" ", "")):
        ways.append(_BY_LETTERS)
    return _run(ways, values, limit)


def _loose(words: list[list[str]], values: dict[str, Any], limit: int) -> list[tuple[int, str, float]]:
    """When nothing has every word: what sounds alike, then what is spelt alike, then what has some of the words."""
    alike = _sounding(words, values, limit)
    if not alike and not values["lower"].isdigit():
        alike = _run([_BY_SPELLING], values, limit)
    if alike or not words:
        return alike
    some = " | ".join(tokens.tsquery([word]) for word in words)
    return [(pk, "some", score) for pk, _, score in _run([_BY_WORDS], values | {"query": some}, limit)]


def _sounding(words: list[list[str]], values: dict[str, Any], limit: int) -> list[tuple[int, str, float]]:
    """Items in whose pinyin every word is heard: 公正 finds 公证."""
    heard = [pinyin.full(_whole(alternatives[0])) for alternatives in words]
    sounds = {f"sound{at}": f"%{sound}%" for at, sound in enumerate(heard) if len(sound) > 2}
    if not sounds:
        return []
    # One LIKE for each word: LIKE ALL would read every row.
    condition = " AND ".join(f"v.pinyin LIKE %({name})s" for name in sounds)
    return _run([_BY_SOUND.replace("SOUNDS", condition)], values | sounds, limit)


def _whole(alternative: str) -> str:
    """The word behind its pairs: 食品 品经 is 食品经."""
    first, *others = alternative.split()
    return first + "".join(pair[-1] for pair in others)


def _run(ways: list[str], values: dict[str, Any], limit: int) -> list[tuple[int, str, float]]:
    union = " UNION ALL ".join(f"({way})" for way in ways)
    statement = f"""SELECT id, (array_agg(way ORDER BY score DESC))[1], sum(score) AS total
        FROM ({union}) found GROUP BY id ORDER BY total DESC, id LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"limit": limit})
        return [(int(pk), str(way), float(total)) for pk, way, total in cursor.fetchall()]
