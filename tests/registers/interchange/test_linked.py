"""The catalogue as linked data conforms to CPSV-AP 3.2, judged by its own SHACL shapes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from tests.registers import people
from tests.registers.catalogue import items
from tests.registers.definition.test_codes import FULL
from yiwang.kit.errors import NotFound, Text
from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import services
from yiwang.registers.definition import read
from yiwang.registers.interchange import linked
from yiwang.registers.interchange.linked.graph import CPSV, CV

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("YIWANG_SHARED", ROOT.parent / "shared"))
SHAPES = SHARED / "contracts" / "cpsv-ap-3.2.0-shacl.ttl"
BASE = "https://city.example"


def one(**more: Any) -> linked.Catalogue:
    entry = linked.Entry(read(items.item(**more)), Text("样例局", "Example office"))
    return linked.Catalogue(
        BASE, "310000", Text("样例市", "Example City"), (entry,), {"farming": Text("农", "Farming")}
    )


def graph(catalogue: linked.Catalogue, form: str = "ttl") -> Graph:
    return Graph().parse(data=linked.written(catalogue, form), format={"ttl": "turtle", "jsonld": "json-ld"}[form])


@cache
def shapes() -> Graph:
    if not SHAPES.exists():
        print(f"\n!!! {SHAPES} is not there: conformity with CPSV-AP was NOT tried. Set YIWANG_SHARED. !!!")
        pytest.skip("shapes of CPSV-AP not at hand: set YIWANG_SHARED")
    return Graph().parse(SHAPES)


def conforms(found: Graph) -> tuple[bool, str]:
    from pyshacl import validate

    held, _, told = validate(found, shacl_graph=shapes())
    return held, told


def test_one_item_with_every_element_conforms() -> None:
    held, told = conforms(graph(one(**FULL)))
    assert held, told


def test_the_whole_pack_conforms() -> None:
    pack = Pack(ROOT / "packs" / "shanghai")
    found = graph(linked.of_pack(pack, BASE))
    assert len(set(found.subjects(RDF.type, CPSV.PublicService))) == len(pack.files("items"))
    held, told = conforms(found)
    assert held, told[:3000]


SERVICE = URIRef(f"{BASE}/items/310117001000/#service")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (lambda g: g.remove((SERVICE, DCTERMS.identifier, None)), "identifier"),
        (lambda g: g.remove((SERVICE, DCTERMS.description, None)), "description"),
        (lambda g: g.remove((SERVICE, CV.hasCompetentAuthority, None)), "hasCompetentAuthority"),
        (lambda g: g.remove((None, RDF.type, CV.EvidenceType)), "hasInputType"),
        (lambda g: g.add((SERVICE, CV.processingTime, Literal("four days"))), "processingTime"),
        (lambda g: g.add((SERVICE, DCTERMS.title, Literal("no language"))), "title"),
    ],
)
def test_a_broken_graph_does_not_conform(broken: Any, says: str) -> None:
    found = graph(one())
    broken(found)
    held, told = conforms(found)
    assert not held and says in told


def test_both_forms_say_the_same() -> None:
    first, second = graph(one(**FULL)), graph(one(**FULL), "jsonld")
    assert set(first) == set(second) and len(first) > 80


def test_what_no_law_asks_for_is_not_part_of_the_service() -> None:
    asked = {str(node) for node in graph(one()).objects(SERVICE, CV.hasInputType)}
    assert {node.rpartition("-")[2] for node in asked} == {"identity", "plan", "water"}


def test_a_law_whose_address_is_no_address_harms_nothing() -> None:
    found = graph(one(basis=[{"law": "样例法 <i>", "article": "“一”", "url": "javascript:x y"}]))
    assert conforms(found)[0]


@pytest.mark.django_db
def test_the_citys_catalogue_changes_its_mark_when_it_changes() -> None:
    people.department(1)
    services.publish(city=people.SHANGHAI, items=[items.item()], elements=items.ELEMENTS)
    first, mark = linked.published(people.SHANGHAI, BASE, "ttl")
    assert "稻田养鸭许可" in first
    services.publish(city=people.SHANGHAI, items=[items.item(name=items.text("养鹅"))], elements=items.ELEMENTS)
    second, later = linked.published(people.SHANGHAI, BASE, "ttl")
    assert "养鹅" in second and later != mark
    with pytest.raises(NotFound):
        linked.published("999999", BASE, "ttl")
