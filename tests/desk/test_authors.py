"""Who wrote a source: several, people with their surname, organisations whole."""

import json
from importlib import import_module
from pathlib import Path

import pytest
import rispy
from django.apps import apps
from django.contrib.auth.models import User
from pybtex.database import parse_string

from elements.models import Source
from interventions.models import Publication
from interventions.sheet.older import document_of
from tests.conftest import person_of, signed_in
from tests.desk.filled import opened
from tests.desk.forms import SOURCES, change_page, source_form
from tests.desk.improving import improve, proposals, publish
from tests.factories import make_intervention, make_source

pytestmark = pytest.mark.django_db
MINISTRY = "Ministerie van Onderwijs, Cultuur en Wetenschap"
PEOPLE = [  # as it is typed, as it is cited, as it is said
    ("van der Lans, Jos", "van der Lans, Jos", "Jos van der Lans"),
    ("Jos van der Lans", "van der Lans, Jos", "Jos van der Lans"),
    ("Lans, Jos van der", "van der Lans, Jos", "Jos van der Lans"),
    ("Lans, van der, Jos", "van der Lans, Jos", "Jos van der Lans"),
    ("Van der Lans, J.", "Van der Lans, J.", "J. Van der Lans"),
    ("J. van der Lans", "van der Lans, J.", "J. van der Lans"),
    ("Lans, J.M. van der", "van der Lans, J.M.", "J.M. van der Lans"),
    ("Tine Van Regenmortel", "Van Regenmortel, Tine", "Tine Van Regenmortel"),
    ("Jan Willem van de Maat", "van de Maat, Jan Willem", "Jan Willem van de Maat"),
    ("Sophie in 't Veld", "in 't Veld, Sophie", "Sophie in 't Veld"),
    ("Annie de Roo", "de Roo, Annie", "Annie de Roo"),
    ("Jansen, Jan", "Jansen, Jan", "Jan Jansen"),
    ("F.H. Bredewold", "Bredewold, F.H.", "F.H. Bredewold"),
    ("Jansen Steur, E.A.", "Jansen Steur, E.A.", "E.A. Jansen Steur"),
    ("García Márquez, Gabriel", "García Márquez, Gabriel", "Gabriel García Márquez"),
    ("de  Vries ,\u200b Anne-Marie", "de Vries, Anne-Marie", "Anne-Marie de Vries"),
    ("Schmitz, Peter (eindredactie)", "Schmitz, Peter", "Peter Schmitz (eindredactie)"),
    ("Raad, Jan de", "de Raad, Jan", "Jan de Raad"),
]
ORGANISATIONS = [
    ("LSA", "LSA"),
    ("DSP-groep", "DSP-groep"),
    (f"organisatie: {MINISTRY}", MINISTRY),
    (MINISTRY, MINISTRY),
    ("Gemeente Utrecht, afdeling Welzijn", "Gemeente Utrecht, afdeling Welzijn"),
    ("Ministerie van Volksgezondheid, Welzijn en Sport",) * 2,
    ("Nederlands Instituut voor Zorg en Welzijn",) * 2,
    ("Verwey-Jonker Instituut",) * 2,
    ("Boer & Croon",) * 2,
    ("Organisatie:Eigen Kracht", "Eigen Kracht"),
    ("organisatie: Jos van der Lans BV", "Jos van der Lans BV"),
    ("organisatie: Raad; Daad", "Raad; Daad"),
    ("organisatie: Onderzoek and Advies {100%}", "Onderzoek and Advies {100%}"),
]


def put(desk, source: Source, authors: str):
    """A colleague publishes what is proposed here, for the source is public."""
    answer = improve(desk, source, authors=authors)
    if answer.status_code == 302:
        colleague = signed_in(
            User.objects.filter(username="redacteur").first() or person_of("Redacteur")
        )
        publish(colleague, proposals(source)[-1])
    return answer


def ris(client, source: Source) -> list[str]:
    file = b"".join(client.get("/export/interventies.ris").streaming_content).decode()
    return next(one for one in rispy.loads(file) if one["id"] == source.slug).get("authors", [])


def bibtex(client, source: Source) -> str:
    file = b"".join(client.get("/export/interventies.bib").streaming_content).decode()
    entry = file[file.index(f"@misc{{{source.slug},") :]
    return next(line for line in entry.splitlines() if line.startswith("  author = "))


def turtle(client) -> str:
    file = b"".join(client.get("/data/interventies.ttl").streaming_content).decode()
    return " ".join(file.split())


@pytest.fixture
def source():
    row = make_source(slug="proef", title="Een proef")
    make_intervention(slug="proef", sources=[row])
    return row


@pytest.mark.parametrize(("typed", "cited", "said"), PEOPLE)
def test_a_person_is_cited_by_the_surname(client, reviewer_client, source, typed, cited, said):
    assert put(reviewer_client, source, typed).status_code == 302
    assert ris(client, source) == [cited]
    assert bibtex(client, source) == f"  author = {{{cited}}},"
    given = client.get("/api/v1/interventies/proef").json()["bronnen"][0]
    assert (given["auteurs"], given["auteur"]) == ([cited], said)
    assert f"{said} (zonder datum)" in client.get("/bronnen/").content.decode().replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize(("typed", "whole"), ORGANISATIONS)
def test_an_organisation_is_cited_whole(client, reviewer_client, source, typed, whole):
    assert put(reviewer_client, source, typed).status_code == 302
    assert ris(client, source) == [whole]
    escaped = whole.replace("&", r"\&").replace("{", r"\textbraceleft{}").replace("%", r"\%")
    escaped = escaped.replace("0\\%}", "0\\%\\textbraceright{}")
    assert bibtex(client, source) == f"  author = {{{{{escaped}}}}},"
    given = client.get("/api/v1/interventies/proef").json()["bronnen"][0]
    assert (given["auteurs"], given["auteur"]) == ([whole], whole)


def test_several_authors_keep_their_order(client, reviewer_client, source):
    typed = f"Jos van der Lans\r\n{MINISTRY}\r\n\r\nBoer, Nico de\r\n"
    assert put(reviewer_client, source, typed).status_code == 302
    assert ris(client, source) == ["van der Lans, Jos", MINISTRY, "de Boer, Nico"]
    assert bibtex(client, source) == (
        f"  author = {{van der Lans, Jos and {{{MINISTRY}}} and de Boer, Nico}},"
    )
    file = b"".join(client.get("/export/interventies.bib").streaming_content).decode()
    people = parse_string(file, "bibtex").entries["proef"].persons["author"]
    found = [(one.prelast_names, one.last_names, one.first_names) for one in people]
    assert found == [
        (["van", "der"], ["Lans"], ["Jos"]),
        ([], [f"{{{MINISTRY}}}"], []),
        (["de"], ["Boer"], ["Nico"]),
    ]
    page = client.get("/interventies/proef/").content.decode()
    assert f"Jos van der Lans; {MINISTRY}; Nico de Boer (zonder datum)" in page


def test_linked_data_has_each_author(client):
    source = make_source(authors=f"van der Lans, Jos (red.)\norganisatie: {MINISTRY}")
    make_intervention(sources=[source])
    assert f'dc:creator "van der Lans, Jos", "{MINISTRY}"' in turtle(client)
    graph = b"".join(client.get("/data/interventies.jsonld").streaming_content).decode()
    assert f'"dc:creator":["van der Lans, Jos","{MINISTRY}"]' in graph.replace('": ', '":').replace(
        '", "', '","'
    )


def test_the_desk_says_how_the_authors_were_read(reviewer_client):
    source = make_source()
    typed = {**opened(reviewer_client, source), "authors": "de Boer, Nico; LSA; Jos van der Lans"}
    answer = reviewer_client.post(change_page(source), typed)
    page = reviewer_client.get(answer["Location"]).content.decode()
    said = "Zo zijn de auteurs gelezen: de Boer, Nico; organisatie: LSA; van der Lans, Jos."
    assert said in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jan Jansen", "Schrijf dan eerst de achternaam: 'Jansen, Jan'."),
        ("Kracht Oost", "Zet er dan 'organisatie: ' voor."),
        ("Peter Hartog, Mara Verduin", "Schrijf iedere auteur op een eigen regel"),
        ("Nico de Boer, Jos van der Lans", "Schrijf iedere auteur op een eigen regel"),
        ("Nico de Boer en Jos van der Lans", "Schrijf iedere auteur op een eigen regel"),
        ("Van den Berg, P., De Vries, K.", "Schrijf iedere auteur op een eigen regel"),
        ("LSA\r\nJan Jansen", "Is 'Jan Jansen' een persoon?"),
        ("organisatie:", "In 'organisatie:' staat geen naam."),
        ("-", "In '-' staat geen naam."),
        ("a" * 301, "Een naam heeft hoogstens 300 tekens."),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(reviewer_client, source, typed, said):
    answer = put(reviewer_client, source, typed)
    assert answer.status_code == 200
    assert said in answer.content.decode().replace("&#x27;", "'").replace("&#39;", "'")
    source.refresh_from_db()
    assert source.authors == ""


def test_a_new_source_is_asked_the_same(reviewer_client):
    values = {**source_form(), "title": "Nieuw", "slug": "", "authors": "Jan Jansen"}
    assert reviewer_client.post(f"{SOURCES}add/", values).status_code == 200
    answer = reviewer_client.post(f"{SOURCES}add/", {**values, "authors": "Jansen, Jan"})
    assert answer.status_code == 302
    assert Source.objects.get(title="Nieuw").authors == "Jansen, Jan"


@pytest.mark.parametrize("typed", [*(one[0] for one in PEOPLE), *(one[0] for one in ORGANISATIONS)])
def test_an_untouched_save_changes_no_author(reviewer_client, source, typed):
    put(reviewer_client, source, typed)
    source.refresh_from_db()
    before = source.authors, source.history.count()
    answer = improve(reviewer_client, source)
    assert "U hebt nog niets veranderd." in answer.content.decode()
    source.refresh_from_db()
    assert (source.authors, source.history.count()) == before


def test_every_author_of_the_launch_content_can_be_saved_untouched(reviewer_client):
    rows = Source.objects.exclude(authors="")
    assert rows.count() == 34
    for row in rows:
        answer = improve(reviewer_client, row)
        assert "U hebt nog niets veranderd." in answer.content.decode()


def test_the_launch_content_has_each_author_apart(client):
    def of(title):
        return ris(client, Source.objects.get(title__startswith=title))

    assert of("Toolkit Beursvloer") == [
        *("Adamini, Manuel", "Barth, Michel", "Nouwens, Lonneke", "Oostendorp, Leonie"),
    ]
    assert of("Kan wél – methodiek") == ["LSA"]
    assert of("Wat is een Eigen Kracht-conferentie?") == ["Eigen Kracht Centrale"]


# --- What was there before ------------------------------------------------------------------------

OLD = [
    ("Nico de Boer, Jos van der Lans", "", ["de Boer, Nico", "van der Lans, Jos"]),
    ("Annie de Roo, Rob Jagtenberg", "", ["de Roo, Annie", "Jagtenberg, Rob"]),
    ("F.H. Bredewold, I.W. Malda", "", ["Bredewold, F.H.", "Malda, I.W."]),
    ("Van der Lans, J.", "", ["Van der Lans, J."]),
    ("Boer, N. de, Lans, J. van der", "", ["de Boer, N.", "van der Lans, J."]),
    ("Jan Smit, Piet Bos en Kees de Wit", "", ["Smit, Jan", "Bos, Piet", "de Wit, Kees"]),
    ("Rein Sohilait, Peter Schmitz (eindredactie)", "", ["Sohilait, Rein", "Schmitz, Peter"]),
    ("Maartje Willemse (Willemse, Onderzoek en Advies)", "", ["Willemse, Maartje"]),
    (MINISTRY, "", [MINISTRY]),
    (
        "Nederlands Instituut voor Zorg en Welzijn",
        "",
        ["Nederlands Instituut voor Zorg en Welzijn"],
    ),
    ("Eigen Kracht", "Eigen Kracht", ["Eigen Kracht"]),
    ("redactie", "TvPO", ["redactie"]),
    ("Boer, Nico de; LSA", "", ["de Boer, Nico", "LSA"]),
]


@pytest.mark.parametrize(("text", "publisher", "cited"), OLD)
def test_an_old_version_keeps_its_text_and_has_each_author_apart(
    client, source, text, publisher, cited
):
    version = Publication.objects.get(intervention__slug="proef")
    kept = version.document["bronnen"][0] | {"auteur": text, "uitgever": publisher or None}
    del kept["auteurs"]
    Publication.objects.filter(pk=version.pk).update(
        document={**version.document, "bronnen": [kept]}
    )
    said = text.replace("'", "&#39;")
    assert f"{said} (zonder datum)" in client.get("/interventies/proef/versies/1/").content.decode()
    version.refresh_from_db()
    assert document_of(version)["bronnen"][0]["auteurs"] == cited


@pytest.mark.parametrize(("text", "publisher", "cited"), OLD)
def test_what_was_stored_is_told_apart(client, source, text, publisher, cited):
    for rows in (Source.objects.all(), Source.history.all()):
        rows.update(authors="")  # no base of then had what is stored now
    Source.objects.filter(pk=source.pk).update(authors=text, publisher=publisher)
    source.history.update(authors=text, publisher=publisher)
    import_module("elements.migrations.0004_authors").tell_apart(apps, None)
    source.refresh_from_db()
    assert ris(client, source) == cited
    assert source.history.latest().authors == source.authors


def test_the_launch_content_is_read_as_its_first_versions_were():
    now = {source.slug: source.author for source in Source.objects.all()}
    for path in (Path(__file__).parents[1] / "sheet" / "documents").glob("*.json"):
        for source in json.loads(path.read_text())["bronnen"]:
            assert now[source["id"]] == (source["auteur"] or "")
