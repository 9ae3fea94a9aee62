"""The round seal: every name of 6 to 24 characters fits its ring."""

from __future__ import annotations

import re

import pytest

from yiwang.instruments.seals import image, queries

NAME = "中国上海自由贸易试验区临港新片区管理委员会综合处理科"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def points(svg: str) -> list[tuple[float, float]]:
    """Every point of every letter: the paths use H and V too, whose other coordinate is the point before."""
    found, x, y = [], 0.0, 0.0
    for path in re.findall(r'<path d="([^"]+)"', svg):
        for command, values in re.findall(r"([MLHVCQZ])([^MLHVCQZ]*)", path):
            numbers = [float(n) for n in NUMBER.findall(values)]
            if command == "H":
                numbers = [numbers[0], y]
            elif command == "V":
                numbers = [x, numbers[0]]
            pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
            found += pairs
            if pairs:
                x, y = pairs[-1]
    return found


@pytest.mark.parametrize("count", range(6, 25))
def test_letters_stay_inside_the_ring_and_apart_from_each_other(count: int) -> None:
    svg = image.seal(NAME[:count], "行政许可专用章")
    inner = image.EDGE - image.RING / 2
    for x, y in points(svg):
        assert (x - image.MIDDLE) ** 2 + (y - image.MIDDLE) ** 2 < inner**2
    set_as = image.setting(count)
    assert set_as.width <= 2 * 3.15 * (image.TOP - set_as.height * 0.75) * set_as.step / 360
    assert set_as.step * (count - 1) <= 240


def test_it_needs_no_font_and_holds_no_text_element() -> None:
    svg = image.seal("上海市民政局", "婚姻登记专用章")
    assert "<text" not in svg and "font" not in svg and "style=" not in svg
    assert svg.count("<path") == 3


def test_a_name_the_font_cannot_draw_is_refused_and_named() -> None:
    with pytest.raises(image.CannotBeDrawn) as refused:
        image.seal("上海\U0002a6a5局")
    assert refused.value.characters == ["\U0002a6a5"]


def test_a_name_cannot_smuggle_markup_into_the_picture() -> None:
    assert '"><' not in image.seal('上海"><局').split("aria-label=")[1].split("<circle")[0].replace('">', "", 1)


def test_the_seal_of_an_office_says_its_name(office: int) -> None:
    assert "上海市黄浦区市场监督管理局 行政许可专用章" in queries.seal_image(office, "行政许可专用章")
