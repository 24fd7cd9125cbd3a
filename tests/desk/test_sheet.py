"""What the form tells and asks: the sheet and its meter, statements, suggestions, duplicates."""

import pytest

from interventions import workflow
from interventions.models import Intervention, SuggestedElement
from tests.desk.filled import opened
from tests.desk.forms import (
    ADD,
    change_page,
    element,
    intervention_form,
    page_of,
    section,
    statement_box,
)
from tests.factories import Status, in_state, make_intervention, make_source

pytestmark = pytest.mark.django_db


# --- The sheet ------------------------------------------------------------------------------------


def test_the_fields_follow_the_sheet_each_with_help(editor_client):
    page = page_of(editor_client, make_intervention(status=Status.DRAFT))
    order = (
        *("name", "aliases", "variant_of", "summary", "goal", "target_group_text", "approach"),
        *("conditions", "duration", "municipal_role", "research", "costs", "materials", "owner"),
        *("started_year", "website", "owner_checked_on", "databank_status", "activity"),
        *("target_groups", "themes", "settings", "sources", "desk_note", "statements-0-element"),
    )
    places = [page.index(f'name="{name}"') for name in order]
    assert places == sorted(places)
    for name in order:
        if name not in ("target_groups", "themes", "settings"):  # a question that speaks for itself
            assert f'id="id_{name}_helptext"' in page, name


def test_the_meter_counts_facts_and_never_elements(editor_client):
    row = make_intervention(status=Status.DRAFT, goal="Doel.", sources=[])
    before = section(page_of(editor_client, row), "completeness")
    assert "2 van 24 ingevuld" in before  # the summary and the goal
    assert 'max="24" value="2"' in before
    assert '<a href="#id_approach">aanpak</a>' in before
    assert '<a href="#recognitions-heading">erkenning</a>' in before
    form = opened(editor_client, row)
    found = make_source()
    box = statement_box(source=found.pk)
    form |= {f"statements-0-{name}": value for name, value in box.items()} | {"owner": "De buurt"}
    editor_client.post(change_page(row), form)
    assert "3 van 24 ingevuld" in section(page_of(editor_client, row), "completeness")


def test_what_stops_handing_in_is_named_with_a_link(editor_client):
    row = make_intervention(
        status=Status.DRAFT,
        sources=[],
        activity="loopt",
        statements=[
            {"element": element("empowerment"), "source": make_source(), "explanation": ""}
        ],
    )
    SuggestedElement.objects.create(intervention=row, element=element("samenwerken"))
    found = section(page_of(editor_client, row), "completeness")
    for anchor in ("id_sources", "id_activity_source", "statements-heading", "suggestions"):
        assert f'<a href="#{anchor}">' in found
        assert f'id="{anchor}"' in page_of(editor_client, row)
    assert "De uitleg bij &#x27;Empowerment&#x27; is leeg." in found


def test_a_complete_text_says_so(editor_client):
    row = make_intervention(status=Status.DRAFT)
    found = section(page_of(editor_client, row), "completeness")
    assert "Wat nodig is om in te dienen, staat erin." in found


# --- Statements -----------------------------------------------------------------------------------


def test_a_statement_shows_its_source_as_a_link_and_keeps_its_evidence_at_the_desk(
    client, editor_client
):
    found = make_source(title="Een verslag", url="https://example.nl/verslag")
    said = [{"element": element("empowerment"), "source": found, "evidence": "Letterlijk zo."}]
    row = make_intervention(status=Status.DRAFT, statements=said)
    page = page_of(editor_client, row)
    assert '<a href="https://example.nl/verslag" target="_blank" rel="noopener noreferrer">' in page
    assert "Letterlijk zo." in page
    in_state(row, Status.PUBLISHED)
    assert "Letterlijk zo." in page_of(editor_client, row)
    assert "Letterlijk zo." not in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("length", "status"), [(300, 302), (301, 200)])
def test_evidence_has_at_most_300_characters(editor_client, length, status):
    box = statement_box(source=make_source().pk, evidence="a" * length)
    assert editor_client.post(ADD, intervention_form(statements=[box])).status_code == status


def test_every_list_of_sources_has_a_link_in_words_to_add_one(editor_client, administrator_client):
    row = make_intervention(status=Status.DRAFT)
    page = page_of(editor_client, row)
    for name in ("sources", "duration_source", "statements-0-source", "recognitions-0-source"):
        assert f'id="add_id_{name}"' in page
    assert page.count("Bron toevoegen<") >= 4
    assert "Bron toevoegen" not in page_of(administrator_client, row)


def test_a_source_that_is_added_on_the_spot_closes_its_window_in_dutch(editor_client):
    form = {"title": "Een verslag", "kind": "website", "seen": "volledig", "_popup": "1"}
    page = editor_client.post("/beheer/elements/source/add/", form).content.decode()
    assert '<html lang="nl">' in page
    assert "dit venster sluit vanzelf" in page
    assert "popup_response.js" in page


# --- Suggestions ----------------------------------------------------------------------------------


@pytest.fixture
def suggested(editor):
    row = make_intervention(status=Status.DRAFT)
    for slug in ("empowerment", "samenwerken"):
        SuggestedElement.objects.create(intervention=row, element=element(slug))
    return row


def test_a_suggestion_is_dropped_by_hand_and_the_text_stays_as_it_was(editor_client, suggested):
    page = page_of(editor_client, suggested)
    assert "Voorgesteld in de spreadsheet, nog zonder bron" in page
    first = suggested.suggested_elements.first()
    assert "Haal weg: Empowerment</label>" in page
    form = opened(editor_client, suggested) | {"drop": [first.pk, "x", "9" * 30]}
    assert editor_client.post(change_page(suggested), form).status_code == 302
    assert [one.element.slug for one in suggested.suggested_elements.all()] == ["samenwerken"]
    suggested.refresh_from_db()
    assert suggested.changed_at is None


def test_a_suggestion_goes_when_somebody_makes_a_statement_of_it(editor_client, suggested):
    box = statement_box(source=make_source().pk)  # of empowerment
    form = opened(editor_client, suggested)
    form |= {f"statements-0-{name}": value for name, value in box.items()}
    assert editor_client.post(change_page(suggested), form).status_code == 302
    assert [one.element.slug for one in suggested.suggested_elements.all()] == ["samenwerken"]


def test_a_suggestion_of_another_row_stays(editor_client, suggested):
    other = make_intervention(status=Status.DRAFT)
    form = opened(editor_client, other)
    form |= {"drop": [one.pk for one in suggested.suggested_elements.all()]}
    editor_client.post(change_page(other), form)
    assert suggested.suggested_elements.count() == 2


# --- Possible duplicates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "aliases"),
    [
        ("Buurttuinen", ""),  # few letters differ
        ("De Buurttuin van West", ""),  # a name in a name
        ("Groen samen", "BÚURTTUIN"),  # an alias, folded
        ("Pluktuin", ""),  # an alias of the other
    ],
)
def test_what_looks_like_another_is_saved_with_a_warning(editor_client, name, aliases):
    other = make_intervention(status=Status.REJECTED, name="Buurttuin", aliases="Pluktuin")
    answer = editor_client.post(ADD, intervention_form(name=name, aliases=aliases), follow=True)
    row = Intervention.objects.get(name=name)
    page = answer.content.decode()
    assert f"‘{name}’ lijkt op wat er al is: " in page
    assert f'<a href="{change_page(other)}">Buurttuin</a>' in page
    found = section(page_of(editor_client, row), "lookalikes")
    assert f'<a href="{change_page(other)}">Buurttuin</a>' in found
    assert "afgewezen" in found


def test_what_looks_like_nothing_gets_no_warning(editor_client):
    make_intervention(name="Tuin")
    answer = editor_client.post(ADD, intervention_form(name="Straatfeest"), follow=True)
    assert "lijkt op" not in answer.content.decode()
    row = Intervention.objects.get(name="Straatfeest")
    assert 'aria-labelledby="lookalikes"' not in page_of(editor_client, row)


def test_an_own_public_text_or_working_copy_is_no_duplicate(editor, editor_client):
    live = make_intervention(name="Buurttuin", status=Status.PUBLISHED)
    copy = workflow.revise(live, by=editor)
    assert 'aria-labelledby="lookalikes"' not in page_of(editor_client, copy)
    other = make_intervention(name="Buurttuinen", status=Status.DRAFT)
    found = section(page_of(editor_client, other), "lookalikes")
    assert found.count("<li>") == 1  # the public one, and not its copy as well


# --- Elements -------------------------------------------------------------------------------------


def test_who_only_reads_an_element_is_not_asked_what_changed(editor_client):
    assert "Wat is er veranderd?" not in page_of(editor_client, element("empowerment"))
