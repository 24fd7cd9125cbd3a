"""A stable name leads to what the asker wants, and says nothing of what is not public."""

import pytest
from django.conf import settings
from django.utils import timezone
from rdflib import RDF

from elements.models import Element, Term, content_change
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    StatementNumber,
    TargetGroup,
    Theme,
)
from interventions.workflow import withdraw
from interventions.workflow.publications import record_intervention
from tests.factories import Status, make_intervention, make_source
from tests.open_data.linked_data.reading import WE, read

pytestmark = pytest.mark.django_db
PAGE, TURTLE, JSON_LD = "text/html", "text/turtle", "application/ld+json"
NAMES = {
    "/id/interventie/abcd": ("/interventies/abcd/", "/data/interventies/abcd"),
    "/id/werkzaam-element/empowerment": (
        "/werkzame-elementen/empowerment/",
        "/data/werkzame-elementen",
    ),
    "/id/begrip/interventie": ("/begrippen/#interventie", "/data/werkzame-elementen"),
}


def asked(client, address, accept=None):
    headers = {"accept": accept} if accept is not None else {}
    return client.get(address, headers=headers)


@pytest.mark.parametrize(("address", "places"), NAMES.items())
@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, ""),
        ("", ""),
        ("*/*", ""),
        (PAGE, ""),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ""),
        ("image/png", ""),
        (f"{TURTLE};q=0", ""),
        ("onzin;;q=a", ""),
        (TURTLE, ".ttl"),
        (JSON_LD, ".jsonld"),
        (f"{TURTLE}, */*;q=0.1", ".ttl"),
        (f"{TURTLE};q=0.5, {JSON_LD};q=0.9", ".jsonld"),
        (f"{PAGE};q=0.3, {TURTLE};q=0.7", ".ttl"),
        (f"{PAGE};q=0.7, {TURTLE};q=0.3", ""),
        (f"{TURTLE}; charset=utf-8", ".ttl"),
        (f'{JSON_LD};profile="http://www.w3.org/ns/json-ld#compacted", */*;q=0.1', ".jsonld"),
        (f"{PAGE}, {TURTLE};charset=utf-8;q=0.9", ""),
        ("application/rdf+xml", ""),
    ],
)
def test_a_name_leads_to_what_is_wanted_most(client, address, places, accept, ending):
    response = asked(client, address, accept)
    page, data = places
    assert response.status_code == 303
    assert response["Location"] == (f"{data}{ending}" if ending else page)
    assert "Accept" in response["Vary"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("kind", ["interventie", "werkzaam-element", "begrip"])
@pytest.mark.parametrize("accept", [PAGE, TURTLE])
def test_a_name_of_nothing_is_404(client, kind, accept):
    assert asked(client, f"/id/{kind}/bestaat-niet", accept).status_code == 404


@pytest.mark.parametrize("accept", [PAGE, TURTLE, JSON_LD])
def test_what_is_withdrawn_is_410_without_a_word(client, reviewer, accept):
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    for address in ("/id/interventie/abcd", "/data/interventies/abcd.ttl"):
        response = asked(client, address, accept)
        assert response.status_code == 410
        assert response.content == b""
        assert response["Access-Control-Allow-Origin"] == "*"


def everything_renamed() -> None:
    """All that an editor can change of what has a name, but for the text."""
    with content_change():
        Intervention.objects.filter(slug="abcd").update(
            name="Anders", name_key="anders", aliases="Nog anders"
        )
        for model in (Term, Theme, Setting, TargetGroup):
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(name=f"Nieuw {row.pk}")
        for position, row in enumerate(Element.objects.order_by("-position"), start=100):
            Element.objects.filter(pk=row.pk).update(
                position=position, name="Anders", short_name="Anders", retired_on="2026-01-01"
            )


def test_a_name_answers_the_same_after_everything_was_renamed(client):
    addresses = [*NAMES, f"/id/uitspraak/{StatementNumber.objects.first().pk}"]
    asked_for = [(one, kind) for one in addresses for kind in (PAGE, TURTLE, JSON_LD)]
    before = [
        (asked(client, *one).status_code, asked(client, *one)["Location"]) for one in asked_for
    ]
    everything_renamed()
    after = [
        (asked(client, *one).status_code, asked(client, *one)["Location"]) for one in asked_for
    ]
    assert before == after
    assert {status for status, _ in after} == {303}
    for address in NAMES:
        assert (
            f"{settings.PUBLIC_URL}{address}>".encode()
            in client.get(asked(client, address, TURTLE)["Location"]).getvalue()
        )


def test_a_recognition_keeps_its_name_when_another_follows(client, reviewer):
    row = make_intervention(slug="erkend")
    level, source = RecognitionLevel.objects.first(), row.sources.get()
    named = []
    for date in ("2020", "2024-05", "2024-05"):
        Recognition.objects.create(
            intervention=row, level=level, date=date, body=f"Commissie {len(named)}", source=source
        )
        record_intervention(row, by=reviewer, at=timezone.now(), note="")
        graph = read(client, "interventies/erkend")
        named.append(
            {
                str(one).partition("#")[2]: str(graph.value(one, WE.commissie))
                for one in graph.subjects(RDF.type, WE.Erkenning)
            }
        )
    assert [len(one) for one in named] == [1, 2, 3]
    assert named[0].items() < named[1].items() < named[2].items()


def test_a_word_that_was_deleted_is_gone_and_its_name_is_of_nothing_else(client, reviewer_client):
    form = {"name": "Buurtbos", "definition": "Uitleg.", "sources": make_source().pk}
    add = "/beheer/elements/term/add/"
    assert asked(client, "/id/begrip/buurtbos").status_code == 404
    reviewer_client.post(add, form)
    row = Term.objects.get(slug="buurtbos")
    assert asked(client, "/id/begrip/buurtbos").status_code == 303
    reviewer_client.post(f"/beheer/elements/term/{row.pk}/delete/", {"post": "yes"})
    gone = asked(client, "/id/begrip/buurtbos")
    assert (gone.status_code, gone.content) == (410, b"")
    other = reviewer_client.post(add, {**form, "name": "Iets anders", "slug": "buurtbos"})
    assert "Dit kenmerk was van &#x27;Buurtbos&#x27;" in other.content.decode()
    reviewer_client.post(add, {**form, "name": "buurtbos"})
    assert asked(client, "/id/begrip/buurtbos").status_code == 303


HIDDEN = [one for one in Status if one not in (Status.PUBLISHED, Status.WITHDRAWN)]


@pytest.mark.parametrize("status", HIDDEN)
def test_what_was_never_public_is_the_same_as_nothing(client, status):
    make_intervention(slug="geheim", status=status)
    for place in ("/id/interventie/{}", "/data/interventies/{}.ttl"):
        hidden, nothing = client.get(place.format("geheim")), client.get(place.format("niets"))
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.content.replace(b"geheim", b"niets") == nothing.content
