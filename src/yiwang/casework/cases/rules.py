"""The rules that bind a case: limits of its pinned item version, and what the city's pack says for all items."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yiwang.casework.cases.asking import MOST_EXTENSION_DAYS
from yiwang.casework.cases.clock import WORKING, Limit, Rules
from yiwang.casework.cases.models import Case
from yiwang.kit.calendar import workdays
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.pack import Pack
from yiwang.registers.definition import ItemDefinition, Limits
from yiwang.registers.definition import Limit as Declared


@dataclass(frozen=True)
class CityRules:
    """`[rules]` of city.toml. Days are working days, but those for an administrative review: calendar days."""

    completeness_days: int = 5
    completion_days: int = 15
    lapse_days: int = 0
    warn_yellow: float = 0.7
    warn_red: float = 0.9
    extension_days: int = MOST_EXTENSION_DAYS
    review_days: int = 60
    lawsuit_months: int = 6


def city() -> CityRules:
    """The rules of the pack, read once in the process."""
    return _of_folder(Path(settings.PACK))


def of_case(definition: ItemDefinition, case: Case) -> Rules:
    """The rules of the clock for a case under its pinned version: the limits of its situation."""
    # Answers are encrypted and left out of lists: read only where the limits hang on them.
    return _of_limits(definition.limits_for(case.answers) if definition.situations else definition.limits)


def _of_limits(limits: Limits) -> Rules:
    general = city()
    return Rules(
        statutory=_limit(limits.statutory),
        promised=_limit(limits.promised),
        completion=_limit(limits.completion) or Limit(general.completion_days),
        completeness=Limit(general.completeness_days, WORKING),
        grace=general.lapse_days,
        yellow=general.warn_yellow,
        red=general.warn_red,
    )


def mark() -> str:
    """A digest of calendar and rules: where a case's index columns bear another, they are read again."""
    return _mark(workdays.current(), city())


@lru_cache(maxsize=4)
def _mark(days: workdays.Calendar, general: CityRules) -> str:
    said = [sorted(map(str, days.off)), sorted(map(str, days.worked)), sorted(days.years), general]
    return sm3(repr(said).encode()).hex()


def _limit(declared: Declared | None) -> Limit | None:
    return Limit(declared.count, declared.unit) if declared else None


@lru_cache(maxsize=4)
def _of_folder(folder: Path) -> CityRules:
    said = Pack(folder).file("city").data.get("rules", {})
    return CityRules(**{name: said[name] for name in CityRules.__dataclass_fields__ if name in said})
