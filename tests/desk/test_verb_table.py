"""Every role, state and step, through the desk: who may take which step from where."""

from itertools import product

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from interventions import workflow
from interventions.desk.explanations import EXPLANATIONS
from interventions.models import Intervention, StatusChange
from interventions.workflow import TRANSITIONS
from tests.conftest import person_of, signed_in
from tests.desk.forms import NOTE, change_page, verb_page, version
from tests.factories import Status, in_state, make_intervention, make_person

pytestmark = pytest.mark.django_db

# Written out by hand: what the table of the workflow says has to be this.

EDITOR = {
    (Status.DRAFT, "submit"),
    (Status.SENT_BACK, "submit"),
    *((status, "take_over") for status in (Status.DRAFT, Status.SUBMITTED, Status.SENT_BACK)),
    (Status.IN_REVIEW, "agree"),
    (Status.PUBLISHED, "revise"),
    (Status.WITHDRAWN, "revise"),
    (Status.REJECTED, "reopen"),
}
REVIEWER = EDITOR | {
    (Status.SUBMITTED, "claim"),
    (Status.IN_REVIEW, "release"),
    (Status.PUBLISHED, "withdraw"),
}
CLAIMER = REVIEWER | {(Status.IN_REVIEW, verb) for verb in ("send_back", "reject", "publish")}
OVER, BACK = (Status.SUBMITTED, "take_over"), (Status.SUBMITTED, "take_back")
AGREE, PUBLISH = (Status.IN_REVIEW, "agree"), (Status.IN_REVIEW, "publish")
ALLOWED = {
    "Redacteur": EDITOR,
    "Redacteur who changed it last": EDITOR - {AGREE},
    "Redacteur who handed it in": EDITOR - {OVER} | {BACK},
    "Beoordelaar": REVIEWER,
    "Beoordelaar who handed it in": REVIEWER - {OVER} | {BACK},
    "Beoordelaar who changed it last": REVIEWER - {AGREE},
    "Beoordelaar who claimed it": CLAIMER,
    "Beoordelaar who claimed it and changed it last": CLAIMER - {AGREE, PUBLISH},
    "Beheerder": {(Status.IN_REVIEW, "release"), (Status.PUBLISHED, "withdraw")},
    "superuser": REVIEWER,
    "superuser who claimed it": CLAIMER,
    "staff without a role": set(),
    "account without access": set(),
    "nobody": set(),
}
STEPS = [verb for verb, row in TRANSITIONS.items() if not row.by_proposal]  # these have a page
TRIPLES = list(product(ALLOWED, Status, STEPS))
PUBLIC_STEPS = ("publish", "withdraw")  # the only ones that change what the public reads


def account_of(role: str) -> User | None:
    name = role.partition(" who ")[0]
    if name in ("Redacteur", "Beoordelaar", "Beheerder"):
        return person_of(name)
    if name == "superuser":
        return User.objects.create_superuser("hoofd")
    if name == "nobody":
        return None
    return User.objects.create_user("buiten", is_staff=name.startswith("staff"))


def stand(row: Intervention, status: str, role: str, person: User | None, writer: User) -> None:
    """Put the row in this state, as it stands to this person in this role."""
    in_state(row, status)
    values = {
        "changed_at": timezone.now(),
        "changed_by": person if "changed it last" in role else writer,
    }
    if "claimed it" in role and status == Status.IN_REVIEW:
        values["claimed_by"] = person
    if "handed it in" in role and status == Status.SUBMITTED:
        values["submitted_by"] = person
    Intervention.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()


def test_the_table_below_is_of_every_role_state_and_verb():
    assert len(TRIPLES) == 14 * 7 * 12
    assert {verb for steps in ALLOWED.values() for _, verb in steps} == {*STEPS}


@pytest.mark.parametrize("role", ALLOWED)
def test_only_an_allowed_step_is_shown_and_changes_anything(role):
    """Each state and step from the same beginning: what one of them did is taken back."""
    person = account_of(role)
    client = signed_in(person) if person else Client()
    row, writer = make_intervention(), User.objects.create_superuser("schrijver")
    for status in Status:
        with transaction.atomic():
            stand(row, status, role, person, writer)
            for verb in STEPS:
                with transaction.atomic():
                    take_step(client, row, verb, allowed=(status, verb) in ALLOWED[role])
                    transaction.set_rollback(True)
                row.refresh_from_db()
            if role in [*ALLOWED][:11]:  # the others see no page
                assert_buttons_are_shown(client, row, role)
            transaction.set_rollback(True)


def take_step(client: Client, row: Intervention, verb: str, *, allowed: bool) -> None:
    status, changes, number = row.status, StatusChange.objects.count(), version()
    response = client.post(verb_page(row, verb), NOTE)
    row.refresh_from_db()
    case = (status, verb)
    moved = allowed and verb != "revise"
    assert row.status == (TRANSITIONS[verb].target if moved else status), case
    assert row.working_copies.count() == int(allowed and verb == "revise"), case
    assert StatusChange.objects.count() - changes == int(allowed), case
    assert version() - number == int(allowed and verb in PUBLIC_STEPS), case
    if allowed:
        assert response.status_code == 302, case
    else:
        assert response.status_code in (200, 302, 403), case
        assert response.status_code != 302 or response["Location"].startswith("/beheer/login/")


def assert_buttons_are_shown(client: Client, row: Intervention, role: str) -> None:
    """Publishing one's own text too: the page of that step says that somebody else is needed."""
    page = client.get(change_page(row)).content.decode()
    shown = {verb for verb in STEPS if f'href="{verb_page(row, verb)}' in page}
    own = role == "Beoordelaar who claimed it and changed it last"
    allowed = {verb for verb in STEPS if (row.status, verb) in ALLOWED[role]}
    assert shown == allowed | ({"publish"} if own and row.status == Status.IN_REVIEW else set())


def test_what_a_proposal_does_has_no_page_and_no_button(reviewer_client):
    row = make_intervention(status=Status.PUBLISHED)
    assert reviewer_client.post(verb_page(row, "improve"), NOTE).status_code == 404
    assert verb_page(row, "improve") not in reviewer_client.get(change_page(row)).content.decode()
    assert not row.status_changes.filter(verb="improve").exists()


def test_every_step_of_the_workflow_has_a_page_in_words():
    assert EXPLANATIONS.keys() == {*STEPS}


@pytest.mark.parametrize("verb", STEPS)
def test_the_workflow_itself_also_asks_who_it_is(verb):
    row = make_intervention(status=TRANSITIONS[verb].sources[0])
    with pytest.raises(PermissionDenied):
        getattr(workflow, verb)(row, by=make_person("zonder-rol"), note="Omdat het moet.")
    assert not row.status_changes.filter(verb=verb).exclude(by__username="iemand").exists()
