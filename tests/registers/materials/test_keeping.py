"""The registry in the database: exactly what is declared, found by any of its names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registers.catalogue.items import text
from yiwang.registers.materials import queries, services
from yiwang.registers.offices.models import City

pytestmark = pytest.mark.django_db
CITY = "310000"


def paper(key: str, name: str, *aliases: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": text(name, f"{name} {key}"), "aliases": list(aliases)} | {
        **{"kind": "1", "form": "3", "source": "10"},
        **more,
    }


@pytest.fixture(autouse=True)
def city() -> None:
    City.objects.create(code=CITY, name="某市", name_en="City")


def keep(*declared: dict[str, Any]) -> services.Kept:
    return services.keep(city=CITY, declared=declared)


def test_what_is_declared_is_kept_and_what_says_the_same_is_left_alone() -> None:
    assert keep(paper("a", "鸭证"), paper("b", "鹅证")) == services.Kept(new=2)
    before = queries.paper(CITY, "a")
    assert keep(paper("a", "鸭证"), paper("b", "鹅证书"), paper("c", "鸡证")) == services.Kept(1, 1, 1, 0)
    assert queries.paper(CITY, "a") == before
    assert keep(paper("a", "鸭证")) == services.Kept(unchanged=1, gone=2)
    assert queries.count(CITY) == 1 and queries.paper(CITY, "b") is None


def test_two_papers_may_trade_their_names() -> None:
    keep(paper("a", "鸭证"), paper("b", "鹅证"))
    keep(paper("a", "鹅证"), paper("b", "鸭证"))
    assert [(each.paper.key, each.paper.name.zh) for each in queries.papers(CITY)] == [("b", "鸭证"), ("a", "鹅证")]


def test_a_paper_is_found_by_name_other_name_and_issuer() -> None:
    keep(paper("a", "鸭证", "养鸭许可", issuer="农业农村委"), paper("b", "鹅证"), paper("c", "100%合格证"))

    def found(words: str) -> list[str]:
        return [each.paper.key for each in queries.papers(CITY, words)]

    assert (found("鸭证"), found("养鸭"), found("农业"), found("鹅证 B")) == (["a"], ["a"], ["a"], ["b"])
    assert (found("100%"), found("%"), found("_"), found("没有"), found("\x00")) == (
        ["c"],
        ["c"],
        [],
        [],
        ["c", "a", "b"],
    )


def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    keep(*[paper(f"p{at}", f"证{at % 3}") for at in range(7)])
    seen: list[str] = []
    after = ""
    while rows := queries.papers(CITY, after=after, limit=2):
        seen += [each.paper.key for each in rows]
        after = rows[-1].cursor
    assert sorted(seen) == [f"p{at}" for at in range(7)] and len(seen) == 7
    assert len(queries.papers(CITY, after="broken")) == 7 and queries.papers("330100") == []
