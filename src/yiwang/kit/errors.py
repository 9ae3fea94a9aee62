"""Errors that speak: a code, a sentence for citizen and officer in Chinese and English, and what to do.

Every refusal a person can meet is a subclass with its own texts. Texts never contain an identifier.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One sentence in both languages of the platform."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


NOTHING = Text("", "")
"""Where there is nothing to say."""


class Refusal(Exception):
    """An act was refused and nothing was changed.

    `code` is stable and machine-readable; `citizen` and `officer` are what each reads; `remedy` says what to do.
    `status` is the HTTP status that surfaces answer with. `fields` maps a field's name to its own sentence.
    """

    code = "refused"
    status = 409
    citizen = Text("现在不能这样做。", "This cannot be done now.")
    officer: Text | None = None
    remedy: Text | None = None

    def __init__(
        self,
        citizen: Text | None = None,
        *,
        officer: Text | None = None,
        remedy: Text | None = None,
        fields: dict[str, Text] | None = None,
    ) -> None:
        self.citizen = citizen or self.citizen
        self.officer = officer or self.officer or self.citizen
        self.remedy = remedy or self.remedy
        self.fields = fields or {}
        super().__init__(self.code)


class NotAllowed(Refusal):
    """The actor may not do this here and now."""

    code = "not_allowed"
    status = 403
    citizen = Text("您不能做这件事。", "You may not do this.")


class NotFound(Refusal):
    """Unknown, or not yours to know: the same answer for both."""

    code = "not_found"
    status = 404
    citizen = Text("没有找到。请核对编号。", "Not found. Please check the number.")


class Invalid(Refusal):
    """What was given does not hold; `fields` says where."""

    code = "invalid"
    status = 422
    citizen = Text("有几处要改。您填的内容还在。", "Some answers need changing. What you entered is kept.")


class Stale(Refusal):
    """Somebody changed it since the page was opened."""

    code = "stale"
    citizen = Text(
        "这一页打开以后内容有了变化。您填的还在，请核对后再按一次。",
        "This has changed since you opened the page. Your answers are kept; check and press again.",
    )


class Unavailable(Refusal):
    """Something outside does not answer; nothing was lost."""

    code = "unavailable"
    status = 503
    citizen = Text("对方系统暂时没有回应，您填的内容还在。", "The other system does not answer. Your answers are kept.")
