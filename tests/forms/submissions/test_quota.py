"""The quota of a public form, asked for the way its views do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from interventions.models import Attempt
from interventions.workflow.quota import spend


def ask(address="192.0.2.1", *, per_address=2, overall=100, **values):
    return spend("proef", address, per_address=per_address, overall=overall, **values)


@pytest.mark.django_db
def test_an_address_may_as_often_as_its_quota():
    assert [ask(), ask()] == [0, 0]
    assert 86_000 < ask() <= 86_400
    assert ask("192.0.2.2") == 0


@pytest.mark.django_db
def test_a_refused_use_does_not_make_the_wait_longer():
    for _ in range(5):
        ask()
    assert Attempt.objects.count() == 2


@pytest.mark.django_db
def test_everybody_together_has_a_quota_too():
    assert [ask(f"192.0.2.{number}", overall=3) for number in range(3)] == [0, 0, 0]
    assert ask("192.0.2.200", overall=3) > 0


@pytest.mark.django_db
def test_one_form_does_not_use_up_another():
    assert [ask(per_address=1), ask(per_address=1) > 0] == [0, True]
    assert spend("anders", "192.0.2.1", per_address=1, overall=1) == 0


@pytest.mark.django_db
def test_there_is_room_again_after_the_window():
    ask(per_address=1)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=59))
    assert 0 < ask(per_address=1, hours=1) <= 60
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert ask(per_address=1, hours=1) == 0


@pytest.mark.django_db
def test_midnight_gives_no_new_quota(monkeypatch):
    evening = timezone.now().replace(hour=23, minute=59)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    ask(per_address=1)
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(minutes=2))
    assert ask(per_address=1) > 0


@pytest.mark.django_db
def test_attempts_go_after_a_day_and_hold_no_address():
    ask()
    assert "192.0.2.1" not in str(list(Attempt.objects.values()))
    Attempt.objects.update(at=timezone.now() - timedelta(hours=25))
    ask()
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("", "", True),
        ("geen adres", "ook niet", False),
    ],
)
def test_a_connection_is_one_address(first, second, same):
    ask(first, per_address=1)
    assert bool(ask(second, per_address=1)) is same


@pytest.mark.django_db(transaction=True)
def test_a_race_does_not_pass_the_quota():
    def race(_):
        try:
            return ask(per_address=5)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(race, range(24)))
    assert waits.count(0) == 5
