"""How long somebody is signed in, and what ends it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.desk.signing_in import (
    DESK,
    LOGIN,
    PASSWORD,
    STEP,
    app_of,
    clock,
    code_of,
    come_in,
    give_password,
    is_in,
    two_steps,
)

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEW = "heel-ander-en-nieuw"


def fail(name: str, times: int, **meta) -> list[int]:
    form = {"username": name, "password": "fout"}
    return [Client().post(LOGIN, form, **meta).status_code for _ in range(times)]


def test_an_hour_without_a_visit_ends_the_session(client, editor, clock):
    give_password(client, editor)
    for _ in range(3):
        clock.passes(minutes=58)
        assert is_in(client)
    clock.passes(minutes=61)
    assert not is_in(client)


def test_twelve_hours_end_the_session_whatever_happens(client, editor, clock):
    give_password(client, editor)
    for _ in range(23):
        clock.passes(minutes=31)
        assert is_in(client)
    clock.passes(minutes=8)
    assert not is_in(client)
    assert "_auth_user_id" not in client.session


def test_signing_in_again_starts_anew(client, editor, clock):
    give_password(client, editor)
    for _ in range(2):
        for _ in range(15):
            clock.passes(minutes=50)
            client.get(DESK)
        assert not is_in(client)
        give_password(client, editor)
        assert is_in(client)


def test_a_visit_to_a_public_page_is_no_visit_to_the_desk(client, editor, clock):
    give_password(client, editor)
    for _ in range(7):
        clock.passes(minutes=10)
        assert not client.get("/").cookies
    assert not is_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_is_switched_off_is_out_at_the_next_request(editor, two_steps, change):
    client = come_in(editor, app_of(editor), two_steps)
    assert is_in(client)
    User.objects.filter(pk=editor.pk).update(**change)
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions(client, editor):
    elsewhere = Client()
    for each in (client, elsewhere):
        give_password(each, editor)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/beheer/password_change/", form).status_code == 302
    assert (is_in(client), is_in(elsewhere)) == (True, False)


def test_a_session_gets_another_key_at_each_step(client, editor, two_steps):
    app = app_of(editor)
    give_password(client, editor)
    after_password = client.cookies["session"].value
    client.post(STEP, {"code": code_of(app, two_steps)})
    assert is_in(client)
    assert client.cookies["session"].value != after_password
