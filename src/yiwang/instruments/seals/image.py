"""The round seal of an office, drawn: ring, star, the name along the arc, what it is for below (国发〔1999〕25号).

Everything is a path: no font is needed to show it, and no reader can put another word in it. Units are tenths of a
millimetre of a seal 42 mm across.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from yiwang.kit.errors import Invalid, Text

VERMILION = "#c0271d"
SIZE = 420
RING = 12
MIDDLE = SIZE / 2
EDGE = MIDDLE - RING / 2 - 1
STAR = 66
TOP = EDGE - RING / 2 - 13
"""How far from the middle the heads of the name's characters are."""
CAPTION_AT = 130
"""How far below the middle the caption's own middle is."""


class CannotBeDrawn(Invalid):
    """The seal's font lacks a character of the name."""

    code = "seal_cannot_be_drawn"

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        zh, en = "、".join(characters), ", ".join(characters)
        super().__init__(Text(f"印章字体里没有这些字：{zh}。", f"The seal's font lacks these characters: {en}."))


@dataclass(frozen=True)
class Setting:
    """How the characters of a name are set: size of one, and the angle between neighbours, in degrees."""

    width: float
    height: float
    step: float


def setting(count: int) -> Setting:
    """A short name keeps air between its characters, a long one grows narrow, never small: as a seal cutter does it."""
    reach = min(238.0, 128 + 11.5 * count)
    step = min(reach / max(count - 1, 1), 34.0)
    height = 62 if count <= 14 else 62 - 1.6 * (count - 14)
    foot = TOP - height
    room = 2 * math.pi * (foot + height * 0.22) * step / 360
    return Setting(min(height * 0.84, room * 0.97), height, step)


@lru_cache(maxsize=512)
def seal(name: str, caption: str = "") -> str:
    """The seal as SVG; raises CannotBeDrawn, naming the characters."""
    missing = [c for c in dict.fromkeys(name + caption) if not c.isspace() and ord(c) not in _font().getBestCmap()]
    if missing:
        raise CannotBeDrawn(missing)
    label = f"{name} {caption}".strip()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" aria-label="{_plain(label)}">'
        f'<circle cx="{MIDDLE:g}" cy="{MIDDLE:g}" r="{EDGE:g}" fill="none" stroke="{VERMILION}" stroke-width="{RING}"/>'
        f'<g fill="{VERMILION}" stroke="{VERMILION}" stroke-width="1.6" stroke-linejoin="round">'
        f'<path d="{_star()}"/><path d="{_arc(name)}"/><path d="{_line(caption)}"/></g></svg>'
    )


def _star() -> str:
    points = []
    for index in range(10):
        radius = STAR if index % 2 == 0 else STAR * math.sin(math.radians(18)) / math.sin(math.radians(54))
        turn = math.radians(36 * index)
        points.append(f"{MIDDLE + radius * math.sin(turn):.2f} {MIDDLE - radius * math.cos(turn):.2f}")
    return "M" + "L".join(points) + "Z"


def _arc(name: str) -> str:
    set_as = setting(len(name))
    first = -set_as.step * (len(name) - 1) / 2
    drawn = []
    for index, letter in enumerate(name):
        turn = math.radians(first + index * set_as.step)
        radius = TOP - set_as.height / 2
        place = (MIDDLE + radius * math.sin(turn), MIDDLE - radius * math.cos(turn))
        drawn.append(_letter(letter, place, (set_as.width, set_as.height), turn))
    return "".join(drawn)


def _line(caption: str) -> str:
    """The caption: level, no wider than the room between the ends of the arc."""
    size = min(31.0, 208 / max(len(caption), 1))
    first = MIDDLE - size * 1.02 * (len(caption) - 1) / 2
    place = [(first + index * size * 1.02, MIDDLE + CAPTION_AT) for index in range(len(caption))]
    return "".join(_letter(letter, at, (size * 0.9, size * 1.1), 0) for letter, at in zip(caption, place, strict=True))


def _letter(letter: str, place: tuple[float, float], box: tuple[float, float], turn: float) -> str:
    """One character, its em square stretched to the box and turned about its middle."""
    font = _font()
    glyph = font.getGlyphSet()[font.getBestCmap().get(ord(letter), ".notdef")]
    em = font["head"].unitsPerEm
    across, up = box[0] / em, box[1] / em
    cos, sin = math.cos(turn), math.sin(turn)
    # Font units have y upwards and an em square that hangs 12 % below the line in this typeface.
    centre = (em / 2, _middle())
    x = place[0] - (across * cos * centre[0] + up * sin * centre[1])
    y = place[1] - (across * sin * centre[0] - up * cos * centre[1])
    pen = SVGPathPen(None, ntos=lambda value: f"{value:.1f}".rstrip("0").rstrip("."))
    glyph.draw(TransformPen(pen, (across * cos, across * sin, up * sin, -up * cos, x, y)))
    commands: str = pen.getCommands()
    return commands


@lru_cache(maxsize=1)
def _font() -> Any:
    return TTFont(pylopdf_fonts_zh_cn.serif_path(), lazy=True)


@lru_cache(maxsize=1)
def _middle() -> float:
    """The height of a full-size character's middle, in font units."""
    font = _font()
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord("国")]].draw(pen)
    return float(pen.bounds[1] + pen.bounds[3]) / 2


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
