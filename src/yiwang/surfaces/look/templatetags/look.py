"""Components as template tags and filters. Whatever several pages show is drawn here, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from yiwang.kit import masking
from yiwang.kit.calendar import SHANGHAI, today
from yiwang.kit.errors import Text
from yiwang.surfaces.look import assets

register = template.Library()
MARK = mark_safe(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M11 5C6.500 12 6.500 20 11 27M21 5c4.500 7 4.500 15 0 22'
    'M16 3.500v25"/><path d="M3 16h26" stroke-width="4.500"/></svg>'
)
WEEKDAYS = "一二三四五六日"


def _english() -> bool:
    return (get_language() or "").startswith("en")


# ---------- words ----------


@register.filter
def said(text: Any) -> str:
    """A `Text` in the reader's language; an English text that is missing reads as its Chinese one."""
    if isinstance(text, Text):
        return (text.en or text.zh) if _english() else text.zh
    return "" if text is None else str(text)


@register.filter
def day(on: date | datetime | None) -> str:
    """11 月 24 日; the year only if it is not this one."""
    return _day(on, weekday=False)


@register.filter
def weekday(on: date | datetime | None) -> str:
    """11 月 24 日（周二）."""
    return _day(on, weekday=True)


def _day(on: date | datetime | None, *, weekday: bool) -> str:
    if on is None:
        return ""
    on = on.astimezone(SHANGHAI).date() if isinstance(on, datetime) else on
    other_year = on.year != today().year
    if _english():
        return date_format(on, ("D " if weekday else "") + "j F" + (" Y" if other_year else ""))
    year = f"{on.year} 年 " if other_year else ""
    return f"{year}{on.month} 月 {on.day} 日" + (f"（周{WEEKDAYS[on.weekday()]}）" if weekday else "")


@register.filter
def month(on: date) -> str:
    """11 月, where the year stands above."""
    return date_format(on, "F") if _english() else f"{on.month} 月"


@register.filter
def moment(at: datetime | None) -> str:
    """11 月 18 日 10:12, in Shanghai."""
    if at is None:
        return ""
    local = at.astimezone(SHANGHAI)
    return f"{_day(local, weekday=False)}{', ' if _english() else ' '}{local:%H:%M}"


@register.filter
def short_day(on: date | None) -> str:
    """11-24, for tables and lists."""
    if on is None:
        return ""
    on = on.astimezone(SHANGHAI).date() if isinstance(on, datetime) else on
    return f"{on:%m-%d}" if on.year == today().year else f"{on:%Y-%m-%d}"


@register.filter
def grouped(number: Any) -> str:
    """A number people quote, in groups of four."""
    plain = str(number)
    return " ".join(plain[index : index + 4] for index in range(0, len(plain), 4))


@register.filter
def masked(value: str) -> str:
    """An identifier or telephone as its owner recognises it and nobody can use it."""
    return masking.mobile(value) if value.isdigit() and len(value) == 11 else masking.identifier(value)


@register.filter
def days(count: int, unit: str = "1") -> str:
    """4 个工作日; never bare 天."""
    if _english():
        noun = "working day" if unit == "1" else "calendar day"
        return f"{count} {noun}{'' if count == 1 else 's'}"
    return f"{count} 个{'工作日' if unit == '1' else '自然日'}"


@register.filter
def kilobytes(size: int) -> str:
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, size // 1024)} KB"


@register.filter
def starts(value: str, beginning: str) -> bool:
    return str(value).startswith(beginning)


# ---------- drawings ----------


@register.simple_tag
def asset(name: str) -> str:
    """Address of a file with the digest of its content."""
    return assets.address(name)


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of the sprite. Always beside words, so it is hidden from a screen reader."""
    css = f"ic ic--{kind}" if kind else "ic"
    href = f"{assets.address('look/icons.svg')}#i-{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


@register.simple_tag
def mark() -> SafeString:
    return MARK


@register.simple_tag
def state(kind: str, words: Any, icon_name: str = "") -> SafeString:
    """A state: icon and word. `kind` is ok, warn, bad, now, or empty for calm."""
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="tag{}">{}{}</span>', f" tag--{kind}" if kind else "", drawn, said(words))


@register.simple_tag
def bar(kind: str, value: float, most: float) -> SafeString:
    """A value on a scale from zero; the words beside it say the same."""
    share = 100 * min(max(float(value), 0.0), float(most)) / float(most or 1)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="all" width="100" height="1"/><rect class="{}" width="{}" height="1"/></svg>',
        kind,
        f"{share:.1f}",
    )


@register.simple_tag
def stretch(start: float, finish: float, most: float) -> SafeString:
    """A stretch of time on a scale from zero; what is done at once is a mark. The words beside it say the same."""
    scale = 100 / float(most or 1)
    return format_html(
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="all" width="100" height="1"/><rect class="word" x="{}" width="{}" height="1"/></svg>',
        f"{min(start * scale, 99):.1f}",
        f"{max((finish - start) * scale, 1):.1f}",
    )


_SHEET = mark_safe('<svg viewBox="0 0 46 60" aria-hidden="true"><path class="{}" d="M1 1h30l14 14v44H1z"/>{}</svg>')
_LINES = mark_safe('<path class="ln" d="M12 28h22M12 37h22M12 46h13"/>')
_TICK = mark_safe('<path class="tick" d="m14 33 7 7 12-14"/>')
_CUT = mark_safe('<path class="cut" d="M15 40 31 26"/>')
_SHEETS = {"mine": ("mine", _LINES), "gone": ("gone", _TICK), "cut": ("gone", _CUT), "open": ("gone", "")}
MOST_SHEETS = 12


@register.simple_tag
def papers(kinds: Iterable[str]) -> SafeString:
    """One sheet a material: `mine` the person gives, `gone` a source answers, `cut` nobody may ask."""
    kinds = list(kinds)[:MOST_SHEETS]
    return format_html_join("", _SHEET, (_SHEETS[kind] for kind in kinds))


@register.simple_tag
def written_act(kind: str = "sealed") -> SafeString:
    """A small picture of a written act: sealed, or a receipt with a code."""
    corner = (
        '<circle class="seal" cx="42" cy="61" r="9" stroke-width="1.8"/>'
        if kind == "sealed"
        else '<path class="sheet-line" d="M34 58h14v12H34zM37 61h3v3h-3z"/>'
    )
    lines = '<path class="sheet-line" d="M16 14h26M10 27h38M10 34h38M10 41h38M10 48h22"/>'
    return mark_safe(f'<svg class="paper__sheet" viewBox="0 0 58 78" aria-hidden="true">{lines}{corner}</svg>')


# ---------- components ----------


@register.inclusion_tag("look/days.html")
def clock_line(clock: Any, brief: bool = False) -> dict[str, Any]:
    """The legal clock (`look.clocks.Clock`): one cell a day; `brief` names the days instead of counting them."""
    return {"clock": clock, "cells": clock.cells if clock else [], "brief": brief}


@register.inclusion_tag("look/steps.html")
def steps(names: Iterable[Any], current: int) -> dict[str, Any]:
    """Where one is in a flow of at most six steps; `current` counts from 0."""
    return {"steps": [(name, index < current, index == current) for index, name in enumerate(names)]}


@register.inclusion_tag("look/errors.html")
def errors(found: Any) -> dict[str, Any]:
    """What has to be changed, with links to the fields; moved into focus. `found` are fields with an error."""
    return {"found": [field for field in found or () if field.error]}


@register.inclusion_tag("look/field.html")
def field(one: Any) -> dict[str, Any]:
    """One field: label, hint, error, box, in that order."""
    return {"field": one}


@register.inclusion_tag("look/empty.html")
def empty(icon_name: str, title: str, words: str = "", href: str = "", link: str = "") -> dict[str, str]:
    """What will be here, and one way on."""
    return {"icon_name": icon_name, "title": title, "words": words, "href": href, "link": link}


@register.inclusion_tag("look/more.html", takes_context=True)
def more(context: Any, cursor: str | None, words: str = "") -> dict[str, Any]:
    """One link to what follows; nothing when this was the last page."""
    query = context["request"].GET.copy()
    is_later = query.pop("after", None)
    first = f"?{query.urlencode()}" if is_later else ""
    query["after"] = cursor or ""
    return {
        "address": f"?{query.urlencode()}" if cursor else "",
        "words": words or gettext("下一页"),
        "first": first,
    }


@register.simple_tag
def hidden(name: str, value: Any) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, "" if value is None else value)


_NEEDS = {**dict.fromkeys(("missing", "uploaded", "later", "optional"), "mine"), "no_basis": "cut", "unchecked": "open"}


@register.simple_tag
def sheets(needs: Iterable[Any]) -> SafeString:
    """The sheets of a checklist's needs."""
    return papers(_NEEDS.get(need.state, "gone") for need in needs)


_ACCEPT = {"pdf": "application/pdf,.pdf", "image": "image/jpeg,image/png,image/webp"}


@register.filter
def accepted(kinds: Iterable[str]) -> str:
    """What a file button offers, from a material's `accept`."""
    return ",".join(_ACCEPT[kind] for kind in kinds if kind in _ACCEPT)
