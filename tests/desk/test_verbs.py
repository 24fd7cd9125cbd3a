"""The steps of the workflow at the desk: who may take which from where, and what it does."""

import ast
from itertools import product
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from interventions import workflow
from interventions.admin.verbs import EXPLANATIONS
from interventions.models import StatusChange
from interventions.workflow import TRANSITIONS
from tests.conftest import person_of, signed_in
from tests.desk.forms import change_page, verb_page, version
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
ROLES = (
    *("Redacteur", "Beoordelaar", "Beheerder", "superuser"),
    *("staff without a role", "account without access", "nobody"),
)
ALLOWED = {
    ("Beoordelaar", Status.DRAFT, "publish"),
    ("Beoordelaar", Status.PUBLISHED, "withdraw"),
    ("Beheerder", Status.PUBLISHED, "withdraw"),
    ("superuser", Status.DRAFT, "publish"),
    ("superuser", Status.PUBLISHED, "withdraw"),
}
TRIPLES = list(product(ROLES, Status, TRANSITIONS))


def client_of(role: str) -> Client:
    if role in ("Redacteur", "Beoordelaar", "Beheerder"):
        return signed_in(person_of(role))
    if role == "superuser":
        return signed_in(User.objects.create_superuser("hoofd"))
    if role == "nobody":
        return Client()
    return signed_in(User.objects.create_user("buiten", is_staff=role.startswith("staff")))


# --- The whole table ------------------------------------------------------------------------------


def test_the_table_below_is_of_every_role_state_and_verb():
    assert len(TRIPLES) == 7 * 7 * 2
    assert set(TRIPLES) >= ALLOWED


@pytest.mark.parametrize(("role", "status", "verb"), TRIPLES)
def test_only_an_allowed_step_changes_anything(role, status, verb):
    row = make_intervention(status=status)
    client = client_of(role)
    changes, number = StatusChange.objects.count(), version()
    response = client.post(verb_page(row, verb), {"note": "Omdat het moet."})
    row.refresh_from_db()
    allowed = (role, status, verb) in ALLOWED
    assert row.status == (TRANSITIONS[verb].target if allowed else status)
    assert StatusChange.objects.count() - changes == int(allowed)
    assert version() - number == int(allowed)
    if allowed:
        assert response.status_code == 302
    else:
        assert response.status_code in (200, 302, 403)
        assert response.status_code != 302 or response["Location"].startswith("/beheer/login/")


@pytest.mark.parametrize(("role", "status"), list(product(ROLES[:4], Status)))
def test_the_page_shows_a_button_for_exactly_the_allowed_steps(role, status):
    row = make_intervention(status=status)
    page = client_of(role).get(change_page(row)).content.decode()
    shown = {verb for verb in TRANSITIONS if f'href="{verb_page(row, verb)}"' in page}
    assert shown == {verb for verb in TRANSITIONS if (role, status, verb) in ALLOWED}


def test_every_step_of_the_workflow_has_a_page_in_words():
    assert EXPLANATIONS.keys() == TRANSITIONS.keys()


# --- Publish --------------------------------------------------------------------------------------


def test_reviewer_publishes_a_draft_and_it_is_public_at_once(client, reviewer, reviewer_client):
    row = make_intervention(status=Status.DRAFT, name="Buurttuin")
    public = reverse("pages:intervention-detail", args=[row.slug])
    assert client.get(public).status_code == 404
    response = reviewer_client.post(
        verb_page(row, "publish"), {"note": " Nagekeken. "}, follow=True
    )
    assert response.redirect_chain == [(change_page(row), 302)]
    page = response.content.decode()
    assert "Buurttuin is gepubliceerd." in page
    assert f'<a href="{public}">Bekijk op de site</a>' in page
    row.refresh_from_db()
    assert (row.status, row.published_by, row.reviewed_by) == ("published", reviewer, reviewer)
    change = row.status_changes.get()
    assert (change.verb, change.from_status, change.to_status) == ("publish", "draft", "published")
    assert (change.by, change.note) == (reviewer, "Nagekeken.")
    assert client.get(public).status_code == 200
    assert "Buurttuin" in client.get("/interventies/").content.decode()


def test_the_page_of_a_step_says_what_will_happen_and_changes_nothing(reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    page = reviewer_client.get(verb_page(row, "publish")).content.decode()
    assert "De status gaat van ‘concept’ naar ‘gepubliceerd’." in page
    assert "Iedereen kan deze interventie meteen lezen op de site." in page
    assert '<label for="id_note">Toelichting:</label>' in page
    row.refresh_from_db()
    assert row.status == Status.DRAFT


def test_publishing_an_incomplete_draft_shows_all_faults_and_changes_nothing(reviewer_client):
    statements = [{"explanation": "", "source": None} for _ in range(2)]
    row = make_intervention(status=Status.DRAFT, statements=statements, activity="loopt")
    row.sources.clear()
    number = version()
    response = reviewer_client.post(verb_page(row, "publish"), {"note": ""})
    assert response.status_code == 200
    page = response.content.decode()
    for statement in row.statements.select_related("element"):
        assert f"De uitleg bij &#x27;{statement.element.short_name}&#x27; is leeg." in page
    assert "Er staat nog geen bron bij." in page
    assert "Zeg volgens welke bron dit nog loopt of gestopt is." in page
    row.refresh_from_db()
    assert (row.status, version()) == (Status.DRAFT, number)
    assert not row.status_changes.exists()


def test_editor_sees_no_button_and_gets_403_on_the_page(editor_client):
    row = make_intervention(status=Status.DRAFT)
    assert "Publiceren" not in editor_client.get(change_page(row)).content.decode()
    assert editor_client.get(verb_page(row, "publish")).status_code == 403
    assert editor_client.post(verb_page(row, "publish")).status_code == 403


@pytest.mark.parametrize("verb", TRANSITIONS)
def test_the_workflow_itself_also_asks_who_it_is(editor, verb):
    row = make_intervention(status=TRANSITIONS[verb].sources[0])
    with pytest.raises(PermissionDenied):
        getattr(workflow, verb)(row, by=editor, note="Omdat het moet.")
    assert not row.status_changes.exists()


# --- Withdraw -------------------------------------------------------------------------------------


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
    asked = reviewer_client.get(verb_page(row, "publish")).content.decode()
    assert "Deze stap kan nu niet: de status is ‘gepubliceerd’." in asked
    assert "<textarea" not in asked
    posted = reviewer_client.post(verb_page(row, "publish")).content.decode()
    assert "Dit kan niet bij een interventie met de status &#x27;gepubliceerd&#x27;." in posted


def test_the_same_step_twice_is_one_step(reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    assert reviewer_client.post(verb_page(row, "publish")).status_code == 302
    assert reviewer_client.post(verb_page(row, "publish")).status_code == 200
    assert row.status_changes.count() == 1


def test_a_note_that_is_too_long_is_refused(reviewer_client):
    row = make_intervention(status=Status.DRAFT)
    response = reviewer_client.post(verb_page(row, "publish"), {"note": "a" * 2001})
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


def test_a_step_asks_for_the_token_of_the_form(reviewer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    row = make_intervention(status=Status.DRAFT)
    assert client.post(verb_page(row, "publish")).status_code == 403
    row.refresh_from_db()
    assert row.status == Status.DRAFT


# --- One place ------------------------------------------------------------------------------------

WRITERS = {"update", "create", "get_or_create", "update_or_create", "Intervention", "setattr"}


def assignments(code: str) -> list[int]:
    """The lines that give a `status` a value: by attribute, by keyword of a query, or by name."""
    return [node.lineno for node in ast.walk(ast.parse(code)) if assigns_status(node)]


def assigns_status(node) -> bool:
    if isinstance(node, ast.Assign):
        return any(
            isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets
        )
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    named = any(keyword.arg == "status" for keyword in node.keywords)
    spoken = any(isinstance(value, ast.Constant) and value.value == "status" for value in node.args)
    return name in WRITERS and (named or spoken)


@pytest.mark.parametrize(
    "line",
    [
        "row.status = 'published'",
        "rows.filter(pk=1).update(status='published')",
        "Intervention.objects.create(status='published')",
        "Intervention(status='published')",
        "setattr(row, 'status', 'published')",
    ],
)
def test_every_way_to_assign_a_status_is_found(line):
    assert assignments(line) == [1]


def test_a_question_about_a_status_is_no_assignment():
    assert assignments("rows.filter(status='draft') and row.status == 'draft'") == []


def test_status_is_assigned_nowhere_but_in_the_workflow():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for package in ("config", "elements", "interventions")
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
        for line in assignments(path.read_text())
    }
    assert {place.split(":")[0] for place in found} == {"interventions/workflow.py"}
