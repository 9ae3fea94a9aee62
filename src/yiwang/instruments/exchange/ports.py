"""What a base register must be able to do for us. An adapter does it; `config.wiring` says which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

ReplyState = Literal["confirmed", "different", "unknown"]


class NotReachable(Exception):
    """The register did not give a usable answer in time. The text is for the log and names no person."""


@dataclass(frozen=True)
class Question:
    """One question: `asks` is compared with the register's row, `returns` are the fields wanted back."""

    register: str
    resource: str
    asks: dict[str, str]
    returns: tuple[str, ...]
    purpose: str
    reference: str
    """The number of the case or draft it is asked for: opaque to the register, kept by it for its own journal."""


@dataclass(frozen=True)
class Reply:
    """What a register said: whether it agrees, and the fields it gave back, not yet cut to what was granted."""

    state: ReplyState
    values: dict[str, object] = field(default_factory=dict)


class Register(Protocol):
    """The base registers of the outside, whichever way they are reached."""

    def reachable(self, register: str) -> bool:
        """False while recent failures say that asking would only cost the reader time."""

    def query(self, question: Question) -> Reply:
        """Ask; at most three seconds. Raises NotReachable."""


class NotWired(RuntimeError):
    """No adapter stands behind the port: a fault of the installation, seen at start-up."""


_register: Register | None = None


def use(register: Register) -> None:
    """Put an adapter behind the port."""
    global _register  # noqa: PLW0603
    _register = register


def current() -> Register:
    """The adapter behind the port; raises NotWired."""
    if _register is None:
        raise NotWired("No base register is wired: set YIWANG_REGISTERS_URL.")
    return _register
