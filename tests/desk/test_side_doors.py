"""The ways into the desk beside its pages: history, popups, many at once, guessing by lookup."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from elements.models import Element, Source, Term
from interventions.models import (
    DescriptionSheet,
    ImportBatch,
    Intervention,
    Municipality,
    Notice,
    OtherDatabank,
    OutboxMessage,
    Proposal,
    RecognitionLevel,
    Report,
    Setting,
    Submission,
    Synonym,
    TargetGroup,
    Theme,
    WordRequest,
)
from tests.conftest import person_of, signed_in
from tests.described import make_sheet
from tests.desk.forms import INTERVENTIONS
from tests.factories import Status, make_intervention

pytestmark = pytest.mark.django_db
CANARY = "kanarievogel"
SORTING = {TargetGroup, Theme, Setting, Municipality, RecognitionLevel}
ALL_READ = {Intervention, Source, Element, Term, Synonym, OtherDatabank, *SORTING}
ALL_READ |= {DescriptionSheet}
# Written out by hand: who may look at what.
SEES = {
    "Redacteur": {*ALL_READ, WordRequest, ImportBatch, Report, Proposal, Notice},
    "Beoordelaar": {*ALL_READ, WordRequest, ImportBatch, Report, Proposal, Notice, Submission},
    "Beheerder": {*ALL_READ, WordRequest, ImportBatch, User, Group, OutboxMessage},
    "staff without a role": set(),
}
ADDS = {
    "Redacteur": {Intervention, Element, Source, Synonym, ImportBatch, DescriptionSheet},
    "Beoordelaar": {
        *(Intervention, Element, Source, Synonym, ImportBatch, Term),
        *(OtherDatabank, DescriptionSheet, *SORTING),
    },
    "Beheerder": {User, OtherDatabank},
    "staff without a role": set(),
}
ROLES = [*SEES]


def client_of(role: str) -> Client:
    if role in ("Redacteur", "Beoordelaar", "Beheerder"):
        return signed_in(person_of(role))
    return signed_in(User.objects.create_user("nieuw", is_staff=True))


def list_of(model) -> str:
    return f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.fixture
def rows() -> dict:
    """One row of each model of the desk."""
    draft = make_intervention(status=Status.DRAFT, slug=CANARY, name=CANARY)
    now = timezone.now()
    said = Report.objects.create(text="Kosten: 500 euro.")
    made = {
        Proposal: Proposal.objects.create(intervention=draft, fact="kosten", report=said),
        Intervention: draft,
        DescriptionSheet: make_sheet(),
        ImportBatch: ImportBatch.objects.create(file_name="a.csv", rows=1),
        Report: Report.objects.create(text="Dit klopt niet.", email=f"{CANARY}@example.org"),
        Notice: Notice.objects.create(
            intervention=Intervention.objects.published().first(),
            text="Dit zoeken wij uit.",
            placed_at=now,
            placed_by=User.objects.create_superuser("hoofd"),
        ),
        Submission: Submission.objects.create(
            intervention=draft, submitted_at=now, name=CANARY, email=f"{CANARY}@example.org"
        ),
        WordRequest: WordRequest.objects.create(
            kind="theme", name=CANARY, asked_by=User.objects.create_user("vrager")
        ),
        Synonym: Synonym.objects.create(term="tuin", word="hof"),
        OutboxMessage: OutboxMessage.objects.create(
            key="k", to=f"{CANARY}@example.org", subject="Bericht", due_at=now
        ),
    }
    return {model: made.get(model) or model.objects.first() for model in site._registry}


@pytest.mark.parametrize("role", ROLES)
def test_every_way_to_look_at_a_row_asks_for_the_same_right(rows, role):
    assert SEES[role] <= rows.keys()
    client = client_of(role)
    for model, row in rows.items():
        start = list_of(model)
        for address in (
            start,
            f"{start}?_popup=1",
            f"{start}?_popup=1&_to_field={model._meta.pk.name}",
            f"{start}{row.pk}/change/",
            f"{start}{row.pk}/change/?_popup=1",
            f"{start}{row.pk}/history/",
        ):
            answer = client.get(address)
            assert answer.status_code == (200 if model in SEES[role] else 403), address


@pytest.mark.parametrize("role", ROLES)
def test_a_popup_to_add_asks_for_the_same_right_as_the_page(rows, role):
    client = client_of(role)
    for model in rows:
        expected = 200 if model in ADDS[role] else 403
        for query in ("", "?_popup=1"):
            answer = client.get(f"{list_of(model)}add/{query}")
            assert answer.status_code == expected, f"{model} {query}"
        if expected == 403:
            before = model.objects.count()
            form = {"_popup": "1", "name": "x", "title": "x", "term": "x", "word": "x"}
            assert client.post(f"{list_of(model)}add/", form).status_code == 403, model
            assert model.objects.count() == before


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_done_with_many_at_once_but_handing_in(rows, role):
    client = client_of(role)
    for model, row in rows.items():
        for action in ("delete_selected", "publish", "submit_selected"):
            form = {"action": action, "_selected_action": row.pk, "post": "yes"}
            client.post(list_of(model), form)
            assert model.objects.filter(pk=row.pk).exists(), f"{action} {model}"
    row = rows[Intervention]
    row.refresh_from_db()
    may_hand_in = role in ("Redacteur", "Beoordelaar")
    assert row.status == (Status.SUBMITTED if may_hand_in else Status.DRAFT)


@pytest.mark.parametrize("status", [one for one in Status if one not in ("draft", "sent_back")])
def test_handing_in_many_moves_no_text_that_one_could_not_hand_in(editor_client, status):
    row = make_intervention(status=status)
    form = {"action": "submit_selected", "_selected_action": row.pk}
    page = editor_client.post(INTERVENTIONS, form).content.decode()
    assert "Niet alles is ingediend" in page
    row.refresh_from_db()
    assert row.status == status


LOOKUPS = {
    Intervention: [
        *("created_by__password__startswith", "changed_by__email__contains", "desk_note__contains"),
        *("submission__email__startswith", "submission__name", "reports__email__startswith"),
        *("imports__batch__by__password__startswith", "status__regex", "remarks__text__contains"),
    ],
    Source: ["interventions__desk_note__contains", "statements__evidence__contains"],
    Theme: ["interventions__submission__email__startswith"],
    Report: ["email__startswith", "taken_by__password__startswith", "key"],
    Notice: ["placed_by__password__startswith"],
    Submission: ["key", "answers__contains"],
    User: ["password__startswith", "emaildevice__key", "totpdevice__key__startswith"],
    OutboxMessage: ["body__contains", "key__startswith", "headers__contains"],
    Synonym: ["word__regex"],
}


@pytest.mark.parametrize("role", ROLES)
def test_no_list_lets_anybody_guess_what_it_does_not_show(rows, role):
    """Refused, or passed over because the list knows no such filter: never counted."""
    client = client_of(role)
    for model, lookups in LOOKUPS.items():
        for lookup in lookups:
            address = f"{list_of(model)}?{lookup}={CANARY}"
            expected = (302, 400) if model in SEES[role] else (403,)
            assert client.get(address).status_code in expected, address


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_no_address_of_django_itself_tells_of_a_row(rows, role):
    client = Client() if role == "nobody" else client_of(role)
    kind = ContentType.objects.get_for_model(Intervention)
    answer = client.get(f"/beheer/r/{kind.pk}/{rows[Intervention].pk}/")
    assert answer.status_code == (302 if role == "nobody" else 404)
    assert f"/{CANARY}/" not in answer.get("Location", "")


def test_the_history_of_what_came_from_outside_holds_nobodys_data(rows, reviewer_client):
    for model in (Report, Submission, Intervention):
        page = reviewer_client.get(f"{list_of(model)}{rows[model].pk}/history/").content.decode()
        assert f"{CANARY}@example.org" not in page
