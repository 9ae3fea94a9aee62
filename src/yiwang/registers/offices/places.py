"""Where an address lies: the district, street or zone it names, and everything around that. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from yiwang.kit.errors import Text


@dataclass(frozen=True)
class Area:
    """A division or a zone. `covers`: of a zone, the divisions that lie in it; `also`: other names of it."""

    code: str
    name: str
    level: str
    parent: str = ""
    covers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    name_en: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(plain(name) for name in (self.name, *self.also))


@dataclass(frozen=True)
class Gazetteer:
    """The areas of a city, asked by address and by code."""

    areas: dict[str, Area] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Gazetteer:
        return cls({area.code: area for area in areas})

    def name(self, code: str) -> Text:
        """What an area is called; its code where it is not known."""
        area = self.areas.get(code)
        return Text(area.name, area.name_en or area.name) if area else Text(code, code)

    def place(self, address: str) -> str:
        """The code of the most precise area that an address names; empty where it names none for certain.

        A zone counts before a street and a street before its district. Where a district is named, a street of another
        one is a road of that name; without a district a street counts only if no other is called the same.
        """
        said = plain(address)
        districts = self._named(said, "district")
        district = districts[0].code if len(districts) == 1 else ""
        for level in ("zone", "street"):
            found = [area for area in self._named(said, level) if not district or self._meets(area, district)]
            if longest := _longest(found, said):
                return longest.code
        return district

    def around(self, code: str) -> tuple[str, ...]:
        """The area itself and all it lies in, the smallest first: a street, its zones, its district, its city."""
        found: list[str] = []
        here: str = code
        while here in self.areas and here not in found:
            found.append(here)
            found += self._zones.get(here, ())
            here = self.areas[here].parent
        return tuple(dict.fromkeys(found))

    def district(self, code: str) -> str:
        """The district that a place lies in; empty for what lies in none or in several."""
        found = {part for part in self.around(code) if self.areas[part].level == "district"}
        return found.pop() if len(found) == 1 else ""

    def within(self, code: str) -> tuple[str, ...]:
        """The area itself and all that lies in it."""
        return tuple(sorted(each for each in self.areas if code in self.around(each)))

    @cached_property
    def _zones(self) -> dict[str, list[str]]:
        """By division, the zones that cover it, the smallest first."""
        found: dict[str, list[str]] = {}
        for zone in sorted(self.areas.values(), key=lambda area: (len(area.covers), area.code)):
            for part in zone.covers:
                found.setdefault(part, []).append(zone.code)
        return found

    def _named(self, said: str, level: str) -> list[Area]:
        return [area for area in self.areas.values() if area.level == level and _hit(area, said)]

    def _meets(self, area: Area, district: str) -> bool:
        parts = (area.code, *area.covers)
        return any(district in self.around(part) for part in parts)


def _hit(area: Area, said: str) -> int:
    """How long the name is that the address says; 0 where it says none."""
    return max((len(name) for name in area.names if len(name) > 1 and name in said), default=0)


def _longest(found: list[Area], said: str) -> Area | None:
    """The one with the longest name, if there is one: 张江高科技园区 is not 张江镇."""
    ranked = sorted(found, key=lambda area: -_hit(area, said))
    if not ranked or (len(ranked) > 1 and _hit(ranked[0], said) == _hit(ranked[1], said)):
        return None
    return ranked[0]


def plain(text: str) -> str:
    """Without blanks, in half width: （ and ( are one."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
