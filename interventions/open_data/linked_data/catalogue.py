"""The catalogue after DCAT-AP-NL 3: which data there are, in which files, from whom, how to ask."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from interventions.open_data.linked_data.classes import (
    code,
    concepts_of_code_lists,
    standard,
)
from interventions.open_data.linked_data.terms import (
    VOCABULARY,
    Address,
    Dutch,
    Name,
    Thing,
    Typed,
    at,
    dutch,
    terms_of_use,
)
from interventions.showing.citation import NAME

MEDIA = "https://www.iana.org/assignments/media-types"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RULES = Address("https://gitdocumentatie.logius.nl/publicatie/api/adr/2.2.0")
CONCEPTS_IN_DUTCH = Address("https://docs.geostandaarden.nl/nl-sbb/nl-sbb/")
ATOM = Address("https://www.rfc-editor.org/info/rfc4287")


class File(NamedTuple):
    """`media` only where IANA knows it, `kind` of the EU's list of file types."""

    path: str
    title: str
    media: str
    kind: str
    standard: Address | None = None

    @property
    def follows(self) -> Address | None:
        """The schema or the standard of what stands in it, where somebody wrote that down."""
        if self.kind == "CSV":
            return at(f"/data/schema/{self.path.split('/')[-1].removesuffix('.csv')}.json")
        is_rdf = self.kind in ("RDF_TURTLE", "JSON_LD")
        return self.standard or (at(VOCABULARY) if is_rdf else None)


FILES = {
    "interventies": (
        File("/export/interventies.csv", "Interventies als CSV", "text/csv", "CSV"),
        File("/export/uitspraken.csv", "Uitspraken als CSV", "text/csv", "CSV"),
        File("/export/matrix.csv", "Overzicht van interventies en elementen", "text/csv", "CSV"),
        File(
            "/export/interventies.xlsx",
            "Interventies, uitspraken, overzicht en bronnen als Excel-bestand",
            XLSX,
            "XLSX",
        ),
        File(
            "/export/matrix.xlsx",
            "Overzicht van interventies en elementen als Excel-bestand",
            XLSX,
            "XLSX",
        ),
        File("/export/interventies.json", "Interventies als JSON", "application/json", "JSON"),
        File("/export/interventies.ris", "Verwijzingen als RIS", "", "TXT"),
        File("/export/interventies.bib", "Verwijzingen als BibTeX", "", "TXT"),
        File("/data/interventies.ttl", "Interventies als Turtle", "text/turtle", "RDF_TURTLE"),
        File(
            "/data/interventies.jsonld",
            "Interventies als JSON-LD",
            "application/ld+json",
            "JSON_LD",
        ),
        File(
            "/feeds/interventies.atom",
            "Nieuwe en gewijzigde interventies als Atom",
            "application/atom+xml",
            "ATOM",
            ATOM,
        ),
    ),
    "werkzame-elementen": (
        File(
            "/data/werkzame-elementen.ttl",
            "Elementen als Turtle",
            "text/turtle",
            "RDF_TURTLE",
            CONCEPTS_IN_DUTCH,
        ),
        File(
            "/data/werkzame-elementen.jsonld",
            "Elementen als JSON-LD",
            "application/ld+json",
            "JSON_LD",
            CONCEPTS_IN_DUTCH,
        ),
    ),
}
DATASETS = {
    "interventies": (
        "Interventies voor buurt en wijk",
        "Beschrijvingen van sociale interventies, met wat bronnen zeggen over de werkzame "
        "elementen erin. Bij elke uitspraak staat de bron. Niet genoemd betekent niet: heeft het "
        "niet.",
        "public:intervention-list",
        ("interventies", "wijkontwikkeling", "sociaal werk", "werkzame elementen"),
    ),
    "werkzame-elementen": (
        "Werkzame elementen en begrippen",
        "De werkzame elementen, de begrippenlijst en de indelingen van de kennisbank.",
        "public:element-list",
        ("werkzame elementen", "begrippen", "wijkontwikkeling"),
    ),
}
PUBLISHER, CONTACT, SERVICE = "uitgever", "contact", "api"


def catalogue(changed: datetime.datetime | None) -> Iterator[Thing]:
    """Everything that the catalogue says; `changed` is when the content last changed."""
    modified = [Typed(changed.isoformat(), "xsd:dateTime")] if changed else []
    yield Thing(
        _own("catalogus"),
        {
            "rdf:type": [Name("dcat:Catalog")],
            "dct:title": dutch("Open data van de kennisbank Werkzame elementen"),
            "dct:description": dutch(
                "Alles wat in de kennisbank staat, als bestanden en via een API."
            ),
            **_terms(),
            "foaf:homepage": [at(reverse("public:home"))],
            "dcat:dataset": [_own(name) for name in DATASETS],
            "dcat:service": [_own(SERVICE)],
            "dct:modified": modified,
        },
    )
    for name in DATASETS:
        yield _dataset(name, modified)
        for file in FILES[name]:
            yield _distribution(file)
    yield _service()
    yield from _people()
    yield from _standards()
    yield from concepts_of_code_lists()


def _dataset(name: str, modified: list) -> Thing:
    title, about, page, keywords = DATASETS[name]
    return Thing(
        _own(name),
        {
            "rdf:type": [Name("dcat:Dataset")],
            "dct:identifier": [Typed(_own(name), "xsd:anyURI")],
            "dct:title": dutch(title),
            "dct:description": dutch(about),
            **_terms(),
            "dct:accessRights": [code("access-right", "PUBLIC")],
            "dct:accrualPeriodicity": [code("frequency", "IRREG")],
            "dct:spatial": [code("country", "NLD")],
            "dcat:keyword": [Dutch(word) for word in keywords],
            "dcat:landingPage": [at(reverse(page))],
            "dct:conformsTo": [
                *dict.fromkeys(file.follows for file in FILES[name] if file.kind == "RDF_TURTLE")
            ],
            "foaf:page": [at(reverse("public:about"))],
            "adms:status": [code("dataset-status", "COMPLETED")],
            "dcat:distribution": [_file(file.path) for file in FILES[name]],
            "dct:modified": modified,
        },
    )


def _distribution(file: File) -> Thing:
    return Thing(
        _file(file.path),
        {
            "rdf:type": [Name("dcat:Distribution")],
            "dct:title": dutch(file.title),
            "dcat:accessURL": [at(file.path)],
            "dcat:downloadURL": [at(file.path)],
            "dcat:mediaType": [Address(f"{MEDIA}/{file.media}")] if file.media else [],
            "dct:format": [code("file-type", file.kind)],
            "dct:conformsTo": [file.follows],
            **terms_of_use(),
            "dcatap:availability": [code("planned-availability", "AVAILABLE")],
            "adms:status": [code("distribution-status", "COMPLETED")],
        },
    )


def _service() -> Thing:
    guide = at(reverse("api:guide"))
    return Thing(
        _own(SERVICE),
        {
            "rdf:type": [Name("dcat:DataService")],
            "dct:identifier": [Typed(_own(SERVICE), "xsd:anyURI")],
            "dct:title": dutch("API van de kennisbank Werkzame elementen"),
            "dct:description": dutch("Interventies, elementen en combinaties als JSON."),
            **_terms(),
            "dct:accessRights": [code("access-right", "PUBLIC")],
            "dcat:endpointURL": [at("/api/v1")],
            "dcat:endpointDescription": [at(reverse("api:openapi"))],
            "dcat:servesDataset": [_own(name) for name in DATASETS],
            "dcat:keyword": [Dutch(word) for word in ("API", "interventies", "werkzame elementen")],
            "dct:conformsTo": [RULES],
            "dcat:landingPage": [guide],
            "foaf:page": [guide],
        },
    )


def _terms() -> dict:
    """What holds for the catalogue, for each of the data and for the API."""
    return {
        "dct:publisher": [_own(PUBLISHER)],
        "dct:creator": [_own(PUBLISHER)],
        "dcat:contactPoint": [_own(CONTACT)],
        **terms_of_use(),
        "dcat:theme": [code("data-theme", "SOCI")],
    }


def _people() -> Iterator[Thing]:
    """Who publishes, and where to ask: the profile wants both, also of who filled in nothing."""
    name, mail = settings.PUBLISHER["name"], settings.PUBLISHER["contact_email"]
    yield Thing(
        _own(PUBLISHER),
        {
            "rdf:type": [Name("foaf:Agent")],
            "foaf:name": dutch(name or NAME),
            "foaf:homepage": [at(reverse("public:about"))],
        },
    )
    yield Thing(
        _own(CONTACT),
        {
            "rdf:type": [Name("vcard:Organization"), Name("vcard:Kind")],
            "vcard:fn": dutch(name or f"Redactie van de kennisbank {NAME}"),
            "vcard:hasEmail": [Address(f"mailto:{mail}")] if mail else [],
            "vcard:hasURL": [at(reverse("submissions:report-start"))],
        },
    )


def _standards() -> Iterator[Thing]:
    yield standard(RULES, "NL API Design Rules 2.2")
    yield standard(CONCEPTS_IN_DUTCH, "NL-SBB: standaard voor het beschrijven van begrippen")
    yield standard(ATOM, "RFC 4287: The Atom Syndication Format")
    yield standard(at(VOCABULARY), "De woorden van de kennisbank, uitgelegd")
    for files in FILES.values():
        for file in files:
            if file.kind == "CSV" and file.follows:
                yield standard(file.follows, f"Kolommen van {file.path.split('/')[-1]}")


def _own(name: str) -> Address:
    return at(f"{reverse('linked-data:catalogue', args=['ttl'])}#{name}")


def _file(path: str) -> Address:
    return _own(path.strip("/").replace("/", "-"))
