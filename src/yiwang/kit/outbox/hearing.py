"""Who hears what. Handlers register by decorator when `config.wiring` imports the rooms' handlers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")
_events: dict[str, type] = {}
_handlers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


def kind_of(event: type) -> str:
    """`cases.CaseMoved` for yiwang.casework.cases.events.CaseMoved."""
    return f"{event.__module__.split('.')[-2]}.{event.__name__}"


def hears(event: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Register a handler: idempotent, one service call, no network inside the transaction."""

    def register(handler: Callable[[Event], None]) -> Callable[[Event], None]:
        kind = kind_of(event)
        _events[kind] = event
        if handler not in _handlers[kind]:
            _handlers[kind].append(handler)
        return handler

    return register


def name_of(handler: Callable[..., None]) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def handlers_of(kind: str) -> list[Callable[[Any], None]]:
    return list(_handlers.get(kind, ()))


def event_of(kind: str, body: dict[str, Any]) -> Any:
    """The frozen dataclass that was told; its values are plain (text, numbers, booleans)."""
    return _events[kind](**body)
