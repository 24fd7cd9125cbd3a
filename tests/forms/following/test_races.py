"""What is asked or sent many times at the same moment happens once."""

import pytest
from django.test import Client
from django.utils import timezone

from interventions.forms.following import sending
from interventions.models import Alert, Publication
from tests.factories import make_intervention
from tests.forms.following.conftest import DAY, ask, follower, letters, news, send
from tests.forms.submissions.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_question_at_once_is_one_alert_and_one_letter():
    together(lambda _: ask("?element=empowerment", client=Client()), range(8))
    assert Alert.objects.count() == 1
    assert len(letters()) == 1


def test_a_run_that_read_the_alert_before_another_mailed_it_changes_nothing():
    follower()
    stale = Alert.objects.get()
    now = timezone.now()
    Alert.objects.update(seen_until=now - 40 * DAY)
    stale.seen_until = now - 40 * DAY
    assert sending.send(stale, until=now)
    assert not sending.send(stale, until=now + DAY)  # what this run saw would be in no letter
    assert Alert.objects.get().seen_until == now


def test_two_runs_at_once_send_one_letter():
    follower()
    ago = timezone.now() - 40 * DAY
    Alert.objects.update(confirmed_at=ago, seen_until=ago)
    row = make_intervention(name="De tuin")
    Publication.objects.filter(intervention=row).update(at=timezone.now() - DAY)
    together(lambda _: send(), range(6))
    assert len(news()) == 1
