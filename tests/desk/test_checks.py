"""What an editor checks with one click: no renewal was found; a text is still right."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from elements import dates
from elements.dates import AMSTERDAM as AMS
from interventions import workflow
from interventions.models import Recognition, RecognitionLevel, StatusChange
from tests.conftest import signed_in
from tests.desk.forms import version
from tests.desk.waiting import START, ago, labels, put, recognised, sections
from tests.factories import Status, make_intervention, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_of_the_launch_content_asks_for_anything(db):
    """Its recognitions are as old as their sources; here they were checked today."""
    Recognition.objects.update(checked_on=dates.today())


# --- Recognitions ---------------------------------------------------------------------------------


def day(number: int) -> str:
    """So many days from now; not a constant, because a run of the tests can pass midnight."""
    return str(dates.today() + datetime.timedelta(days=number))


@pytest.mark.parametrize(
    ("valid", "checked", "slug", "asks"),
    [
        (-1, -30, "goed-onderbouwd", True),
        (-40, -30, "goed-onderbouwd", False),
        (100, -200, "goed-onderbouwd", True),
        (100, -10, "goed-onderbouwd", False),
        (1000, -364, "goed-onderbouwd", False),
        (1000, -365, "goed-onderbouwd", True),
        (1000, None, "goed-onderbouwd", True),
        (-1, None, "geen", False),
    ],
)
def test_a_recognition_asks_for_a_check(editor_client, valid, checked, slug, asks):
    checked_on = checked and day(checked)
    row = recognised(date="2015-01-01", valid_until=day(valid), checked_on=checked_on, slug=slug)
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
        checked_on=day(0),
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
    assert (row.checked_on, copy.recognitions.get().checked_on) == (dates.today(),) * 2
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
    before = timezone.now()
    assert reviewer_client.post(address).status_code == 302
    old.refresh_from_db()
    assert old.reviewed_by == reviewer
    assert before <= old.reviewed_at <= timezone.now()
    assert labels(reviewer_client, "nakijken") == []


@pytest.mark.parametrize("hour", [0, 23])
def test_two_years_are_full_for_the_whole_day(editor, time_machine, hour):
    put(make_intervention(name="Oud"), reviewed_at=datetime.datetime(2026, 3, 30, 12, tzinfo=AMS))
    time_machine.move_to(datetime.datetime(2028, 3, 28, hour, 30, tzinfo=AMS))
    assert labels(signed_in(editor), "nakijken") == []
    time_machine.move_to(datetime.datetime(2028, 3, 29, hour, 30, tzinfo=AMS))
    [entry] = sections(signed_in(editor))["nakijken"]["entries"]
    assert (entry.label, entry.since) == ("Oud", "2 jaar")


def test_what_is_no_longer_public_cannot_be_confirmed(reviewer_client):
    row = make_intervention(status=Status.WITHDRAWN)
    page = reviewer_client.post(f"/beheer/interventie/{row.pk}/nagekeken/", follow=True)
    assert "Deze interventie staat niet op de site." in page.content.decode()
