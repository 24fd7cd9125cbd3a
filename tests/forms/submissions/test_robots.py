"""What keeps robots out of the form, and loses nothing of what a person typed."""

import pytest
from django.test import Client

from interventions.models import Submission
from tests.forms.submissions.conftest import FIRST, SENDER, SOURCE, Sender, guarded

pytestmark = pytest.mark.django_db


def test_a_form_that_comes_back_at_once_is_shown_again_with_all_in_it(client, settings):
    settings.FORM_SECONDS = 3
    answer = guarded(client, "/aanmelden/", FIRST)
    page = answer.content.decode()
    assert "Dat ging wel erg snel." in page
    assert 'value="Buurttuin"' in page
    settings.FORM_SECONDS = 0
    assert guarded(client, "/aanmelden/", FIRST).status_code == 302


@pytest.mark.parametrize("stamp", ["", "1", "1:abc", "nan:abc", "9" * 3000])
def test_a_stamp_of_ones_own_making_does_not_count(client, stamp):
    answer = client.post("/aanmelden/", {**FIRST, "moment": stamp})
    assert "Dat ging wel erg snel." in answer.content.decode()
    assert Submission.objects.count() == 0


def test_the_hidden_field_stays_empty(client):
    answer = guarded(client, "/aanmelden/", {**FIRST, "leeg": "https://kwaad.example"})
    page = answer.content.decode()
    assert "het verborgen veld" in page
    assert 'value="Buurttuin"' in page
    assert "kwaad.example" not in page
    assert Submission.objects.count() == 0
    assert 'autocomplete="off"' in page


def test_too_many_from_one_address_are_a_429_that_keeps_what_was_typed(client, settings):
    settings.SUBMISSION_QUOTA = {"per_address": 1, "overall": 100}
    assert guarded(client, "/aanmelden/", FIRST).status_code == 302
    refused = guarded(client, "/aanmelden/", {**FIRST, "name": "Nog een tuin"})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 24 * 3600
    assert 'value="Nog een tuin"' in refused.content.decode()
    assert "Over 24 uur kan het weer." in refused.content.decode()
    elsewhere = guarded(client, "/aanmelden/", FIRST, REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 302


def test_too_many_in_all_are_a_429(client, settings):
    settings.SUBMISSION_QUOTA = {"per_address": 100, "overall": 1}
    guarded(client, "/aanmelden/", FIRST)
    refused = guarded(client, "/aanmelden/", FIRST, REMOTE_ADDR="192.0.2.9")
    assert refused.status_code == 429


def test_too_many_at_the_end_keep_every_answer(sender, settings):
    settings.SUBMISSION_QUOTA = {"per_address": 1, "overall": 1}
    sender.submits()
    settings.SUBMISSION_QUOTA = {"per_address": 2, "overall": 2}
    other = Sender()
    other.begins(name="Nog een tuin")
    settings.SUBMISSION_QUOTA = {"per_address": 1, "overall": 1}
    other.fills(3, **SOURCE)
    other.fills(4, **SENDER)
    refused = other.sends()
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert other.submission.submitted_at is None
    assert "Nog een tuin" in other.reads(5)


def test_a_form_without_the_cookie_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/aanmelden/", FIRST).status_code == 403
