"""Programs that are not ours read what we give out: QR codes, seals, certificates, numbers, pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from lxml import etree, html
from PIL import Image
from stdnum.cn import ric, uscc

from tests.access.routes import routes
from tests.access.test_matrix import GUARDED, values_of
from tests.access.world import World, citizen, staff
from tests.registers import people
from yiwang.instruments.licences.models import Licence
from yiwang.kit.codes import citizen as citizens
from yiwang.kit.codes import credit

POPPLER = "the program `pdftoppm` is not installed: the printed licence was not read back"


def paper(world: World) -> bytes:
    identifier = world.objects["identifier"]
    return citizen(world.owner).get(f"/licences/{identifier}/pdf/").getvalue()


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason=POPPLER)
def test_the_qr_code_printed_on_a_licence_leads_to_its_verification(world: World, tmp_path: Path) -> None:
    (tmp_path / "licence.pdf").write_bytes(paper(world))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "licence.pdf", "page"], cwd=tmp_path, check=True)
    read = [code.text for file in tmp_path.glob("page*.png") for code in zxingcpp.read_barcodes(Image.open(file))]
    code = Licence.objects.get(identifier=world.objects["identifier"]).code
    (address,) = read
    assert address.startswith(f"{settings.PUBLIC_URL}/verify/")
    answer = Client().get(address.removeprefix(settings.PUBLIC_URL))
    assert answer.status_code == 200 and code.replace("-", "") in address.replace("-", "").upper()


def test_the_qr_code_on_a_receipt_page_leads_to_the_case(world: World) -> None:
    page = html.fromstring(citizen(world.owner).get(f"/apply/{world.filed['portal']}/receipt/").content.decode())
    pictures = [node for node in page.iter() if node.tag == "svg" and node.get("width") != "0"]
    read = {text for picture in pictures for text in read_svg(picture)}
    assert read == {f"{settings.PUBLIC_URL}/cases/{world.objects['granted']}/"}


def read_svg(picture: html.HtmlElement) -> list[str]:
    """The modules of an SVG code, drawn as its one path says, read by a reader of photographs."""
    paths = [node.get("d", "") for node in picture.iter() if node.tag == "path"]
    drawn = max(paths, key=len, default="")
    if len(drawn) < 500:
        return []
    box = [float(part) for part in (picture.get("viewbox") or picture.get("viewBox") or "0 0 60 60").split()]
    image = draw(drawn, int(box[2]), int(box[3]))
    return [code.text for code in zxingcpp.read_barcodes(image)]


def draw(path: str, width: int, height: int, scale: int = 6) -> Image.Image:
    """Lines as segno writes them: M, m, h with a stroke of one module."""
    image, x, y = Image.new("L", (width * scale, height * scale), 255), 0.0, 0.0
    for command, numbers in re.findall(r"([MmhHvV])([^MmhHvVzZ]*)", path):
        values = [float(part) for part in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        elif command == "h":
            corner = (int(x * scale), int((y - 0.5) * scale))
            image.paste(0, (*corner, int((x + values[0]) * scale), int((y + 0.5) * scale)))
            x += values[0]
    return image


@pytest.mark.parametrize("serial", range(0, 1000, 7))
def test_python_stdnum_agrees_with_our_numbers(serial: int) -> None:
    number, code = people.citizen_number(serial), people.credit_code(serial)
    assert ric.is_valid(number) and citizens.parse(number).number == number
    assert uscc.is_valid(code) and credit.parse(code).code == code
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert not ric.is_valid(wrong)


# -- every page is a page -----------------------------------------------------------------------------------------

SIMPLE = [route for route in routes() if not route.objects and not route.name.startswith("api:")]
TOLERATED = re.compile(
    r"Tag (svg|path|use|g|circle|rect|line|polyline|polygon|ellipse|defs|symbol|text|tspan|title|desc|clippath|textpath"
    r"|header|main|nav|footer|section|article|aside|details|summary|time|dialog|output|figure|figcaption|mark|search"
    r"|template|progress|meter|data|hgroup|picture) invalid"
)


def faults_of(body: str) -> list[str]:
    """What libxml2 has to say, apart from elements younger than it; and what no page may be without."""
    parser = etree.HTMLParser(recover=True)
    tree = etree.parse(io.StringIO(body), parser)
    faults = [f"{e.line}: {e.message}" for e in parser.error_log if not TOLERATED.match(e.message)]
    ids = tree.xpath("//@id")
    faults += [f"id {each} is given twice" for each in {i for i in ids if ids.count(i) > 1}]
    faults += [f"label for {each}, which is not there" for each in set(tree.xpath("//label/@for")) - set(ids)]
    known = set(ids)
    for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
        faults += [
            f"{name} {each}" for group in tree.xpath(f"//@{name}") for each in group.split() if each not in known
        ]
    faults += [
        f"{each} has no words" for each in ("title", "h1") if not "".join(tree.xpath(f"//{each}//text()")).strip()
    ]
    return faults + ([] if tree.xpath("/html/@lang") else ["no language"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_well_formed(world: World, language: str) -> None:
    found: dict[str, list[str]] = {}
    browsers = {"portal": citizen(world.owner), "desk": staff(world.scene.clerk), "": Client()}
    browsers["administrator"], browsers["auditor"] = staff(world.administrator), staff(world.scene.auditor)
    for route in [*SIMPLE, *GUARDED]:
        for who in [route.name.partition(":")[0], "administrator", "auditor", ""]:
            browser = browsers.get(who)
            if browser is None:
                continue
            browser.cookies["yiwang_language"] = language
            answer = browser.get(route.address(**values_of(world, route)))
            body = answer.getvalue().decode() if answer.get("Content-Type", "").startswith("text/html") else ""
            if body and (faults := faults_of(body)):
                found[f"{route.name} ({who}) {answer.status_code}"] = faults
    assert found == {}
