"""The published shapes find nothing in what the site writes, of whatever severity."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, OWL

from elements.models import Element, Term, content_change
from interventions.models import Municipality, Theme
from interventions.workflow.publications import record_element
from tests.factories import make_element, make_intervention, make_person, make_source
from tests.open_data.linked_data.reading import DCAT, FORMATS
from tests.open_data.linked_data.test_data import HOSTILE

pytestmark = pytest.mark.django_db
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Path(__file__).with_name("shapes")
NL = "dcat-ap-nl-SHACL"
REQUIRED = (NL, f"{NL}-klassebereik", f"{NL}-klassebereik-codelijsten", "dcat-ap-SHACL")
SKOS_AP_NL = "skos-ap-nl"
FILES = ("catalogus", "interventies", "werkzame-elementen")
LEFT_OUT = re.compile(r"^\| `([\w:]+)` \| (?:`(\S+)`|every file) \| .+\. \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.PUBLIC_URL = "https://kennisbank.example"
    settings.PUBLISHER = {
        **settings.PUBLISHER,
        "name": "Stichting Voorbeeld",
        "contact_email": "redactie@kennisbank.example",
    }


def written(client, name: str, ending: str = "ttl") -> Graph:
    text = client.get(f"/data/{name}.{ending}", secure=True).getvalue().decode()
    return Graph().parse(data=text, format=FORMATS[ending])


@cache
def shapes(*names: str) -> Graph:
    """The shapes, without what they name and nobody defined."""
    graph = Graph()
    for name in names:
        graph.parse(SHAPES / f"{name}.ttl")
    for shape, named in [*graph.subject_objects(SH.property)]:
        if not graph.value(named, SH.path):
            graph.remove((shape, SH.property, named))
    return graph


def findings(graph: Graph, *names: str) -> list[tuple]:
    """(what, which property, which constraint) of every result."""
    _, report, _ = validate(graph, shacl_graph=shapes(*names))
    parts = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.resultMessage)
    return [
        tuple(str(report.value(one, part)) for part in parts)
        for one in report.subjects(RDF.type, SH.ValidationResult)
    ]


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://kennisbank.example", {}),
        ("https://kennisbank.example:8443/wijk/kennis", {"name": "", "contact_email": ""}),
        ("https://[2001:db8::1]", {"name": HOSTILE, "licence_url": "https://licentie.example/x y"}),
    ],
)
def test_the_catalogue_has_no_finding(client, settings, url, publisher):
    settings.PUBLIC_URL, settings.PUBLISHER = url, {**settings.PUBLISHER, **publisher}
    graph = written(client, "catalogus")
    assert findings(graph, *REQUIRED, SKOS_AP_NL) == []
    assert len([*graph.subjects(RDF.type, DCAT.Distribution)]) > 10


@pytest.mark.usefixtures("empty_base")
def test_an_empty_base_has_no_finding(client):
    for name in FILES:
        assert findings(written(client, name), *REQUIRED, SKOS_AP_NL) == []


def test_what_is_recommended_and_left_out_is_what_the_document_says(client, settings):
    graph = written(client, "catalogus")
    prefixes = {"dcat": str(DCAT), "dct": str(DCTERMS)}
    found = {
        (path, urlsplit(str(graph.value(one, DCAT.downloadURL))).path)
        for one, path, *_ in findings(graph, f"{NL}-aanbevolen")
        for one in [next(s for s in graph.subjects() if str(s) == one)]
    }
    files = [urlsplit(str(one)).path for one in graph.objects(None, DCAT.downloadURL)]
    rows = LEFT_OUT.findall((settings.BASE_DIR / "docs" / "open-data.md").read_text())
    said = {
        (prefixes[name.split(":")[0]] + name.split(":")[1], file)
        for name, one in rows
        for file in ([one] if one else files)
    }
    assert found == said


def odd_base() -> None:
    """A retired element and an eighth of the same name, and texts that look like data."""
    with content_change():
        retired = Element.objects.get(slug="outreachend")
        Element.objects.filter(pk=retired.pk).update(retired_on="2026-01-01")
        eighth = make_element(name=retired.name, short_name=HOSTILE[:40], summary=HOSTILE)
        record_element(eighth, by=make_person())
        Municipality.objects.create(slug="nieuw", name="Nieuw", former_names="Oud\nNieuw")
        Theme.objects.create(slug="kwaad", name=HOSTILE[:80], definition=HOSTILE)
        term = Term.objects.create(slug="los", name=HOSTILE[:60], definition=HOSTILE)
        term.sources.add(make_source(title=HOSTILE, url="https://bron.example/een pad?q=[é]"))
    make_intervention(slug="kwaad", name=HOSTILE, statements=[{"element": eighth}])


def test_concepts_and_interventions_have_no_finding(client):
    odd_base()
    turtle, json_ld = (written(client, "werkzame-elementen", ending) for ending in FORMATS)
    assert {*turtle} == {*json_ld}
    assert findings(turtle + written(client, "interventies"), SKOS_AP_NL) == []


def test_sources_are_described_where_something_points_to_them(client):
    graph = written(client, "werkzame-elementen")
    named = {*graph.objects(None, DCTERMS.source)}
    assert len(named) > 10
    for one in named:
        title = graph.value(one, DCTERMS.title)
        assert isinstance(title, Literal)
        assert title.language == "und"


def test_everything_that_is_named_of_the_site_is_there(client, settings):
    site = f"{settings.PUBLIC_URL}/"
    graph = Graph()
    for name in FILES:
        graph += written(client, name)
    named = {str(one) for triple in graph for one in triple if str(one).startswith(site)}
    described = {str(one) for one in (*graph.subjects(), *graph.objects(None, OWL.sameAs))}
    pages: dict[str, str] = {}
    for address in sorted(named):
        path, _, fragment = address.removeprefix(site[:-1]).partition("#")
        if path == "/api/v1":  # where the addresses of the API begin
            continue
        if path not in pages:
            ask = client.head if path.startswith("/export/") else client.get  # quick, all the same
            response = ask(path, follow=path.startswith("/id/"), secure=True)
            assert response.status_code == 200, address
            is_page = "text/html" in response["Content-Type"] and not response.streaming
            pages[path] = response.content.decode() if is_page else ""
        if fragment:
            assert address in described or f'id="{fragment}"' in pages[path], address
    assert len(pages) > 60
