"""Papers a person can print, archive and check, with every character of every name in them."""

from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from yiwang.kit.documents import MissingGlyph, missing_glyphs, pictures, qr, render

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><circle cx="100" cy="100" r="95" fill="none"'
    ' stroke="#c8102e" stroke-width="6"/><text x="100" y="170" font-family="Noto Serif SC" font-size="18"'
    ' fill="#c8102e" text-anchor="middle">{words}</text></svg>'
)


def letter(**changed: Any) -> dict[str, Any]:
    return {
        "title": "准予行政许可决定书",
        "number": "沪市监许〔2026〕第000123号",
        "head": "上海市市场监督管理局",
        "office": "上海市市场监督管理局",
        "addressee": "沈小满：",
        "date": "2026年11月23日",
        "paragraphs": ["经审查，你的申请符合条件，本机关决定准予许可。"],
        "fields": [["经营者名称", "满记小吃店"], ["注册资金", Decimal("10.00")], ["有效期至", date(2031, 11, 22)]],
    } | changed


def words(pdf: bytes) -> str:
    """The text of a PDF without the blanks that setting puts between scripts."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_letter_says_everything_it_was_given() -> None:
    said = words(render("letter", letter(), made_at=AT))
    for part in ("准予行政许可决定书", "沪市监许〔2026〕第000123号", "沈小满：", "满记小吃店", "10.00", "2031-11-22"):
        assert part in said


def test_it_is_pdf_a_2b_with_its_fonts_inside() -> None:
    pdf = PdfReader(io.BytesIO(render("letter", letter(), made_at=AT)))
    told = pdf.xmp_metadata.rdf_root.toxml() if pdf.xmp_metadata else ""
    assert "<pdfaid:part>2</pdfaid:part>" in told and "<pdfaid:conformance>B</pdfaid:conformance>" in told
    assert "/OutputIntents" in pdf.trailer["/Root"]
    fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_the_same_paper_made_twice_is_the_same_file() -> None:
    assert render("letter", letter(), made_at=AT) == render("letter", letter(), made_at=AT)
    assert render("letter", letter(), made_at=AT) != render("letter", letter(number="2"), made_at=AT)


NASTY = '#sys.inputs ] } $x$ *b* _i_ @ref <lab> \\ // end #panic() `raw` = head #import "x" [[ /* '


@pytest.mark.parametrize("field", ["title", "number", "head", "office", "addressee", "date", "verify"])
def test_text_is_never_markup(field: str) -> None:
    said = words(render("letter", letter(**{field: NASTY}), {"qr.svg": qr.svg("x").encode()}, made_at=AT))
    assert "".join(NASTY.split()) in said


def test_paragraphs_and_fields_are_never_markup() -> None:
    said = words(render("letter", letter(paragraphs=[NASTY], fields=[[NASTY, NASTY]]), made_at=AT))
    assert said.count("#panic()") == 3


def test_a_character_without_glyph_is_refused_and_named() -> None:
    with pytest.raises(MissingGlyph) as refused:
        render("letter", letter(addressee="王\U0002a700和\U00030000："), made_at=AT)
    assert refused.value.characters == ["\U0002a700", "\U00030000"]
    assert "U+2A700" in refused.value.citizen.zh and "U+30000" in refused.value.citizen.en


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("居民身份证 ABC 123，。《》〔〕—", []),
        ("一行\r\n又一行\t", []),
        ("䶮喆犇龘玥", []),
        ("\U0002a700", ["\U0002a700"]),
        ("和\u200b零宽", ["\u200b"]),
        ("反\u202e向", ["\u202e"]),
        ("\x00", ["\x00"]),
        ("🙂🙂", ["🙂"]),
    ],
)
def test_which_characters_cannot_be_printed(text: str, missing: list[str]) -> None:
    assert missing_glyphs(text) == missing


def test_a_character_deep_in_the_data_or_in_a_seal_is_found() -> None:
    with pytest.raises(MissingGlyph):
        render("letter", letter(fields=[["姓名", "\U0002a700"]]), made_at=AT)
    with pytest.raises(MissingGlyph):
        render("letter", letter(), {"seal.svg": SEAL.format(words="&#x2A700;").encode()}, made_at=AT)


def test_seal_and_code_stand_at_the_foot_of_the_page_and_the_code_can_be_read() -> None:
    address = "https://example.org/verify/1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
    files = {"seal.svg": SEAL.format(words="行政审批专用章").encode(), "qr.svg": qr.svg(address).encode()}
    (page,) = pictures("letter", letter(), files, pixels_per_inch=150)
    image = Image.open(io.BytesIO(page)).convert("RGB")
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == address
    assert code.position.top_left.y > image.height * 0.7 and code.position.bottom_right.x < image.width / 2
    red = [
        (x, y)
        for y in range(image.height // 2, image.height, 3)
        for x in range(0, image.width, 3)
        if (p := image.getpixel((x, y)))[0] > 150 and p[1] < 90 and p[2] < 90
    ]
    assert len(red) > 100 and min(x for x, _ in red) > image.width / 2


def test_a_picture_may_be_a_png() -> None:
    (page,) = pictures("letter", letter(), {"qr.svg": qr.svg("x").encode(), "photo.png": qr.png("y")})
    assert page.startswith(b"\x89PNG")


def test_a_long_letter_has_numbered_pages_and_is_signed_once() -> None:
    files = {"qr.svg": qr.svg("x").encode()}
    pdf = render("letter", letter(paragraphs=["很长的一段话。" * 60] * 8), files, made_at=AT)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in "".join(page.extract_text().split())
    assert words(pdf).count("2026年11月23日") == 1


def test_a_rooms_own_template_uses_the_base_style(tmp_path: Path) -> None:
    template = tmp_path / "permit.typ"
    template.write_text(
        '#import "/kit/documents/templates/base.typ": *\n#show: document.with(title: data.title)\n#data.body\n', "utf-8"
    )
    assert "满记小吃店" in words(render(template, {"title": "许可证", "body": "满记小吃店"}, made_at=AT))


def test_a_template_may_attach_the_data_it_prints(tmp_path: Path) -> None:
    template = tmp_path / "data.typ"
    template.write_text(
        '#import "/kit/documents/templates/base.typ": *\n#show: document.with(title: data.title)\n'
        '#pdf.attach("data.json", bytes(data.body), relationship: "data", mime-type: "application/json",'
        ' description: "data")\n',
        "utf-8",
    )
    pdf = PdfReader(io.BytesIO(render(template, {"title": "许可证", "body": "{}"}, made_at=AT, standard="a-3b")))
    assert {name: bytes(parts[0]) for name, parts in pdf.attachments.items()} == {"data.json": b"{}"}
    with pytest.raises(RuntimeError):
        render(template, {"title": "许可证", "body": "{}"}, made_at=AT)


def test_a_template_cannot_read_outside_the_package(tmp_path: Path) -> None:
    template = tmp_path / "thief.typ"
    template.write_text('#read("/../../pyproject.toml")', "utf-8")
    with pytest.raises(RuntimeError):
        render(template, {}, made_at=AT)


def test_papers_made_at_once_do_not_mix() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda n: render("letter", letter(number=f"第{n:04d}号"), made_at=AT), range(12)))
    assert [f"第{n:04d}号" in words(pdf) for n, pdf in enumerate(made)] == [True] * 12


def test_the_compiler_is_reused() -> None:
    render("letter", letter(), made_at=AT)
    started = time.perf_counter()
    for number in range(10):
        render("letter", letter(number=str(number)), made_at=AT)
    # A compiler of its own for each paper takes half a second; reused it takes about ten milliseconds.
    assert (time.perf_counter() - started) / 10 < 0.2


@pytest.mark.parametrize("text", ["https://example.org/v/1", "亮证 310000", "A" * 300])
def test_a_code_is_read_back(text: str) -> None:
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(text))))
    assert read.text == text
    assert qr.svg(text).startswith("<svg") and "viewBox" in qr.svg(text)
