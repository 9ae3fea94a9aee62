"""Who acts: the one value that every service takes and every question starts from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["anonymous", "person", "staff", "system", "machine"]


@dataclass(frozen=True)
class Actor:
    """Somebody acting now, with what they may act as.

    `party` is the party acted for (a person themself, or an organisation they represent); `person` is the natural
    person at the keyboard. `post`, `office` and `roles` are set for staff. `name` is for journals, never for logs.
    `assurance` is how well the person's identity is known, 0 to 3 (see `parties.models.Party`).
    """

    kind: Kind
    account: int | None = None
    person: int | None = None
    party: int | None = None
    post: int | None = None
    office: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    name: str = ""
    assurance: int = 0

    def has(self, role: str) -> bool:
        return role in self.roles

    @property
    def reference(self) -> str:
        """An opaque reference for journal and ledger: it names nobody by itself."""
        number = {"staff": self.post, "person": self.person, "machine": self.account}.get(self.kind)
        return f"{self.kind}:{number}" if number is not None else self.kind


ANONYMOUS = Actor(kind="anonymous")
SYSTEM = Actor(kind="system", name="系统")
