"""The catalogue after DCAT-AP-NL 3: which data there are, in which files, from whom, how to ask."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from interventions.open_data.linked_data.terms import (
    EU,
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
# path, title, media type, file type of the EU's list
FILES = {
    "interventies": (
        ("/export/interventies.csv", "Interventies als CSV", "text/csv", "CSV"),
        ("/export/uitspraken.csv", "Uitspraken als CSV", "text/csv", "CSV"),
        ("/export/matrix.csv", "Overzicht van interventies en elementen", "text/csv", "CSV"),
        (
            "/export/interventies.xlsx",
            "Interventies, uitspraken, overzicht en bronnen als Excel-bestand",
            XLSX,
            "XLSX",
        ),
        (
            "/export/matrix.xlsx",
            "Overzicht van interventies en elementen als Excel-bestand",
            XLSX,
            "XLSX",
        ),
        ("/export/interventies.json", "Interventies als JSON", "application/json", "JSON"),
        (
            "/export/interventies.ris",
            "Verwijzingen als RIS",
            "application/x-research-info-systems",
            "TXT",
        ),
        ("/export/interventies.bib", "Verwijzingen als BibTeX", "application/x-bibtex", "TXT"),
        ("/data/interventies.ttl", "Interventies als Turtle", "text/turtle", "RDF_TURTLE"),
        ("/data/interventies.jsonld", "Interventies als JSON-LD", "application/ld+json", "JSON_LD"),
        (
            "/feeds/interventies.atom",
            "Nieuwe en gewijzigde interventies als Atom",
            "application/atom+xml",
            "ATOM",
        ),
    ),
    "werkzame-elementen": (
        ("/data/werkzame-elementen.ttl", "Elementen als Turtle", "text/turtle", "RDF_TURTLE"),
        (
            "/data/werkzame-elementen.jsonld",
            "Elementen als JSON-LD",
            "application/ld+json",
            "JSON_LD",
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
            yield _distribution(*file)
    yield _service()
    yield from _people()


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
            "dct:accessRights": [Address(f"{EU}/access-right/PUBLIC")],
            "dct:accrualPeriodicity": [Address(f"{EU}/frequency/IRREG")],
            "dct:spatial": [Address(f"{EU}/country/NLD")],
            "dcat:keyword": [Dutch(word) for word in keywords],
            "dcat:landingPage": [at(reverse(page))],
            "dcat:distribution": [_file(path) for path, *_ in FILES[name]],
            "dct:modified": modified,
        },
    )


def _distribution(path: str, title: str, media: str, kind: str) -> Thing:
    return Thing(
        _file(path),
        {
            "rdf:type": [Name("dcat:Distribution")],
            "dct:title": dutch(title),
            "dcat:accessURL": [at(path)],
            "dcat:downloadURL": [at(path)],
            "dcat:mediaType": [Address(f"{MEDIA}/{media}")],
            "dct:format": [Address(f"{EU}/file-type/{kind}")],
            **terms_of_use(),
            "dcatap:availability": [Address(f"{EU}/planned-availability/AVAILABLE")],
            "adms:status": [Address(f"{EU}/distribution-status/COMPLETED")],
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
            "dct:accessRights": [Address(f"{EU}/access-right/PUBLIC")],
            "dcat:endpointURL": [at("/api/v1")],
            "dcat:endpointDescription": [at(reverse("api:openapi"))],
            "dcat:servesDataset": [_own(name) for name in DATASETS],
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
        "dcat:theme": [Address(f"{EU}/data-theme/SOCI")],
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


def _own(name: str) -> Address:
    return at(f"{reverse('linked-data:catalogue', args=['ttl'])}#{name}")


def _file(path: str) -> Address:
    return _own(path.strip("/").replace("/", "-"))
