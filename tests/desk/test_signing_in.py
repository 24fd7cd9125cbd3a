"""How long somebody is signed in, and what ends it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from config import settings as own_settings
from interventions.desk.signing_in import second_factor
from tests.conftest import HASHER
from tests.desk.filled import opened, typed
from tests.desk.forms import change_page
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
    text_of,
    two_steps,
)
from tests.desk.test_look import faults_of
from tests.factories import Status, make_intervention

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEW = "heel-ander-en-nieuw"


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


def test_a_session_that_was_ended_or_renewed_is_worth_nothing_to_who_kept_it(editor, two_steps):
    """Not the one of before the code, and not the one of who signed out."""
    app, client, thief = app_of(editor), Client(), Client()
    give_password(client, editor)
    before = client.cookies["session"].value
    client.post(STEP, {"code": code_of(app, two_steps)})
    signed_in = client.cookies["session"].value
    thief.cookies["session"] = signed_in
    assert is_in(thief)
    client.post("/beheer/logout/")
    for kept in (before, signed_in):
        thief.cookies["session"] = kept
        assert not is_in(thief)


# --- Signed out while writing ---------------------------------------------------------------------


def test_who_was_signed_out_while_writing_gets_the_text_back(client, editor, clock):
    row = make_intervention(status=Status.DRAFT, goal="Het oude doel.")
    give_password(client, editor)
    form = typed(opened(client, row), goal="Buren kennen elkaar <b>echt</b>.")
    clock.passes(minutes=61)
    answer = client.post(change_page(row), form)
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert "Niet opgeslagen: u was afgemeld" in text_of(answer)
    assert "Buren kennen elkaar &lt;b&gt;echt&lt;/b&gt;." in text_of(answer)
    assert f"{LOGIN}?next={change_page(row)}" in text_of(answer)
    assert "Opslaan en" not in text_of(answer)
    assert faults_of(text_of(answer)) == []
    row.refresh_from_db()
    assert row.goal == "Het oude doel."


def test_a_form_of_another_site_and_a_password_are_not_shown(client, editor):
    form = {"goal": "Dit komt van elders.", "old_password": "een zin als geheim", "code": "12 34"}
    guarded = Client(enforce_csrf_checks=True)
    assert "Dit komt van elders." not in text_of(guarded.post("/beheer/password_change/", form))
    shown = text_of(client.post("/beheer/password_change/", form))
    assert "Dit komt van elders." in shown
    assert "een zin als geheim" not in shown
    assert "12 34" not in shown


# --- How secrets are kept -------------------------------------------------------------------------


def test_passwords_and_recovery_codes_are_kept_as_argon2(client, editor, settings, monkeypatch):
    monkeypatch.setattr(second_factor, "CODES", 1)  # each takes as long as it should
    give_password(client, editor)
    # Tests have a quicker one, which still reads the password that they gave.
    settings.PASSWORD_HASHERS = [*own_settings.PASSWORD_HASHERS, HASHER]
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/beheer/password_change/", form).status_code == 302
    editor.refresh_from_db()
    assert editor.password.startswith("argon2$argon2id$")
    second_factor.new_codes(editor)
    assert editor.recovery_codes.get().code.startswith("argon2$argon2id$")
