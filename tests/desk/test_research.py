"""What research says, and where it was done, on the form and before handing in."""

from datetime import timedelta

import pytest

from elements import dates
from interventions.desk.checklist import findings
from interventions.models import Intervention, Municipality
from tests.desk.forms import ADD, change_page, intervention_form
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
LINE = {"research_line": "Er is een studie."}


@pytest.mark.parametrize(
    ("values", "field", "text"),
    [
        ({"research_outcome": "gunstig"}, "outcome", "Een uitkomst hoort alleen bij effect"),
        (
            {"research_kind": "ervaringen", "research_outcome": "gunstig", **LINE},
            "outcome",
            "Een uitkomst hoort alleen bij effectonderzoek.",
        ),
        ({"research_kind": "ervaringen"}, "line", "Vat het onderzoek samen in een zin."),
        (
            {"research_kind": "geen-gevonden", **LINE},
            "searched_on",
            "Zeg wanneer u naar onderzoek hebt gezocht.",
        ),
        ({"research_kind": "niet-gelezen", **LINE}, "sources", "Zeg volgens welke bron"),
    ],
)
def test_what_goes_together_is_said_at_its_field(editor_client, values, field, text):
    page = editor_client.post(ADD, intervention_form(**values)).content.decode()
    start = page.index(f"field-research_{field}")
    assert text in page[start : page.index("form-row", start + 1)]
    assert not Intervention.objects.filter(name="Buurttuin").exists()


def test_whole_research_and_a_place_are_saved(editor_client):
    source, town = make_source(), Municipality.objects.first()
    form = intervention_form(
        research_kind="effectonderzoek",
        research_outcome="ongunstig",
        research_sources=[source.pk],
        places=[{"municipality": town.pk, "since": "2011", "until": "", "source": source.pk}],
        **LINE,
    )
    assert editor_client.post(ADD, form).status_code == 302
    row = Intervention.objects.get(name="Buurttuin")
    assert row.research_outcome == "ongunstig"
    assert (row.places.get().municipality, row.places.get().since) == (town, 2011)


def test_research_without_a_source_stops_handing_in_with_a_link(editor_client):
    row = make_intervention(status=Status.DRAFT, research_kind="ervaringen", **LINE)
    page = editor_client.get(change_page(row)).content.decode()
    assert '<a href="#id_research_sources">Zeg volgens welke bron' in page
    row.research_sources.add(make_source())
    assert "#id_research_sources" not in editor_client.get(change_page(row)).content.decode()


def test_a_reviewer_is_pointed_at_proof_and_at_an_old_search():
    row = make_intervention(
        status=Status.DRAFT,
        research_kind="geen-gevonden",
        research_line="Het is niet bewezen.",
        research_searched_on=dates.today() - timedelta(days=731),
    )
    found = {
        point.key: hints
        for point, hints in findings(Intervention.objects.for_detail().get(pk=row.pk))
    }
    assert "Onderzoek in een zin: hier staat ‘bewezen’." in found["bewijs"]
    assert any("Dat is langer dan twee jaar geleden." in hint for hint in found["erkenning"])


def test_a_reviewer_adds_a_municipality_and_an_editor_does_not(editor_client, reviewer_client):
    form = {"name": "Waddinxveen", "slug": "", "former_names": "", "code": "0627"}
    add = "/beheer/interventions/municipality/add/"
    assert editor_client.post(add, form).status_code == 403
    assert reviewer_client.post(add, form).status_code == 302
    assert Municipality.objects.get(slug="waddinxveen").code == "0627"
