"""What an editor checks with one click: no renewal was found; a text is still right."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from elements import dates
from interventions import workflow
from interventions.models import Recognition, RecognitionLevel, StatusChange
from tests.desk.forms import version
from tests.desk.waiting import START, ago, labels, put, recognised
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db
TODAY = dates.today()


@pytest.fixture(autouse=True)
def nothing_of_the_launch_content_asks_for_anything(db):
    """Its recognitions are as old as their sources; here they were checked today."""
    Recognition.objects.update(checked_on=TODAY)


# --- Recognitions ---------------------------------------------------------------------------------


def day(number: int) -> str:
    return (TODAY + datetime.timedelta(days=number)).isoformat()


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        ({"valid_until": day(-1), "checked_on": TODAY - datetime.timedelta(days=30)}, True),
        ({"valid_until": day(-40), "checked_on": TODAY - datetime.timedelta(days=30)}, False),
        ({"valid_until": day(100), "checked_on": TODAY - datetime.timedelta(days=200)}, True),
        ({"valid_until": day(100), "checked_on": TODAY - datetime.timedelta(days=10)}, False),
        ({"valid_until": day(1000), "checked_on": TODAY - datetime.timedelta(days=364)}, False),
        ({"valid_until": day(1000), "checked_on": TODAY - datetime.timedelta(days=365)}, True),
        ({"valid_until": day(1000)}, True),
        ({"valid_until": day(-1), "slug": "geen"}, False),
    ],
)
def test_a_recognition_asks_for_a_check(editor_client, values, asks):
    row = recognised(date="2015-01-01", **values)
    shown = labels(editor_client, "erkenningen")
    assert shown == ([str(row.intervention)] if asks else [])


def test_a_renewed_recognition_asks_for_nothing_any_more(editor_client):
    old = recognised(date="2015-01-01", valid_until=day(-1))
    Recognition.objects.create(
        intervention=old.intervention,
        level=old.level,
        source=old.source,
        date=day(-300),
        valid_until=day(1000),
        checked_on=TODAY,
    )
    assert labels(editor_client, "erkenningen") == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.IN_REVIEW])
def test_only_what_is_public_asks(editor_client, status):
    row = make_intervention(status=status)
    Recognition.objects.create(
        intervention=row,
        level=RecognitionLevel.objects.get(slug="goed-onderbouwd"),
        source=make_source(),
        date="2015-01-01",
    )
    assert labels(editor_client, "erkenningen") == []


def test_one_click_says_that_no_renewal_was_found(editor, editor_client):
    row = recognised(date="2015-01-01", valid_until=day(-1))
    copy = workflow.revise(row.intervention, by=editor)
    number, changes = version(), StatusChange.objects.count()
    page = editor_client.post(f"/beheer/erkenning/{row.pk}/gecontroleerd/", follow=True)
    assert "gecontroleerd, geen verlenging gevonden." in page.content.decode()
    row.refresh_from_db()
    assert (row.checked_on, copy.recognitions.get().checked_on) == (TODAY, TODAY)
    assert row.history.first().history_user == editor
    assert (version(), StatusChange.objects.count()) == (number + 1, changes)
    assert labels(editor_client, "erkenningen") == []


def test_a_visit_to_the_button_checks_nothing(editor_client):
    row = recognised(date="2015-01-01")
    answer = editor_client.get(f"/beheer/erkenning/{row.pk}/gecontroleerd/")
    assert answer["Location"] == START
    row.refresh_from_db()
    assert row.checked_on is None


def test_the_button_asks_who_it_is_and_for_the_token(administrator_client, editor):
    row = recognised(date="2015-01-01")
    address = f"/beheer/erkenning/{row.pk}/gecontroleerd/"
    assert administrator_client.post(address).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(address).status_code == 403
    row.refresh_from_db()
    assert row.checked_on is None


@pytest.mark.parametrize("number", [0, 99999999, 99999999999999999999])
def test_a_recognition_that_is_not_there_is_not_found(editor_client, number):
    assert editor_client.post(f"/beheer/erkenning/{number}/gecontroleerd/").status_code == 404


# --- Not read for two years -----------------------------------------------------------------------


def test_what_was_not_read_for_two_years_is_confirmed_by_a_reviewer(
    reviewer, editor_client, reviewer_client
):
    old = put(make_intervention(name="Oud"), reviewed_at=ago(731))
    put(make_intervention(name="Nieuw"), reviewed_at=ago(728))
    assert labels(editor_client, "nakijken") == ["Oud"]
    address = f"/beheer/interventie/{old.pk}/nagekeken/"
    assert editor_client.post(address).status_code == 403
    assert labels(reviewer_client, "nakijken") == ["Oud"]
    assert reviewer_client.post(address).status_code == 302
    old.refresh_from_db()
    assert (old.reviewed_by, old.reviewed_at.date()) == (reviewer, timezone.now().date())
    assert labels(reviewer_client, "nakijken") == []


def test_what_is_no_longer_public_cannot_be_confirmed(reviewer_client):
    row = make_intervention(status=Status.WITHDRAWN)
    page = reviewer_client.post(f"/beheer/interventie/{row.pk}/nagekeken/", follow=True)
    assert "Deze interventie staat niet op de site." in page.content.decode()
