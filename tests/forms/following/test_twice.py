"""Asking twice is asking once, also when the quota is used up in between."""

import pytest
from django.test import Client

from interventions.models import Alert, Attempt, OutboxMessage, Sent
from tests.forms.following.conftest import ADDRESS, asked, letters
from tests.forms.submissions.test_races import together
from tests.forms.submissions.test_twice import handed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("patient")]
ASKED = "/volgen/?element=empowerment"
MADE = (Alert, Attempt, OutboxMessage)


def counted() -> list[int]:
    return [model.objects.count() for model in MADE]


def test_a_second_press_asks_nothing_and_shows_the_same_page(client):
    form = handed_out(ASKED, {"email": ADDRESS})
    first = client.post(ASKED, form)
    once = counted()
    second = client.post(ASKED, form)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert counted() == once


def test_a_second_press_is_answered_when_the_quota_is_used_up(client, settings):
    settings.ALERT_QUOTA = {"per_address": 1, "overall": 1}
    form = handed_out(ASKED, {"email": ADDRESS})
    assert [client.post(ASKED, form).status_code for _ in range(3)] == [200] * 3
    assert client.post(ASKED, handed_out(ASKED, {"email": "b@example.nl"})).status_code == 429


def test_who_was_refused_for_the_day_can_press_again(client, settings):
    settings.ALERT_QUOTA = {"per_address": 1, "overall": 1}
    client.post(ASKED, handed_out(ASKED, {"email": "eerder@example.nl"}))
    form = handed_out(ASKED, {"email": ADDRESS})
    assert client.post(ASKED, form).status_code == 429
    settings.ALERT_QUOTA = {"per_address": 5, "overall": 5}
    assert client.post(ASKED, form).status_code == 200
    assert len(letters()) == 1


def test_another_address_or_selection_is_another_question(client):
    form = handed_out(ASKED, {"email": ADDRESS})
    client.post(ASKED, form)
    client.post(ASKED, {**form, "email": "ander@example.nl"})
    client.post("/volgen/?element=samenwerken", form)
    assert Alert.objects.count() == 3


def test_the_buttons_of_the_private_page_can_be_pressed_twice():
    reader = asked("?element=empowerment")
    assert [reader.presses("ja").status_code for _ in range(2)] == [302, 302]
    assert [reader.presses("stop").status_code for _ in range(2)] == [200, 200]
    assert reader.reads().status_code == 410
    assert not Alert.objects.exists()


def test_nothing_is_kept_of_the_address(client):
    client.post(ASKED, handed_out(ASKED, {"email": ADDRESS}))
    assert ADDRESS not in repr(Sent.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_are_one():
    form = handed_out(ASKED, {"email": ADDRESS})
    assert {*together(lambda _: Client().post(ASKED, form).status_code, range(6))} == {200}
    assert counted()[0] == 1
    assert len(letters()) == 1
    assert Attempt.objects.filter(form="volgen").count() == 1
