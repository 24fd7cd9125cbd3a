"""The steps of the workflow at the desk, each page by itself: what it asks, says and does."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interventions import workflow
from interventions.models import Intervention, Publication
from tests.conftest import signed_in
from tests.desk.filled import opened, typed
from tests.desk.forms import CHECKED, NOTE, change_page, verb_page
from tests.factories import Status, make_intervention, reviewed

pytestmark = pytest.mark.django_db


def compare_page(row) -> str:
    return reverse("admin:interventions_intervention_compare", args=[row.pk])


def step_form(client, address: str) -> dict:
    """What the form on the page of a step sends when nothing is typed in it."""
    page = client.get(address).content.decode()
    return {"note": "", "gelezen": re.search(r'name="gelezen" value="([^"]*)"', page)[1]}


# --- Publish --------------------------------------------------------------------------------------


@pytest.fixture
def ready(editor, reviewer):
    """A text of the editor, in review with the reviewer: it can be published now."""
    return reviewed(
        make_intervention(status=Status.DRAFT, name="Buurttuin"), editor=editor, reviewer=reviewer
    )


def test_reviewer_publishes_and_it_is_public_at_once(client, ready, reviewer, reviewer_client):
    public = reverse("public:intervention-detail", args=[ready.slug])
    assert client.get(public).status_code == 404
    form = {"note": " Nagekeken. ", **CHECKED}
    response = reviewer_client.post(verb_page(ready, "publish"), form, follow=True)
    assert response.redirect_chain == [(change_page(ready), 302)]
    page = response.content.decode()
    assert "Buurttuin is gepubliceerd." in page
    assert f'<a href="{public}">Bekijk op de site</a>' in page
    ready.refresh_from_db()
    assert (ready.status, ready.published_by, ready.reviewed_by) == (
        *(Status.PUBLISHED, reviewer),
        reviewer,
    )
    change = ready.status_changes.first()
    assert (change.verb, change.from_status, change.to_status) == (
        *("publish", "in_review"),
        "published",
    )
    assert (change.by, change.note) == (reviewer, "Nagekeken.")
    assert client.get(public).status_code == 200


@pytest.mark.parametrize("point", CHECKED)
def test_every_point_of_the_checklist_has_to_be_checked(ready, reviewer_client, point):
    left = {key: value for key, value in CHECKED.items() if key != point}
    page = reviewer_client.post(verb_page(ready, "publish"), left).content.decode()
    assert "Zet dit vinkje als u het hebt nagekeken." in page
    ready.refresh_from_db()
    assert ready.status == Status.IN_REVIEW


def test_the_checklist_says_what_the_desk_found(editor, reviewer, reviewer_client):
    make_intervention(name="Een andere", aliases="De tuin")
    row = make_intervention(
        status=Status.DRAFT,
        name="De tuin",
        summary="Dit is bewezen. " + "Deze zin is echt te lang, " * 7 + "zo vindt u niet?",
        costs="n.v.t.",
        statements=[{}],
    )
    reviewed(row, editor=editor, reviewer=reviewer)
    page = reviewer_client.get(verb_page(row, "publish")).content.decode()
    for hint in (
        "Samenvatting: hier staat ‘bewezen’.",
        "Samenvatting: een zin van 46 woorden.",
        "Kosten: hier staat alleen ‘n.v.t.’. Maak dit leeg.",
        f"{row.statements.get().element}: zonder vindplaats.",
        "‘De tuin’ staat ook bij Een andere.",
    ):
        assert hint in page


def test_a_next_version_says_in_public_what_changed(editor, reviewer, reviewer_client):
    live = make_intervention()
    copy = reviewed(workflow.revise(live, by=editor), editor=editor, reviewer=reviewer)
    page = reviewer_client.post(verb_page(copy, "publish"), CHECKED).content.decode()
    assert "Schrijf in een zin wat er veranderd is." in page
    response = reviewer_client.post(verb_page(copy, "publish"), NOTE)
    assert response["Location"] == change_page(live)
    newest = Publication.objects.for_intervention(live).first()
    assert (newest.number, newest.note) == (2, "Omdat het moet.")
    assert not Intervention.objects.filter(pk=copy.pk).exists()


def test_what_a_reader_reported_begins_the_note(editor, reviewer, reviewer_client):
    live = make_intervention()
    copy = reviewed(workflow.revise(live, by=editor), editor=editor, reviewer=reviewer)
    live.reports.create(
        text="De naam klopt niet.", state="handled", decided_at=timezone.now(), decided_by=editor
    )
    page = reviewer_client.get(verb_page(copy, "publish")).content.decode()
    assert "Aangepast na een melding van een lezer.</textarea>" in page


def test_nobody_publishes_alone_and_the_page_says_so(ready, editor, reviewer, reviewer_client):
    Intervention.objects.filter(pk=ready.pk).update(changed_by=reviewer)
    for answer in (
        reviewer_client.get(verb_page(ready, "publish")),
        reviewer_client.post(verb_page(ready, "publish"), NOTE),
    ):
        assert (
            "Naast wie publiceert, staat nog niemand achter deze tekst." in answer.content.decode()
        )
        assert "<textarea" not in answer.content.decode()
    signed_in(editor).post(verb_page(ready, "agree"), {"note": ""})
    assert reviewer_client.post(verb_page(ready, "publish"), NOTE).status_code == 302


def test_who_did_not_claim_it_reads_who_did(ready, reviewer):
    other = User.objects.create_superuser("ander")
    page = signed_in(other).get(verb_page(ready, "publish")).content.decode()
    assert f"Deze tekst is in beoordeling bij {reviewer}." in page
    assert "<textarea" not in page


def test_who_changed_it_last_reads_why_not_to_agree(ready, editor_client):
    page = editor_client.get(verb_page(ready, "agree")).content.decode()
    assert "U hebt deze tekst zelf als laatste aangepast." in page


def test_nobody_agrees_with_a_text_that_changed_after_it_was_read(ready, reviewer, reviewer_client):
    """Where it was read, and on the page of the step: both say which text it was."""
    other = signed_in(User.objects.create_superuser("ander"))
    start = verb_page(ready, "agree")
    for reading in (compare_page(ready), change_page(ready)):
        link = re.search(rf'href="({start}[^"]*)"', other.get(reading).content.decode())[1]
        form = step_form(other, link)
        changed = typed(opened(reviewer_client, ready), goal=f"Anders dan op {reading}.")
        assert reviewer_client.post(change_page(ready), changed).status_code == 302
        for answer in (other.get(link), other.post(start, form)):
            page = answer.content.decode()
            assert "De tekst is aangepast nadat u die opende. Lees de tekst opnieuw." in page
            assert "<textarea" not in page
    ready.refresh_from_db()
    assert ready.agreed_at is None
    assert other.post(start, step_form(other, start)).status_code == 302
    ready.refresh_from_db()
    assert workflow.second_person(ready, publisher=reviewer) == ready.agreed_by


def test_the_workflow_itself_refuses_to_agree_with_an_older_text(ready, reviewer):
    old = Intervention.objects.get(pk=ready.pk)
    Intervention.objects.filter(pk=ready.pk).update(changed_at=timezone.now(), changed_by=reviewer)
    with pytest.raises(ValidationError, match="Lees de tekst opnieuw"):
        workflow.agree(old, by=User.objects.create_superuser("ander"))


def test_a_copy_does_not_take_a_name_that_another_text_took_meanwhile(
    editor, reviewer, reviewer_client
):
    copy = workflow.revise(make_intervention(name="Buurttuin"), by=editor)
    copy.name = "Moestuin"
    copy.save()
    make_intervention(name="MOESTUIN", status=Status.DRAFT)
    reviewed(copy, editor=editor, reviewer=reviewer)
    answer = reviewer_client.post(verb_page(copy, "publish"), NOTE)
    assert "Een andere interventie heeft deze naam al." in answer.content.decode()
    copy.refresh_from_db()
    assert (copy.status, copy.replaces.name) == (Status.IN_REVIEW, "Buurttuin")


def test_an_incomplete_text_shows_all_that_is_missing(editor_client):
    statements = [{"explanation": "", "source": None} for _ in range(2)]
    row = make_intervention(status=Status.DRAFT, statements=statements, activity="loopt")
    row.sources.clear()
    for answer in (
        editor_client.get(verb_page(row, "submit")),
        editor_client.post(verb_page(row, "submit"), {"note": ""}),
    ):
        page = answer.content.decode()
        for statement in row.statements.select_related("element"):
            assert f"De uitleg bij &#x27;{statement.element.short_name}&#x27; is leeg." in page
        assert "Er staat nog geen bron bij." in page
        assert "Zeg volgens welke bron dit nog loopt of gestopt is." in page
    row.refresh_from_db()
    assert row.status == Status.DRAFT
    assert not row.status_changes.exists()


# --- The other steps ------------------------------------------------------------------------------


def test_the_page_of_a_step_says_what_will_happen_and_changes_nothing(editor_client):
    row = make_intervention(status=Status.DRAFT)
    page = editor_client.get(verb_page(row, "submit")).content.decode()
    assert "De status gaat van ‘concept’ naar ‘ingediend’." in page
    assert "Een beoordelaar kijkt de tekst na." in page
    assert '<label for="id_note">Toelichting voor de beoordelaar:</label>' in page
    row.refresh_from_db()
    assert row.status == Status.DRAFT


def test_claiming_leads_to_the_text(reviewer_client):
    row = make_intervention(status=Status.SUBMITTED)
    response = reviewer_client.post(verb_page(row, "claim"), {"note": ""})
    assert response["Location"] == compare_page(row)


def test_revising_leads_to_the_copy_and_only_once(editor_client):
    row = make_intervention()
    response = editor_client.post(verb_page(row, "revise"), {"note": ""})
    assert response["Location"] == change_page(row.working_copies.get())
    page = editor_client.get(verb_page(row, "revise")).content.decode()
    assert "Hiervan is al een werkkopie." in page


@pytest.mark.parametrize("verb", ["send_back", "reject"])
@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_deciding_against_a_text_asks_for_a_reason(ready, reviewer_client, verb, note):
    response = reviewer_client.post(verb_page(ready, verb), {"note": note})
    assert "Schrijf een toelichting." in response.content.decode()
    ready.refresh_from_db()
    assert ready.status == Status.IN_REVIEW


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_withdrawing_asks_for_a_reason(reviewer_client, note):
    row = make_intervention()
    response = reviewer_client.post(verb_page(row, "withdraw"), {"note": note})
    assert response.status_code == 200
    assert "Schrijf een toelichting." in response.content.decode()
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED


@pytest.mark.parametrize("person", ["reviewer_client", "administrator_client"])
def test_what_is_withdrawn_is_off_the_site_at_once(request, client, person):
    row = make_intervention(name="Buurttuin")
    response = request.getfixturevalue(person).post(
        verb_page(row, "withdraw"), {"note": "De eigenaar vroeg hierom."}, follow=True
    )
    page = response.content.decode()
    assert "Buurttuin is ingetrokken en staat niet meer op de site." in page
    assert "Bekijk op de site" not in page
    answer = client.get(f"/interventies/{row.slug}/")
    assert answer.status_code == 410
    assert "De eigenaar vroeg hierom." in answer.content.decode()


# --- Wrong input and not found --------------------------------------------------------------------


def test_a_step_from_the_wrong_state_is_refused_in_words(reviewer_client):
    row = make_intervention()
    for answer in (
        reviewer_client.get(verb_page(row, "publish")),
        reviewer_client.post(verb_page(row, "publish"), NOTE),
    ):
        page = answer.content.decode()
        assert "Deze stap kan nu niet: de status is ‘gepubliceerd’." in page
        assert "<textarea" not in page


def test_the_same_step_twice_is_one_step(ready, reviewer_client):
    before = ready.status_changes.count()
    first = reviewer_client.post(verb_page(ready, "publish"), NOTE)
    second = reviewer_client.post(verb_page(ready, "publish"), NOTE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert ready.status_changes.count() == before + 1


def test_a_note_that_is_too_long_is_refused(editor_client):
    row = make_intervention(status=Status.DRAFT)
    response = editor_client.post(verb_page(row, "submit"), {"note": "a" * 2001})
    assert response.status_code == 200
    assert "niet meer dan 2000 tekens" in response.content.decode()


@pytest.mark.parametrize("verb", ["delete", "publiceren", "_enter", "allowed_verbs", "TRANSITIONS"])
def test_an_unknown_step_is_not_found(reviewer_client, verb):
    row = make_intervention(status=Status.DRAFT)
    assert reviewer_client.get(verb_page(row, verb)).status_code == 404
    assert reviewer_client.post(verb_page(row, verb)).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999", "99999999999999999999"])
def test_a_step_of_an_unknown_intervention_is_not_found(reviewer_client, number):
    address = f"/beheer/interventions/intervention/{number}/stap/publish/"
    assert reviewer_client.get(address).status_code == 404
    assert reviewer_client.post(address).status_code == 404


def test_a_step_asks_for_the_token_of_the_form(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    row = make_intervention(status=Status.DRAFT)
    assert client.post(verb_page(row, "submit")).status_code == 403
    row.refresh_from_db()
    assert row.status == Status.DRAFT
