"""Kinds of leaf: each room registers the sentence, in both languages, that a person reads about it."""

from __future__ import annotations

from yiwang.kit.errors import Text

_sentences: dict[str, Text] = {}


def kind(name: str, zh: str, en: str) -> str:
    """Register a kind of leaf such as `cases.read`; returns its name for use as a constant."""
    _sentences[name] = Text(zh, en)
    return name


def sentence(name: str) -> Text:
    """What a person reads about a kind of leaf; its name where the room that made it is gone."""
    return _sentences.get(name) or Text(name, name)
