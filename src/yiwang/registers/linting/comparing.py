"""What an item is compared with: how the other items call their papers and take them, what can be issued, by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.definition.elements import LicenceType
from yiwang.registers.linting.naming import canonical
from yiwang.registers.materials.paper import Paper


@dataclass(frozen=True)
class Use:
    """One item that asks for a paper, and how."""

    item: str
    material: Material


@dataclass(frozen=True)
class Beside:
    """`uses` are by the paper's canonical name. `levels` are of departments, by credit code.

    `licences`, `levels` and `papers` are None where nobody said what there is: then nothing is said about them either.
    """

    uses: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    licences: Mapping[str, LicenceType] | None = None
    levels: Mapping[str, str] | None = None
    papers: Mapping[str, Paper] | None = None
    """The registry of papers, each under every name it goes by."""

    def without(self, code: str) -> Beside:
        """The same, but for one item: what is being edited is not compared with what it was."""
        left = {paper: tuple(use for use in uses if use.item != code) for paper, uses in self.uses.items()}
        return replace(self, uses={paper: uses for paper, uses in left.items() if uses})

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """What each paper is called most often; of equally common names the plain one."""
        return {paper: _commonest(paper, uses) for paper, uses in self.uses.items()}

    def taken(self, material: Material, *, item: str) -> Use | None:
        """Another item that takes this paper from a source instead of asking for it; the source most often used."""
        uses = [use for use in self._taking.get(canonical(material.name.zh), ()) if use.item != item]
        counted = Counter((use.material.licence, use.material.resource) for use in uses)
        return max(uses, key=lambda use: (counted[use.material.licence, use.material.resource], use.item), default=None)

    @cached_property
    def _taking(self) -> Mapping[str, tuple[Use, ...]]:
        return {
            paper: found
            for paper, uses in self.uses.items()
            if (found := tuple(use for use in uses if use.material.licence or use.material.resource))
        }


def beside(
    items: Iterable[ItemDefinition],
    *,
    licences: Mapping[str, LicenceType] | None = None,
    levels: Mapping[str, str] | None = None,
    papers: Iterable[Paper] = (),
) -> Beside:
    """What these items say together, and what else is known of the city."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for item in items:
        for material in item.materials:
            uses[canonical(material.name.zh)].append(Use(item.code, material))
    # A city without a registry is not told that its papers are not in it.
    named = {name: paper for paper in papers for name in paper.names} or None
    return Beside({paper: tuple(found) for paper, found in uses.items()}, licences, levels, named)


def _commonest(paper: str, uses: tuple[Use, ...]) -> Text:
    counted = Counter(use.material.name.zh for use in uses)
    best = min(counted, key=lambda name: (-counted[name], name != paper, len(name), name))
    return next(use.material.name for use in uses if use.material.name.zh == best)
