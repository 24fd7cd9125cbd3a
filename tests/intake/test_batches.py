"""After the import: where each row stands, handing in many, and what nobody outside sees."""

import pytest

from elements.models import Element, Source
from interventions.models import ImportBatch, Intervention, StatusChange, SuggestedElement
from interventions.workflow import submit
from tests.factories import Status, in_state
from tests.intake.sheets import csv_file, preview

pytestmark = pytest.mark.django_db
BATCHES = "/beheer/interventions/importbatch/"
INTERVENTIONS = "/beheer/interventions/intervention/"
CANARY = "Kanarievogel"
PUBLIC = [
    *("/", "/interventies/", f"/interventies/?q={CANARY}", "/interventies/?element=empowerment"),
    *("/interventies/?thema=jeugd", "/interventies/?doelgroep=ouderen", "/combinaties/"),
    *("/matrix/", "/matrix/?rijen=thema", "/zelfcheck/?ja=empowerment", "/werkzame-elementen/"),
    *("/werkzame-elementen/empowerment/", "/bronnen/", "/begrippen/", "/over/", "/sitemap.xml"),
    *("/samenvattingen/", f"/zoeksuggesties?q={CANARY[:5]}", "/kiezen/"),
]


@pytest.fixture
def batch(editor_client):
    """Three concepts: one complete, one with an open suggestion, one without a summary."""
    data = csv_file(
        ["naam", "samenvatting", "elementen", "url"],
        ["Tuin", "Buren tuinieren.", "", "https://voorbeeld.nl/tuin"],
        ["Hof", "Buren praten.", "empowerment; aansluiten", "https://voorbeeld.nl/hof"],
        ["Plein", "", "", "https://voorbeeld.nl/plein"],
    )
    address, _ = preview(editor_client, data)
    editor_client.post(address, {"step": "all"})
    return ImportBatch.objects.get()


def rows_of(batch):
    return Intervention.objects.filter(imports__batch=batch)


def answers(client) -> dict[str, str]:
    return {address: client.get(address).content.decode() for address in PUBLIC}


def hand_in(client, rows):
    form = {"action": "submit_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(INTERVENTIONS, form, follow=True)


# --- The batch ------------------------------------------------------------------------------------


def test_progress_counts_what_was_handed_in_or_is_further(editor_client, editor, batch):
    assert "0 van 3" in editor_client.get(BATCHES).content.decode()
    submit(rows_of(batch).get(name="Tuin"), by=editor)
    assert "1 van 3" in editor_client.get(BATCHES).content.decode()
    page = editor_client.get(f"{BATCHES}{batch.pk}/change/").content.decode()
    for words in ("1 van 3", "Tuin", "ingediend", "lijst.csv", f"exact={batch.pk}"):
        assert words in page


def test_the_list_of_interventions_is_narrowed_to_one_batch(editor_client, batch):
    page = editor_client.get(f"{INTERVENTIONS}?imports__batch__id__exact={batch.pk}")
    assert page.status_code == 200
    assert {row.name for row in page.context["cl"].queryset} == {"Tuin", "Hof", "Plein"}


def test_a_batch_is_neither_changed_nor_deleted(editor_client, batch):
    assert editor_client.post(f"{BATCHES}{batch.pk}/change/", {"file_name": "x"}).status_code == 403
    assert editor_client.post(f"{BATCHES}{batch.pk}/delete/", {"post": "yes"}).status_code == 403
    batch.refresh_from_db()
    assert batch.file_name == "lijst.csv"


def test_the_way_to_reading_in_starts_at_the_list(editor_client, administrator_client):
    link = f"{BATCHES}add/"
    assert link in editor_client.get(INTERVENTIONS).content.decode()
    assert link in editor_client.get("/beheer/").content.decode()
    assert link not in administrator_client.get(INTERVENTIONS).content.decode()


# --- Handing in many at once ----------------------------------------------------------------------


def test_many_are_handed_in_at_once_and_the_others_say_why_not(editor_client, editor, batch):
    page = hand_in(editor_client, rows_of(batch))
    refused = {row.name: " ".join(reasons) for row, reasons in page.context["refused"]}
    assert page.context["done"] == "1 interventie is ingediend."
    assert refused.keys() == {"Hof", "Plein"}
    assert "Aansluiten" in refused["Hof"]
    assert "Empowerment" in refused["Hof"]
    assert refused["Plein"] == "De samenvatting is leeg."
    assert [row.name for row in rows_of(batch).filter(status=Status.SUBMITTED)] == ["Tuin"]
    assert StatusChange.objects.get(intervention__name="Tuin", verb="submit").by == editor


def test_when_all_goes_well_the_list_comes_back(editor_client, batch):
    page = hand_in(editor_client, rows_of(batch).filter(name="Tuin"))
    assert "1 interventie is ingediend." in page.content.decode()


def test_who_may_not_hand_in_has_no_such_action(administrator_client, batch):
    hand_in(administrator_client, rows_of(batch))
    assert not rows_of(batch).exclude(status=Status.DRAFT).exists()


def test_nothing_publishes_many_at_once(reviewer_client, batch):
    page = reviewer_client.get(INTERVENTIONS)
    form = page.context["action_form"]
    assert [value for value, _ in form.fields["action"].choices if value] == ["submit_selected"]


# --- Nobody outside -------------------------------------------------------------------------------


def test_an_imported_concept_changes_no_public_answer(client, editor_client):
    before = answers(client)
    data = csv_file(
        ["naam", "samenvatting", "elementen", "thema", "doelgroep", "url", "aantekening"],
        [CANARY, CANARY, "empowerment; aansluiten", "jeugd", "ouderen", "https://k.nl", CANARY],
    )
    address, _ = preview(editor_client, data)
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name=CANARY)
    assert row.suggested_elements.count() == 2
    assert Source.objects.filter(title=CANARY).exists()
    after = answers(client)
    for place, answer in before.items():
        assert after[place] == answer, place


def test_a_suggested_element_shows_nowhere_when_the_text_is_public(client, editor_client):
    """Past the workflow, which would refuse it: the public pages do not know of suggestions."""
    data = csv_file(["naam", "samenvatting", "elementen"], ["Tuin", "Buren.", "empowerment"])
    address, _ = preview(editor_client, data)
    editor_client.post(address, {"step": "all"})
    row = Intervention.objects.get(name="Tuin")
    row.suggested_elements.all().delete()
    in_state(row, Status.PUBLISHED)
    without = answers(client)
    without["own"] = client.get("/interventies/tuin/").content.decode()
    SuggestedElement.objects.create(
        intervention=row, element=Element.objects.get(slug="empowerment")
    )
    with_it = answers(client)
    with_it["own"] = client.get("/interventies/tuin/").content.decode()
    assert with_it == without
