"""People find things by the words they use, in the order and the spelling they use."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.kit.pack import NotReadable, Pack
from yiwang.kit.search import pack as search_pack
from yiwang.kit.search import pinyin, synonyms, tokens

SHANGHAI = synonyms.read(Pack(Path(__file__).parents[3] / "packs/shanghai"))


def finds(query: str, text: str, known: synonyms.Synonyms = SHANGHAI) -> bool:
    """What PostgreSQL will say, by the same rule: every word has an alternative all of whose tokens are there."""
    there = set(tokens.of_text(text))
    words = tokens.of_query(query, known)
    return bool(words) and all(any(set(a.split()) <= there for a in alternatives) for alternatives in words)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("身份证", "居民身份证换领"),
        ("居民身份证", "身份证遗失补领"),
        ("证换", "居民身份证换领"),
        ("户口", "出生登记（居民户口簿）"),
        ("户籍", "户口迁移"),
        ("驾照", "机动车驾驶证期满换证"),
        ("驾照过期怎么办", "机动车驾驶证期满换证"),
        ("社保", "社会保险登记"),
        ("公积金提取", "住房公积金提取（租房）"),
        ("我想开饭店", "食品经营许可（新办）"),
        ("开小吃店需要什么材料", "食品经营许可（新办）"),
        ("怎么注册公司", "企业设立登记"),
        ("生孩子", "新生儿出生一件事"),
        ("退休金", "企业职工基本养老保险待遇申领"),
        ("绿卡", "外国人永久居留身份证"),
        ("sfz", "居民身份证换领"),
        ("SFZ", "居民身份证换领"),
        ("ｓｆｚ", "居民身份证换领"),
        ("jzz", "上海市居住证办理"),
        ("juzhuzheng", "上海市居住证办理"),
        ("gjj", "住房公积金提取"),
        ("5G 基站", "5G基站电磁辐射备案"),
        ("办狗证", "养犬登记"),
        ("办理", "企业变更办理"),
        ("𠮷野家", "𠮷野家食品经营"),
    ],
)
def test_what_people_type_finds_the_item(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("身份证", "失业登记"),
        ("证份", "居民身份证换领"),
        ("开饭店", "机动车驾驶证期满换证"),
        ("公积金 离婚", "住房公积金提取"),
        ("sfz", "失业登记"),
        ("", "失业登记"),
        ("？！", "失业登记"),
    ],
)
def test_what_does_not_fit_is_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


def test_a_saying_finds_what_it_means_and_not_the_other_way_round() -> None:
    known = synonyms.made([], [(["没工作"], ["失业"])])
    assert finds("没工作", "失业登记", known)
    assert not finds("失业", "没工作怎么办", known)


def test_each_word_must_be_found_and_what_was_typed_comes_first() -> None:
    known = synonyms.made([["身份证", "居民身份证"], ["饭店", "食品经营"]])
    assert tokens.of_query("身份证补领", known) == [["身份证", "居民身份证"], ["补领"]]
    assert tokens.of_query("饭店", known) == [["饭店", "食品 品经 经营"]]


def test_a_text_becomes_words_pairs_and_latin_words() -> None:
    found = tokens.of_text("居民身份证 Wi-Fi ５Ｇ")
    assert {"居民", "民身", "身份", "份证", "身份证", "居民身份证", "wi", "fi", "5g"} <= set(found)
    assert len(found) == len(set(found)) and "" not in found and " " not in found


HAN = st.text("身份证居民户口簿公积金食品经营许可营业执照驾驶换领补上海市", min_size=2, max_size=12)


@settings(deadline=None)
@given(HAN, HAN, HAN)
def test_whatever_stands_in_a_text_is_found(before: str, asked: str, after: str) -> None:
    assert finds(asked, before + asked + after, synonyms.NONE)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_query_is_a_query_that_cannot_break_out(text: str) -> None:
    written = tokens.tsquery(tokens.of_query(text, SHANGHAI))
    for alternatives in tokens.of_query(text, SHANGHAI):
        assert alternatives and not set("'\\()|&!:*<>") & set("".join(alternatives))
    assert written.count("'") % 2 == 0 and written.count("(") == written.count(")")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "is_found"), [("我想开饭店", True), ("sfz", False), ("食品' | '", True), ("许可 & !", True)]
)
def test_the_database_understands_the_query(query: str, is_found: bool) -> None:
    text = " ".join(tokens.of_text("食品经营许可（新办）"))
    asked = tokens.tsquery(tokens.of_query(query, SHANGHAI))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", [text, asked])
        assert cursor.fetchone() == (is_found,)


@pytest.mark.parametrize(
    ("text", "first", "whole"),
    [
        ("身份证", "sfz", "shenfenzheng"),
        ("居住证", "jzz", "juzhuzheng"),
        ("5G 重庆", "5gcq", "5gchongqing"),
        ("旅馆", "lg", "lvguan"),
    ],
)
def test_pinyin(text: str, first: str, whole: str) -> None:
    assert (pinyin.initials(text), pinyin.full(text)) == (first, whole)


def test_shanghai_knows_what_people_say() -> None:
    assert len(SHANGHAI.by_term) > 300
    assert "食品经营" in SHANGHAI.of("小吃店") and "居民户口簿" in SHANGHAI.of("户籍")


def test_a_pack_without_synonyms_has_none(tmp_path: Path) -> None:
    assert synonyms.read(Pack(tmp_path)) == synonyms.NONE
    assert (search_pack.check(Pack(tmp_path)), search_pack.load(Pack(tmp_path))) == ([], {"words": 0})


def test_a_word_in_two_groups_is_a_fault_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    wrong = '[[groups]]\nterms = ["社保", "社会保险"]\n[[groups]]\nterms = [\n  "五险",\n  "社保",\n]\n'
    (tmp_path / "search/synonyms.toml").write_text(wrong, "utf-8")
    assert [p.line for p in synonyms.check(Pack(tmp_path))] == [6]
    with pytest.raises(NotReadable):
        synonyms.read(Pack(tmp_path))
