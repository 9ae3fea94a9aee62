"""Where a draft goes on: questions, then materials, then the form's pages, then the summary. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yiwang.registers.definition import ItemDefinition

MATERIALS, SUMMARY, STOPPED = "materials", "summary", "stopped"


def after_answers(definition: ItemDefinition, answers: Mapping[str, str]) -> str:
    """The next open question, else the materials; `stopped` when an answer says that this is the wrong road."""
    if definition.stop_for(answers):
        return STOPPED
    question = definition.next_question(answers)
    return f"question:{question.key}" if question else MATERIALS


def after_page(definition: ItemDefinition, answers: Mapping[str, str], done: Collection[str], page: str = "") -> str:
    """The next page that is not filled in: first those behind `page`, then those before it; else the summary."""
    keys = [each.key for each in definition.pages_for(answers)]
    place = keys.index(page) + 1 if page in keys else 0
    open_pages = [key for key in keys[place:] + keys[:place] if key not in done]
    return f"page:{open_pages[0]}" if open_pages else SUMMARY


def start(definition: ItemDefinition) -> str:
    """Where a new draft begins: at the first question, or at the materials of an item that asks none."""
    return after_answers(definition, {})
