"""Every word of a page exists in both languages; a page that grows without its English fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from yiwang.surfaces.look.apps import compile_words

SURFACES = Path(__file__).resolve().parents[3] / "src" / "yiwang" / "surfaces"
ROOMS = [room for room in ("look", "portal") if (SURFACES / room / "locale").exists()]


def words(room: str) -> Iterator[str]:
    for page in (SURFACES / room).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        yield from (found[2] for found in re.finditer(r"\{% translate ([\"'])(.*?)\1", text))
        for found in re.finditer(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.S):
            one = found[1].split("{% plural %}")[0]
            yield re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", one.replace("%", "%%"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_word_of_a_page_has_its_english(room: str) -> None:
    known = {entry.msgid: entry for entry in polib.pofile(str(SURFACES / room / "locale/en/LC_MESSAGES/django.po"))}
    missing = {word for word in words(room) if word not in known}
    assert not missing
    assert not [entry.msgid for entry in known.values() if not (entry.msgstr or any(entry.msgstr_plural.values()))]


@pytest.mark.parametrize("room", ROOMS)
def test_english_keeps_every_figure_of_the_chinese_sentence(room: str) -> None:
    for entry in polib.pofile(str(SURFACES / room / "locale/en/LC_MESSAGES/django.po")):
        said = entry.msgstr or entry.msgstr_plural[1]
        assert set(re.findall(r"%\((\w+)\)s", entry.msgid)) == set(re.findall(r"%\((\w+)\)s", said)), entry.msgid


def test_words_are_compiled_when_they_are_newer(tmp_path: Path) -> None:
    source = tmp_path / "a/locale/en/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "办事"\nmsgstr "Services"\n'
    )
    compile_words(tmp_path)
    assert [entry.msgstr for entry in polib.mofile(str(source.with_suffix(".mo")))] == ["Services"]
