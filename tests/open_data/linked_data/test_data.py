"""What others read in the data is what stands on the pages."""

from collections import defaultdict

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, SKOS

from elements.models import Element, Source, Term
from elements.text import one_line, without_controls
from interventions.models import Intervention, Statement
from interventions.showing.matrix import STRENGTH, Cell, states_by_intervention
from interventions.workflow import withdraw
from tests.factories import make_element, make_intervention, make_source
from tests.open_data.linked_data.reading import ID, WE, read

pytestmark = pytest.mark.django_db
FILES = ["werkzame-elementen", "interventies", "catalogus", "interventies/abcd"]


HOSTILE = '"Kop" \\ <x> . \'\'\' """\n\tä 😀 \x01 \ufffe <https://kwaad.example/> a we:Uitspraak .'
SAID = without_controls(HOSTILE)


def test_text_that_looks_like_data_is_text(client):
    texts = {"summary": HOSTILE, "owner": HOSTILE, "statements": [{"explanation": HOSTILE}]}
    make_intervention(slug="kwaad", name=f"Naam {HOSTILE}", **texts)
    for ending in ("ttl", "jsonld"):
        graph = read(client, "interventies", ending)
        name = ID["interventie/kwaad"]
        assert graph.value(name, DCTERMS.title) == Literal(f"Naam {one_line(HOSTILE)}", lang="nl")
        assert graph.value(name, DCTERMS.abstract) == Literal(SAID, lang="nl")
        assert graph.value(name, WE.eigenaar) == Literal(one_line(HOSTILE))
        assert (None, WE.uitleg, Literal(SAID, lang="nl")) in graph
        assert not [*graph.triples((URIRef("https://kwaad.example/"), None, None))]


@pytest.mark.parametrize("name", FILES)
def test_turtle_and_json_ld_say_the_same(client, name):
    turtle, json_ld = read(client, name, "ttl"), read(client, name, "jsonld")
    assert len(turtle) > 50
    assert {*turtle} == {*json_ld}


def state(kind, source, article) -> Cell:
    """The state that a statement gives a cell, from nothing but what was read."""
    if kind == WE["soort-contrast"]:
        return Cell.CONTRAST
    if kind == WE["soort-afgeleid"]:
        return Cell.INFERRED
    return Cell.ARTICLE if source == article else Cell.OTHER


def overview(graph) -> dict:
    """(intervention, element) -> state, made of what was read."""
    article = graph.value(WE.elementen, DCTERMS.source)
    found = defaultdict(list)
    for one in graph.subjects(RDF.type, WE.Uitspraak):
        cell = graph.value(one, WE.over), graph.value(one, WE.element)
        source = graph.value(one, PROV.hadPrimarySource)
        found[cell].append(state(graph.value(one, WE.soort), source, article))
    return {cell: min(states, key=STRENGTH.index) for cell, states in found.items()}


def test_read_back_the_turtle_gives_the_overview(client):
    another = make_source()
    make_intervention(
        slug="van-alles",
        statements=[
            {"element": Element.objects.get(slug="empowerment"), "kind": "contrast"},
            {"element": Element.objects.get(slug="outreachend"), "kind": "inferred"},
            {"element": Element.objects.get(slug="outreachend"), "source": another},
        ],
    )
    graph = read(client, "interventies") + read(client, "werkzame-elementen")
    published = dict(Intervention.objects.published().values_list("pk", "slug"))
    elements = dict(Element.objects.values_list("pk", "slug"))
    expected = {
        (ID[f"interventie/{published[pk]}"], ID[f"werkzaam-element/{elements[one]}"]): cell
        for pk, cells in states_by_intervention([*published]).items()
        for one, cell in cells.items()
    }
    assert len(expected) > 30
    assert {*expected.values()} == {Cell.ARTICLE, Cell.OTHER, Cell.CONTRAST, Cell.INFERRED}
    assert overview(graph) == expected
    names = {str(name) for name in graph.objects(None, DCTERMS.title)}
    assert {*Intervention.objects.published().values_list("name", flat=True)} <= names


def test_a_statement_has_its_source_its_place_and_its_kind(client):
    graph = read(client, "interventies")
    rows = Statement.objects.with_numbers()
    row = rows.filter(intervention__slug="abcd", kind="named").first()
    name = ID[f"uitspraak/{row.number}"]
    assert (ID["interventie/abcd"], WE.uitspraak, name) in graph
    before = ID[f"interventie/abcd#uitspraak-{row.element.slug}-{row.source.slug}"]
    assert graph.value(name, OWL.sameAs) == before
    assert graph.value(name, WE.uitleg) == Literal(row.explanation, lang="nl")
    assert graph.value(name, WE.vindplaats) == Literal(row.section, lang="nl")
    assert graph.value(name, WE.soort) == WE["soort-genoemd"]
    source = graph.value(name, PROV.hadPrimarySource)
    assert graph.value(source, DCTERMS.title) == Literal(row.source.title, lang="und")
    assert graph.value(source, FOAF.page) == URIRef(row.source.url)


def test_elements_and_glossary_are_skos(client):
    graph = read(client, "werkzame-elementen")
    for row in Element.objects.all():
        name = ID[f"werkzaam-element/{row.slug}"]
        assert graph.value(name, SKOS.prefLabel) == Literal(row.name, lang="nl")
        assert graph.value(name, SKOS.definition) == Literal(row.summary, lang="nl")
        assert graph.value(name, SKOS.notation) == Literal(row.slug)
        assert (name, SKOS.inScheme, WE.elementen) in graph
        assert (WE.elementen, SKOS.hasTopConcept, name) in graph
    for row in Term.objects.all():
        name = ID[f"begrip/{row.slug}"]
        assert graph.value(name, SKOS.prefLabel) == Literal(row.name, lang="nl")
        assert graph.value(name, SKOS.definition) == Literal(row.definition, lang="nl")
        assert graph.value(name, SKOS.notation) == Literal(row.slug)
        assert (name, SKOS.inScheme, WE.begrippen) in graph
    article = Source.objects.founding().get()
    assert str(graph.value(WE.elementen, DCTERMS.source)).endswith(f"/bronnen/#{article.slug}")


def test_every_word_of_our_own_is_explained(client):
    explained = {*read(client, "werkzame-elementen").subjects()}
    used = {
        term
        for name in ("interventies", "werkzame-elementen")
        for triple in read(client, name)
        for term in triple
        if str(term).startswith(str(WE))
    }
    assert len(used) > 40
    assert used - explained == set()


def test_nothing_points_to_an_original_that_is_not_public(client):
    original = make_intervention(slug="geheim-origineel", status="draft")
    make_intervention(slug="variant", variant_of=original)
    text = client.get("/data/interventies.ttl").getvalue().decode()
    assert "/id/interventie/variant>" in text
    assert "geheim-origineel" not in text


def test_what_is_withdrawn_is_in_no_file(client, reviewer):
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    for name in ("werkzame-elementen", "interventies", "catalogus"):
        assert b"interventie/abcd" not in client.get(f"/data/{name}.ttl").getvalue()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("ending", "kind"), [("ttl", "text/turtle"), ("jsonld", "application/ld+json")]
)
def test_a_file_says_what_it_is_and_is_asked_for_anew(client, name, ending, kind):
    address = f"/data/{name}.{ending}"
    response = client.get(address)
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{address}?q=anders&element=niets")["ETag"] == response["ETag"]
    head = client.head(address)
    assert (head.status_code, head["Content-Type"]) == (200, response["Content-Type"])
    make_element()
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 200
