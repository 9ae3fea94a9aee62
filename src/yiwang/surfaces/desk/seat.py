"""Who sits at the desk, and what every page of the desk shows: the seat in the top, the queues at the side."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.standing import CASE_ROLES
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotAllowed, Text
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look.signing import signed_in

ROLES = {
    "clerk": Text("收件", "Clerk"),
    "reviewer": Text("审查", "Reviewer"),
    "approver": Text("决定", "Approver"),
    "editor": Text("事项管理", "Item editor"),
    "publisher": Text("事项审核", "Item publisher"),
    "administrator": Text("系统管理", "Administrator"),
    "security": Text("安全管理", "Security"),
    "auditor": Text("审计", "Auditor"),
}
POWERS = ("administrator", "editor", "publisher")
AUDIT = ("auditor", "security")
OF_ME, OF_OFFICE = ("mine",), ("unassigned", "overdue", "waiting", "paused", "all", "closed")

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Entry:
    """One line of the rail."""

    label: Text
    address: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True)
class Group:
    title: Text
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Post:
    """What the top says about the seat."""

    title: Text


def at_desk(*roles: str) -> Callable[[View], View]:
    """Only for staff signed in, with one of these roles where any are named. Raises NotAllowed."""

    def wrap(view: View) -> View:
        @signed_in
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if roles and not request.actor.roles & set(roles):  # type: ignore[attr-defined]
                raise NotAllowed()
            return view(request, *args, **kwargs)

        return guarded

    return wrap


on_cases = at_desk(*sorted(CASE_ROLES))


def context(request: HttpRequest, section: str, counts: dict[str, int] | None = None) -> dict[str, Any]:
    """Seat and rail; `section` is the queue or page one is on. Without `counts` the rail asks for none."""
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "office": offices.office(actor.office),
        "post": Post(roles_of(actor)),
        "rail": _rail(actor, section, counts or {}),
        "section": section,
    }


def roles_of(actor: Actor) -> Text:
    held = [text for role, text in ROLES.items() if actor.has(role)]
    return Text("、".join(text.zh for text in held), ", ".join(text.en for text in held))


def first_place(actor: Actor) -> str:
    """Where somebody without cases begins: the first place of their rail. Raises NotAllowed where nothing is theirs."""
    for group in _rail(actor, "", {}):
        return group.entries[0].address
    raise NotAllowed()


def shown_count(count: int | None) -> str:
    """Counting stops at a thousand, and the page says so."""
    return "" if count is None else cases.shown_count(count)


def _rail(actor: Actor, section: str, counts: dict[str, int]) -> list[Group]:
    groups = []
    if actor.roles & CASE_ROLES:
        for title, queues in ((Text("我的", "My work"), OF_ME), (Text("部门", "Office"), OF_OFFICE)):
            groups.append(Group(title, tuple(_queue(name, section, counts) for name in queues)))
    groups += [Group(title, found) for title, lines in _PLACES if (found := _places(lines, actor, section))]
    return groups


def _queue(name: str, section: str, counts: dict[str, int]) -> Entry:
    address = f"{reverse('desk:work')}?queue={name}"
    return Entry(cases.QUEUES[name][0], address, shown_count(counts.get(name)), name == section)


def _places(lines: tuple[tuple[str, Text, tuple[str, ...]], ...], actor: Actor, section: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(label, reverse(f"desk:{name}"), current=name == section)
        for name, label, roles in lines
        if actor.roles & set(roles)
    )


_PLACES = (
    (
        Text("窗口", "Window"),
        (
            ("accept", Text("收件", "Take an application"), ("clerk",)),
            ("received", Text("我收的件", "Received by me"), ("clerk",)),
            ("licences", Text("证照", "Licences"), ("clerk", "reviewer", "approver")),
        ),
    ),
    (
        Text("事项", "Items"),
        (("catalogue", Text("事项库", "Catalogue"), ("editor", "publisher")),),
    ),
    (
        Text("管理", "Administration"),
        (
            ("posts", Text("岗位", "Posts"), ("administrator",)),
            ("powers", Text("权力", "Powers"), POWERS),
            ("ledger", Text("账本", "Ledger"), AUDIT),
        ),
    ),
)
