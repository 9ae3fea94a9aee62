"""A catalogue as a graph of the Core Public Service Vocabulary, application profile 3.2.0. Pure: no database.

A service is a fragment of its page, and so is what belongs to it alone; what several share is one of the catalogue.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from rdflib import DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT
from rdflib.term import Node

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Basis, Fee, ItemDefinition, Limit, Material, codes

CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
LANGUAGES = Namespace("http://publications.europa.eu/resource/authority/language/")
CURRENCIES = Namespace("http://publications.europa.eu/resource/authority/currency/")
FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}
_PREFIXES: Mapping[str, Any] = {
    **{"cv": CV, "cpsv": CPSV, "eli": ELI, "adms": ADMS, "dct": DCTERMS, "dcat": DCAT, "foaf": FOAF, "org": ORG},
    **{"skos": SKOS, "rdfs": RDFS, "xsd": XSD},
}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_UNITS = {"1": Text("个工作日", "working days"), "2": Text("个自然日", "calendar days")}


@dataclass(frozen=True)
class Entry:
    """One item with the office that decides it; `others` are the offices of its districts, by credit code."""

    item: ItemDefinition
    office: Text
    others: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """What a city offers. `base` is its public address, without a slash at the end."""

    base: str
    city: str
    name: Text
    entries: tuple[Entry, ...]
    topics: Mapping[str, Text] = field(default_factory=dict)


def written(catalogue: Catalogue, form: str) -> str:
    """The whole graph as "ttl" or "jsonld"."""
    return _Writer(catalogue).graph().serialize(format=FORMATS[form], auto_compact=True)


class _Writer:
    """Builds the graph; each method adds one kind of thing and returns its node."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.made = catalogue, Graph(bind_namespaces="none")
        self.whole = URIRef(f"{catalogue.base}/api/v1/catalogue")
        for prefix, names in _PREFIXES.items():
            self.made.bind(prefix, names)

    def graph(self) -> Graph:
        self.city()
        for entry in self.catalogue.entries:
            self.made.add((self.whole, DCTERMS.hasPart, self.service(entry)))
        return self.made

    def city(self) -> None:
        """The catalogue itself and who publishes it."""
        name = self.catalogue.name
        publisher = self.thing(self.part("publisher"), FOAF.Agent, self.catalogue.city)
        self.say(publisher, DCTERMS.title, name)
        self.made.add((self.whole, RDF.type, DCAT.Dataset))
        self.made.add((self.whole, DCTERMS.publisher, publisher))
        self.say(self.whole, DCTERMS.title, Text(f"{name.zh}政务服务事项目录", f"Public services of {name.en}"))
        about = Text(f"{name.zh}对个人和企业办理的事项。", f"What {name.en} does for people and businesses.")
        self.say(self.whole, DCTERMS.description, about)
        self.made.add((self.place(), RDF.type, DCTERMS.Location))
        self.say(self.place(), RDFS.label, name)

    def service(self, entry: Entry) -> URIRef:
        item = entry.item
        page = URIRef(f"{self.catalogue.base}/items/{item.code}/")
        service = self.thing(page + "#service", CPSV.PublicService, item.code)
        self.say(service, DCTERMS.title, item.name)
        self.say(service, DCTERMS.description, item.summary)
        office = self.office(item.department, entry.office)
        for property_, node in (*self.about(item), *self.belongings(page, item, office)):
            self.made.add((service, property_, node))
        for code, name in entry.others.items():
            self.made.add((service, CV.hasCompetentAuthority, self.office(code, name)))
        return service

    def about(self, item: ItemDefinition) -> list[tuple[URIRef, Node]]:
        """What the service shares with others: its kind, place, topics, laws."""
        return [
            (DCTERMS.isPartOf, self.whole),
            (DCTERMS.spatial, self.place()),
            (DCTERMS.type, self.code("kind", item.kind, item)),
            (ADMS.status, self.code("state", "1", item)),
            (CV.processingTime, _duration(item.limits.promised)),
            *((DCTERMS.audience, self.code("subject", value, item)) for value in item.subjects),
            *((CV.thematicArea, self.topic(key)) for key in item.topics),
            *((DCTERMS.language, self.language(name)) for name in ("ZHO", "ENG")),
            *((CV.hasLegalResource, self.law(basis)) for basis in item.basis),
            *((DCAT.keyword, Literal(word, lang="zh")) for word in item.keywords),
        ]

    def belongings(self, page: URIRef, item: ItemDefinition, office: URIRef) -> list[tuple[URIRef, Node]]:
        """What is the service's own: what it takes, gives and costs."""
        return [
            (CV.hasCompetentAuthority, office),
            (CPSV.produces, self.output(page, item)),
            (CV.contactPoint, self.contact(page, item)),
            *((CV.hasChannel, self.channel(page, value, item, office)) for value in item.channels),
            *((CV.hasCost, self.cost(page, at, fee, office)) for at, fee in enumerate(item.fees, 1)),
            *((CV.holdsRequirement, node) for node in self.requirements(page, item)),
            *((CPSV.follows, node) for node in self.rules(page, item)),
            # What no law asks for nobody may ask for: it is not part of the service.
            *((CV.hasInputType, self.evidence(page, paper, item)) for paper in item.materials if paper.has_basis),
        ]

    def office(self, code: str, name: Text) -> URIRef:
        node = self.thing(self.part("office", code), CV.PublicOrganisation, code)
        self.made.add((node, RDF.type, ORG.Organization))
        self.made.add((node, DCTERMS.spatial, self.place()))
        self.say(node, SKOS.prefLabel, name)
        return node

    def output(self, page: URIRef, item: ItemDefinition) -> URIRef:
        node = self.thing(page + "#result", CV.Output, f"{item.code}/result")
        self.say(node, DCTERMS.title, item.result.name)
        self.made.add((node, DCTERMS.type, self.code("result", item.result.kind, item)))
        return node

    def contact(self, page: URIRef, item: ItemDefinition) -> URIRef:
        node = page + "#contact"
        self.made.add((node, RDF.type, CV.ContactPoint))
        self.made.add((page, RDF.type, FOAF.Document))
        self.made.add((node, CV.contactPage, page))
        if item.phone:
            self.made.add((node, CV.telephone, Literal(item.phone)))
        if item.hours.zh:
            hours = self.thing(page + "#hours", URIRef("http://www.w3.org/2006/time#TemporalEntity"), "")
            self.say(hours, RDFS.label, item.hours)
            self.made.add((node, CV.openingHours, hours))
        return node

    def channel(self, page: URIRef, value: str, item: ItemDefinition, office: URIRef) -> URIRef:
        node = self.thing(page + f"#channel-{value}", CV.Channel, f"{item.code}/channel/{value}")
        self.made.add((node, DCTERMS.type, self.code("channel", value, item)))
        self.made.add((node, CV.ownedBy, office))
        return node

    def evidence(self, page: URIRef, paper: Material, item: ItemDefinition) -> URIRef:
        node = self.thing(page + f"#material-{quote(paper.key)}", CV.EvidenceType, f"{item.code}/{paper.key}")
        self.say(node, DCTERMS.title, paper.name)
        self.made.add((node, CV.evidenceTypeClassification, self.code("paper", paper.kind, item)))
        return node

    def cost(self, page: URIRef, at: int, fee: Fee, office: URIRef) -> URIRef:
        node = self.thing(page + f"#fee-{at}", CV.Cost, f"{page}#fee-{at}")
        self.made.add((node, CV.hasValue, Literal(str(fee.amount), datatype=XSD.double)))
        self.made.add((CURRENCIES.CNY, RDF.type, SKOS.Concept))
        self.made.add((node, CV.currency, CURRENCIES.CNY))
        self.made.add((node, CV.isDefinedBy, office))
        self.say(node, DCTERMS.description, fee.name)
        return node

    def requirements(self, page: URIRef, item: ItemDefinition) -> list[Node]:
        made: list[Node] = []
        for at, condition in enumerate(item.conditions, 1):
            node = self.thing(page + f"#condition-{at}", CV.Requirement, f"{item.code}/condition/{at}")
            self.say(node, DCTERMS.title, condition)
            made.append(node)
        return made

    def rules(self, page: URIRef, item: ItemDefinition) -> list[Node]:
        """The limits, in the units of the law: a duration cannot say working days."""
        named = (
            ("statutory", Text("法定办结时限", "Statutory time limit"), item.limits.statutory),
            ("promised", Text("承诺办结时限", "Promised time limit"), item.limits.promised),
        )
        made: list[Node] = []
        for key, name, limit in named:
            if limit is None:
                continue
            node = self.thing(page + f"#{key}", CPSV.Rule, f"{item.code}/{key}")
            unit = _UNITS.get(limit.unit, NOTHING)
            self.say(node, DCTERMS.title, name)
            self.say(node, DCTERMS.description, Text(f"{limit.count} {unit.zh}", f"{limit.count} {unit.en}"))
            if limit.basis:
                self.made.add((node, CPSV.implements, self.law(Basis(limit.basis))))
            made.append(node)
        return made

    def law(self, basis: Basis) -> URIRef:
        node = self.part("law", f"{basis.law}{basis.article}")
        self.made.add((node, RDF.type, ELI.LegalResource))
        self.made.add((node, DCTERMS.title, Literal(f"{basis.law}{basis.article}", lang="zh")))
        if _ADDRESS.fullmatch(basis.url):
            self.made.add((node, RDFS.seeAlso, URIRef(basis.url)))
        return node

    def code(self, key: str, value: str, item: ItemDefinition) -> URIRef:
        """A code of one of the sets as a concept, typed in place so that each graph stands by itself."""
        meaning = codes.sets()[key].meaning(value, item.effective_on)
        return self.concept(self.part(key, value), meaning or Text(value, value), value)

    def topic(self, key: str) -> URIRef:
        return self.concept(self.part("topic", key), self.catalogue.topics.get(key, Text(key, key)), key)

    def concept(self, node: URIRef, name: Text, notation: str) -> URIRef:
        self.made.add((node, RDF.type, SKOS.Concept))
        self.made.add((node, SKOS.notation, Literal(notation)))
        self.say(node, SKOS.prefLabel, name)
        return node

    def language(self, name: str) -> URIRef:
        self.made.add((LANGUAGES[name], RDF.type, DCTERMS.LinguisticSystem))
        return LANGUAGES[name]

    def place(self) -> URIRef:
        return self.part("place", self.catalogue.city)

    def part(self, *names: str) -> URIRef:
        return URIRef(f"{self.whole}#{quote('-'.join(names), safe='-._')}")

    def thing(self, node: URIRef, kind: URIRef, identifier: str) -> URIRef:
        self.made.add((node, RDF.type, kind))
        if identifier:
            self.made.add((node, DCTERMS.identifier, Literal(identifier)))
        return node

    def say(self, node: URIRef | BNode, property_: URIRef, text: Text) -> None:
        for language, said in (("zh", text.zh), ("en", text.en)):
            if said:
                self.made.add((node, property_, Literal(said, lang=language)))


def _duration(limit: Limit) -> Literal:
    """About how long it takes: working days as the calendar days they span."""
    days = math.ceil(limit.natural_days)
    return Literal(f"P{days}D" if days else "PT0S", datatype=XSD.duration)
