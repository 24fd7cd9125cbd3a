"""Writing an intervention at the desk, through the front door."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.utils import flatten_fieldsets

from interventions.models import Intervention, Recognition, RecognitionLevel, StatusChange
from interventions.workflow import submit
from tests.desk.forms import (
    ADD,
    INTERVENTIONS,
    change_page,
    delete_page,
    element,
    faults_of,
    intervention_form,
    post_form,
    source,
    statement_box,
    version,
)
from tests.factories import Status, in_state, make_intervention

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
READ_ONLY = [Status.PUBLISHED, Status.WITHDRAWN, Status.SUBMITTED, Status.IN_REVIEW, "rejected"]


# --- Adding ---------------------------------------------------------------------------------------


def test_editor_adds_an_intervention_with_two_statements(editor, editor_client):
    found = source()
    before = version()
    response = editor_client.post(
        ADD,
        intervention_form(
            sources=[found],
            statements=[
                statement_box(source=found),
                statement_box(
                    source=found, element=element("outreachend").pk, kind="inferred", basis="Doel."
                ),
            ],
        ),
    )
    assert response.status_code == 302
    row = Intervention.objects.get(slug="buurttuin")
    assert (row.status, row.created_by) == (Status.DRAFT, editor)
    kinds = row.statements.values_list("element__slug", "kind")
    assert set(kinds) == {("empowerment", "named"), ("outreachend", "inferred")}
    assert not StatusChange.objects.filter(intervention=row).exists()
    assert version() == before  # nobody outside sees a draft


def test_editor_adds_a_dated_recognition(editor_client):
    level, found = RecognitionLevel.objects.first(), source()
    box = {"level": level.pk, "date": "2026-03", "checked_on": "2026-11-22", "source": found}
    response = editor_client.post(ADD, intervention_form(recognitions=[box]))
    assert response.status_code == 302
    row = Recognition.objects.get(intervention__slug="buurttuin")
    assert (row.date, row.checked_on.isoformat()) == ("2026-03", "2026-11-22")


@pytest.mark.parametrize(
    ("name", "slug"), [("Kán wel, samen!", "kan-wel-samen"), ("É" * 120, "e" * 80)]
)
def test_an_empty_slug_is_made_of_the_name(editor_client, name, slug):
    editor_client.post(ADD, intervention_form(name=name))
    assert Intervention.objects.get(name=name).slug == slug


def test_a_chosen_slug_stays_as_it_is(editor_client):
    editor_client.post(ADD, intervention_form(slug="tuin-voor-allen"))
    assert Intervention.objects.filter(slug="tuin-voor-allen", name="Buurttuin").exists()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"name": ""}, "Dit veld is verplicht."),
        ({"name": "!!!"}, "Schrijf hier letters of cijfers."),
        ({"summary": ""}, "Dit veld is verplicht."),
        ({"name": "kan  WEL!"}, "Een andere interventie heeft deze naam al."),
        ({"slug": "abcd"}, "Een andere interventie heeft dit kenmerk al."),
        (
            {"activity_date": "2026-02-30"},
            "30 februari 2026 bestaat niet: februari 2026 heeft 28 dagen.",
        ),
        ({"databank_status": "opgenomen"}, "Zeg van wanneer de stand in de databank is."),
        (
            {"started_year": "99999999999999999999"},
            "Zorg ervoor dat deze waarde hoogstens 2100 is.",
        ),
    ],
)
def test_a_wrong_form_says_why_and_saves_nothing(editor_client, values, fault):
    response = editor_client.post(ADD, intervention_form(**values))
    assert response.status_code == 200
    assert fault in faults_of(response)
    assert not Intervention.objects.filter(name="Buurttuin").exists()


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        ([{}, {}], "Deze bron is bij dit element al gebruikt."),
        ([{"kind": "inferred"}], "Zeg bij een lezing van de redactie waarop die berust."),
        ([{"element": ""}], "Dit veld is verplicht."),
    ],
)
def test_a_wrong_statement_says_why_and_saves_nothing(editor_client, boxes, fault):
    found = source()
    statements = [statement_box(source=found, **box) for box in boxes]
    response = editor_client.post(ADD, intervention_form(statements=statements))
    assert response.status_code == 200
    assert fault in faults_of(response)
    assert not Intervention.objects.filter(name="Buurttuin").exists()


def test_a_name_that_is_taken_is_said_once_and_at_the_field(editor_client):
    page = editor_client.post(ADD, intervention_form(name="Kan wél!")).content.decode()
    assert '<a href="#id_name">Naam</a>: Een andere interventie heeft deze naam al.' in page
    assert page.count("Een andere interventie heeft deze naam al.") == 2  # at the top as well


def test_every_fault_is_also_named_at_the_top_with_a_link_to_its_field(editor_client):
    boxes = [statement_box(source=source()), {"element": "", "kind": "named", "basis": "Doel."}]
    page = editor_client.post(ADD, intervention_form(name="", statements=boxes)).content.decode()
    top = page[page.index("desk-faults") : page.index("</ul>", page.index("desk-faults"))]
    assert '<a href="#id_name">Naam</a>: Dit veld is verplicht.' in top
    assert '<a href="#id_statements-1-element">Uitspraak 2, werkzaam element</a>' in top
    assert top.count("<li>") == 3  # and the source of that statement


def test_a_forged_status_is_ignored(editor_client):
    editor_client.post(ADD, intervention_form(status="published", published_at="2026-01-01"))
    row = Intervention.objects.get(slug="buurttuin")
    assert (row.status, row.published_at) == (Status.DRAFT, None)


# --- Changing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT_BACK])
def test_editor_changes_what_is_not_yet_public(editor_client, status):
    row = make_intervention(status=status, statements=[{}])
    kept = row.statements.get()
    response = post_form(
        editor_client,
        row,
        intervention_form(
            name="Nieuwe naam",
            slug=row.slug,
            statements=[
                statement_box(
                    id=kept.pk,
                    source=kept.source_id,
                    element=kept.element_id,
                    explanation="Anders dan eerst.",
                )
            ],
        ),
    )
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.name, row.status) == ("Nieuwe naam", status)
    assert row.statements.get().explanation == "Anders dan eerst."


def test_editor_takes_a_statement_away(editor_client):
    row = make_intervention(status=Status.DRAFT, statements=[{}])
    kept = row.statements.get()
    box = statement_box(id=kept.pk, source=kept.source_id, element=kept.element_id, DELETE="on")
    form = intervention_form(name=row.name, slug=row.slug, statements=[box])
    assert post_form(editor_client, row, form).status_code == 302
    assert not row.statements.exists()


def test_an_intervention_is_no_version_of_itself(editor_client):
    row = make_intervention(status=Status.DRAFT)
    form = intervention_form(name=row.name, slug=row.slug, variant_of=row.pk)
    response = post_form(editor_client, row, form)
    assert "Een interventie is geen versie van zichzelf." in faults_of(response)


def test_the_slug_of_what_was_ever_published_is_fixed(editor_client):
    row = make_intervention(status=Status.PUBLISHED)
    Intervention.objects.filter(pk=row.pk).update(status=Status.SENT_BACK)
    post_form(editor_client, row, intervention_form(name="Nieuwe naam", slug="nieuw"))
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Nieuwe naam", row.slug)
    assert row.slug != "nieuw"


@pytest.mark.parametrize("status", READ_ONLY)
@pytest.mark.parametrize("person", ["editor_client", "reviewer_client", "administrator_client"])
def test_nobody_changes_it_in_another_state(request, person, status):
    client = request.getfixturevalue(person)
    row = make_intervention(status=status)
    page = client.get(change_page(row))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    form = intervention_form(name="Nieuwe naam", slug=row.slug)
    assert client.post(change_page(row), form).status_code == 403
    row.refresh_from_db()
    assert (row.name != "Nieuwe naam", row.status) == (True, status)


def test_administrator_reads_a_draft_but_does_not_write_it(administrator_client):
    row = make_intervention(status=Status.DRAFT)
    assert administrator_client.get(change_page(row)).status_code == 200
    form = intervention_form(name="Nieuwe naam", slug=row.slug)
    assert administrator_client.post(change_page(row), form).status_code == 403
    assert administrator_client.get(ADD).status_code == 403


@pytest.mark.parametrize("person", ["editor_client", "reviewer_client", "admin_client"])
def test_nobody_deletes_an_intervention(request, person):
    client = request.getfixturevalue(person)
    row = make_intervention(status=Status.DRAFT)
    assert "Verwijderen</a>" not in client.get(change_page(row)).content.decode()
    assert client.post(delete_page(row), {"post": "yes"}).status_code == 403
    client.post(
        INTERVENTIONS, {"action": "delete_selected", "_selected_action": row.pk, "index": 0}
    )
    assert Intervention.objects.filter(pk=row.pk).exists()


# --- The page -------------------------------------------------------------------------------------


def test_the_form_has_every_field_that_an_editor_fills_in():
    page = site._registry[Intervention]
    fields = [*Intervention._meta.fields, *Intervention._meta.many_to_many]
    editable = [field.name for field in fields if field.editable and not field.primary_key]
    assert sorted(flatten_fieldsets(page.fieldsets)) == sorted(editable)


def test_the_page_tells_the_steps_in_dutch(editor, reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    submit(row, by=editor, note="Alles klopt.")
    assert "Geschiedenis" in reviewer_client.get(change_page(row)).content.decode()
    page = reviewer_client.get(change_page(row).replace("/change/", "/history/"))
    steps = page.content.decode()
    for words in ("Indienen", "concept", "ingediend", "redacteur", "Alles klopt."):
        assert words in steps


def test_a_published_page_links_to_the_site_and_a_draft_does_not(editor_client):
    row = make_intervention(status=Status.PUBLISHED)
    link = f'href="/interventies/{row.slug}/"'
    assert link in editor_client.get(change_page(row)).content.decode()
    in_state(row, Status.DRAFT)
    assert link not in editor_client.get(change_page(row)).content.decode()


def test_every_field_of_a_statement_has_a_visible_label(editor_client):
    page = editor_client.get(ADD).content.decode()
    for name, label in (
        ("element", "Werkzaam element"),
        ("kind", "Soort"),
        ("basis", "Grondslag"),
        ("explanation", "Hoe de interventie dit doet"),
        ("source", "Bron"),
        ("section", "Vindplaats"),
        ("evidence", "Bewijsplaats"),
        ("extra_sources", "Extra bronnen voor de uitleg"),
    ):
        assert f'for="id_statements-0-{name}">{label}:' in page.replace('class="required" ', "")
