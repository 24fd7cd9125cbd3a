"""Versions of before a fact was thought of, as they were written then: they stay readable."""

import json
from pathlib import Path

import pytest

from elements.models import content_change
from interventions.models import Intervention, Publication
from interventions.sheet.document import intervention_document
from interventions.sheet.older import NOT_KNOWN
from tests.factories import make_source

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "documents"
OLD = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}


@pytest.fixture
def then():
    """The first version of each intervention as it was written then, and its text as it is now."""
    with content_change():
        for slug, document in OLD.items():
            row = Intervention.objects.get(slug=slug)
            Publication.objects.filter(intervention=row).update(document=document)
            Intervention.objects.filter(pk=row.pk).update(
                cautions="Vrijwilligers haken af.",
                cautions_source=make_source(),
                contact_organisation="Stichting Buurt",
            )
            now = Intervention.objects.for_detail().get(pk=row.pk)
            Publication.objects.create(
                intervention=row,
                number=2,
                document=intervention_document(now, version=2),
                at=row.published_at,
            )


@pytest.fixture
def only_then():
    with content_change():
        for slug, document in OLD.items():
            Publication.objects.filter(intervention__slug=slug).update(document=document)


def test_there_is_an_old_document_of_every_launch_intervention():
    assert {*OLD} == {*Intervention.objects.values_list("slug", flat=True)}


@pytest.mark.parametrize("slug", OLD)
def test_the_page_of_an_old_version_says_what_it_did_not_know(client, then, slug):
    response = client.get(f"/interventies/{slug}/versies/1/")
    page = response.content.decode()
    assert response.status_code == 200
    research = page[page.index("Wat zegt onderzoek?") :]
    assert NOT_KNOWN in research[: research.index("</dd>")]
    assert page.count(NOT_KNOWN) == 4  # research, places, cautions, contact
    assert NOT_KNOWN not in client.get(f"/interventies/{slug}/versies/2/").content.decode()


@pytest.mark.parametrize("slug", OLD)
def test_against_an_old_version_a_new_fact_is_not_called_added(client, then, slug):
    for query, old, new in (("van=1&tot=2", 1, 2), ("van=2&tot=1", 1, 2)):
        response = client.get(f"/interventies/{slug}/versies/?{query}")
        page = " ".join(response.content.decode().split())
        assert response.status_code == 200
        for label in ("Onderzoek in een regel", "Wat is lastig?", "Contact"):
            change = page[page.index(f"<dt>{label} ") :]
            change = change[: change.index("</div>")]
            assert f"Versie {old} kende dit nog niet. Versie {new} zegt:" in change
            assert "<ins>" not in change
            assert "<del>" not in change


def test_research_reads_well_in_what_changed(client, then):
    page = client.get("/interventies/thuis-op-straat/versies/?van=1&tot=2").content.decode()
    assert "Soort onderzoek: effectonderzoek\nUitkomst van het onderzoek: gunstig\n" in page
    assert "Gezocht naar onderzoek op: 22 november 2026" in page


def test_summary_dossier_files_and_linked_data_of_old_versions_answer(client, only_then):
    addresses = [
        *(f"/samenvattingen/interventies/{slug}/" for slug in OLD),
        "/samenvattingen/dossier/?" + "&".join(f"interventie={slug}@1" for slug in OLD),
        *(f"/export/interventies.{name}" for name in ("csv", "xlsx", "json", "ris", "bib")),
        *(
            "/data/interventies.ttl",
            "/data/interventies.jsonld",
            "/interventies/",
            "/werkzame-elementen/",
        ),
        *("/matrix/", "/api/v1/interventies", "/feeds/interventies.atom"),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert b"".join(response), address


def test_a_summary_of_an_old_version_does_not_say_that_nobody_found_it(client, only_then):
    page = client.get("/samenvattingen/interventies/woonatelier/").content.decode()
    assert NOT_KNOWN in page
    assert "Wij vonden geen bron die zegt wat lastig is." not in page


def test_a_counterexample_is_no_element_of_an_old_version_either(client, only_then):
    graph = client.get(
        "/id/interventie/eigen-kracht-conferentie", headers={"accept": "text/turtle"}
    )
    assert graph.status_code == 303
    assert OLD["eigen-kracht-conferentie"]["elementen"]
    found = Publication.objects.get(intervention__slug="eigen-kracht-conferentie")
    page = client.get("/samenvattingen/interventies/eigen-kracht-conferentie/").content.decode()
    absent = page[page.index("Niet genoemd: ") :]
    for statement in found.document["uitspraken"]:
        assert statement["soort"] == "contrast"
        assert statement["element"].replace("-", " ") in absent.lower()
