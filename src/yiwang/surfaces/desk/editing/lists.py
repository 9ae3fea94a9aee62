"""What the boxes of the editor are chosen from."""

from __future__ import annotations

from django.conf import settings

from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import codes
from yiwang.registers.definition.known import Known
from yiwang.registers.materials import queries as materials
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.desk.editing.drawing import Choices

_SETS = (
    *("kind", "level", "subject", "handling", "channel", "stage", "result", "paper", "form", "origin", "necessity"),
    *("unit", "procedure", "remedy", "nature", "power", "area", "four"),
)
_WORDS: dict[str, list[tuple[str, Text]]] = {
    "audience": [("person", Text("个人", "People")), ("organisation", Text("法人", "Organisations"))],
    "decided_by": [
        ("officer", Text("工作人员", "An officer")),
        ("system", Text("系统：登记和证照都对得上，当场决定", "The system, where registers confirm everything")),
    ],
    "reach": [
        ("district", Text("本区", "The district")),
        ("city", Text("全市", "The city")),
        ("delta", Text("长三角", "The Yangtze Delta")),
        ("nation", Text("全国", "The nation")),
    ],
    "accept": [
        ("pdf", Text("PDF", "PDF")),
        ("image", Text("照片", "Pictures")),
        ("ofd", Text("OFD", "OFD")),
        ("word", Text("Word", "Word")),
        ("excel", Text("Excel", "Excel")),
        ("dwg", Text("CAD 图", "Drawings")),
    ],
}


def choices(known: Known) -> Choices:
    """Every list by its name, as it stands today; `known` is what an item of the city may name."""
    today, city = calendar.today(), settings.CITY
    made: dict[str, list[tuple[str, Text]]] = {
        key: [(code.value, code.name) for code in codes.sets()[key].on(today)] for key in _SETS
    }
    return {
        **made,
        **_WORDS,
        "departments": [(office.code, office.name) for office in offices.departments(city)],
        "topics": list(catalogue.topic_names(city).items()),
        "licences": [(key, kind.name) for key, kind in catalogue.licence_types().items()],
        "elements": [(key, each.name) for key, each in catalogue.elements().items()],
        "resources": [(key, Text(key, key)) for key in sorted(known.resources)],
        "powers": [(code, Text(code, code)) for code in sorted(known.powers)],
        "items": [(code, Text(code, code)) for code in sorted(known.items)],
        "papers": _papers(city),
    }


def _papers(city: str) -> list[tuple[str, Text]]:
    """The registry by every name, an alias with the name it stands for: typing any of them finds the paper."""
    registered = materials.registered(city)
    return sorted((name, paper.name) for paper in registered for name in (paper.name.zh, *paper.aliases))
