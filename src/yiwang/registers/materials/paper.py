"""A paper as the registry declares it, read strictly. Pure; no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.kit.pack import Pack

Declared = Mapping[str, Any]
UNITS = {
    "years": ("年", "year", "years"),
    "months": ("个月", "month", "months"),
    "days": ("天", "day", "days"),
}


@dataclass(frozen=True)
class Validity:
    """How old a paper may be when it is handed in, or how long it stays valid; in words, with the law behind it."""

    words: Text
    basis: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper 材料. Codes are the standard's; `aliases` are other names that items and people use for it."""

    key: str
    name: Text
    aliases: tuple[str, ...] = ()
    kind: str = "3"
    form: str = "3"
    source: str = "10"
    issuer: str = ""
    licence: str = ""
    resource: str = ""
    hint: Text = NOTHING
    validity: Validity | None = None
    accept: tuple[str, ...] = ("pdf", "image")
    size: str = ""
    has_blank: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the registered one first."""
        return (self.name.zh, self.name.en, *self.aliases)


def read(declared: Declared) -> Paper:
    """The paper that a checked declaration says."""
    plain = ("kind", "form", "source", "issuer", "licence", "resource", "size")
    words: dict[str, str] = {key: declared[key] for key in plain if key in declared}
    return Paper(
        key=declared["key"],
        name=Text(**declared["name"]),
        hint=Text(**declared["hint"]) if "hint" in declared else NOTHING,
        validity=_validity(declared.get("validity")),
        has_blank="blank" in declared,
        aliases=tuple(declared.get("aliases", ())),
        accept=tuple(declared.get("accept", ("pdf", "image"))),
        assumed=tuple(declared.get("assumed", ())),
        **words,
    )


def _validity(declared: Declared | None) -> Validity | None:
    if not declared:
        return None
    return Validity(validity_words(declared), declared.get("basis", ""))


def validity_words(declared: Declared) -> Text:
    """ "Valid for 6 months from its date", or the note where that says more."""
    if "note" in declared:
        return Text(**declared["note"])
    unit = next(unit for unit in UNITS if unit in declared)
    count, (zh, one, more) = declared[unit], UNITS[unit]
    return Text(f"出具后{count}{zh}内有效", f"Valid for {count} {one if count == 1 else more} from its date")


def of_pack(pack: Pack) -> dict[str, Declared]:
    """The declarations of a pack by key; one without a key or a name is left to the check to tell."""
    return by_key(file.plain for file in pack.files("materials"))


def by_key(declared: Iterable[Declared]) -> dict[str, Declared]:
    """Declarations by their keys; of two with one key the first."""
    found: dict[str, Declared] = {}
    for row in declared:
        if isinstance(row.get("key"), str) and isinstance(row.get("name"), dict):
            found.setdefault(row["key"], row)
    return found
