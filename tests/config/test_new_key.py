"""A new secret key: what the old one signed still works while it is named as a fallback."""

import secrets
import sys

import pytest
from django.conf import settings as own
from django.contrib.auth.models import User
from django.core.signing import Signer
from django.test import Client

from interventions.models import Intervention, Report
from tests.conftest import person_of
from tests.desk.filled import opened, typed
from tests.desk.forms import change_page
from tests.desk.signing_in import (
    DESK,
    FORGOTTEN,
    STEP,
    app_of,
    clock,
    code_of,
    give_password,
    two_steps,
)
from tests.desk.test_forgotten_password import choose, link_in_mail
from tests.factories import Status, make_intervention
from tests.forms.following.conftest import asked
from tests.forms.submissions.conftest import FIRST, STAMP, Sender, guarded, patient

__all__ = ["clock", "patient", "two_steps"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def change_key(settings, monkeypatch):
    """Start again with another key, and the one of before as a fallback or nowhere."""

    def changed(*, keeping: bool) -> None:
        settings.SECRET_KEY_FALLBACKS = [own.SECRET_KEY] if keeping else []
        settings.SECRET_KEY = secrets.token_urlsafe(50)
        for module in [m for name, m in sys.modules.items() if name.startswith("interventions")]:
            for name, signer in vars(module).copy().items():
                if isinstance(signer, Signer):  # made at the start, so made anew
                    anew = Signer(salt=signer.salt, sep=signer.sep)
                    monkeypatch.setattr(module, name, anew)

    return changed


def a_submission():
    sender = Sender()
    sender.begins()
    yield
    yield sender.client.get(f"{sender.address}?stap=2").status_code == 200


def a_report():
    address = f"/klopt-dit-niet/{Report.objects.create(text='Een fout.').token}/"
    yield
    yield Client().get(address).status_code == 200


def an_alert():
    reader = asked()
    yield
    yield reader.presses("ja").status_code == 302


def a_public_form():
    client = Client()
    stamp = STAMP.search(client.get("/aanmelden/").content.decode())[1]
    yield
    yield client.post("/aanmelden/", {"leeg": "", "moment": stamp, **FIRST}).status_code == 302


def a_session():
    client = Client()
    give_password(client, person_of("Redacteur"))
    yield
    yield client.get(DESK).status_code == 200
    yield client.get(DESK).status_code == 200  # Django has signed it with the new one meanwhile


def a_form_with_a_token_against_other_sites():
    client = Client(enforce_csrf_checks=True)
    client.get("/aanmelden/")
    token = client.cookies["csrf"].value
    yield
    answer = guarded(client, "/aanmelden/", {**FIRST, "csrfmiddlewaretoken": token})
    yield answer.status_code == 302


def a_link_for_a_new_password():
    User.objects.filter(pk=person_of("Redacteur").pk).update(email="redacteur@example.nl")
    Client().post(FORGOTTEN, {"email": "redacteur@example.nl"})
    link = link_in_mail()
    yield
    yield Client().get(link).status_code == 302
    yield choose(Client(), link).redirect_chain == [("/beheer/login/", 302)]


def a_text_that_is_being_edited():
    client, row = Client(), make_intervention(status=Status.DRAFT)
    client.force_login(person_of("Redacteur"))
    form = typed(opened(client, row), goal="Een nieuw doel.")
    yield
    client.post(change_page(row), form)
    yield Intervention.objects.get(pk=row.pk).goal == "Een nieuw doel."


KINDS = (
    *(a_submission, a_report, an_alert, a_public_form, a_session),
    *(a_link_for_a_new_password, a_text_that_is_being_edited),
)


@pytest.mark.parametrize("kind", [*KINDS, a_form_with_a_token_against_other_sites])
def test_what_the_old_key_signed_works_while_it_is_a_fallback(kind, change_key):
    steps = kind()
    next(steps)
    change_key(keeping=True)
    assert all(steps)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_old_key_signed_does_not_work_once_it_is_gone(kind, change_key):
    steps = kind()
    next(steps)
    change_key(keeping=False)
    assert next(steps) is False


@pytest.mark.parametrize(("keeping", "after"), [(True, DESK), (False, "/beheer/login/")])
def test_between_password_and_code_the_key_may_change(change_key, two_steps, keeping, after):
    editor, client = person_of("Redacteur"), Client()
    app = app_of(editor)
    give_password(client, editor)
    change_key(keeping=keeping)
    assert client.post(STEP, {"code": code_of(app, two_steps)})["Location"] == after


@pytest.mark.parametrize(("keeping", "status"), [(True, 429), (False, 302)])
def test_a_new_key_gives_no_new_quota(change_key, settings, keeping, status):
    settings.SUBMISSION_QUOTA = {"per_address": 1, "overall": 100}
    assert Sender().begins().status_code == 302
    change_key(keeping=keeping)
    assert Sender().begins().status_code == status
