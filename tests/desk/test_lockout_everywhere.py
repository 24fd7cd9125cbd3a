"""Wherever the desk asks for a password or a code a wrong one counts, also of many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connections
from django.db.models import Sum
from django.test import Client

from interventions.desk.signing_in import second_factor
from tests.conftest import person_of, signed_in
from tests.desk.signing_in import (
    LOGIN,
    MANAGE,
    PASSWORD,
    SETUP,
    STEP,
    app_of,
    clock,
    code_of,
    come_in,
    give_password,
    is_in,
    two_steps,
    wrong_code,
)

__all__ = ["clock", "two_steps"]
CHANGE = "/beheer/password_change/"
AT_ONCE = 12
NEW = "een-heel-ander-wachtwoord"


def old_password(typed: str) -> dict:
    return {"old_password": typed, "new_password1": NEW, "new_password2": NEW}


def counted(name: str) -> int:
    failures = AccessAttempt.objects.filter(username=name)
    return failures.aggregate(total=Sum("failures_since_start", default=0))["total"]


# --- One after another ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_five_wrong_old_passwords_lock_the_name_as_at_the_door(client, editor):
    give_password(client, editor)
    answers = [client.post(CHANGE, old_password("fout")).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    refused = client.post(CHANGE, old_password(PASSWORD))
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert give_password(Client(), editor).status_code == 429
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_wrong_old_passwords_and_wrong_ones_at_the_door_are_one_number(client, editor):
    give_password(client, editor)
    for _ in range(3):
        client.post(CHANGE, old_password("fout"))
    answers = [give_password(Client(), editor, "fout").status_code for _ in range(2)]
    assert answers == [200, 429]


@pytest.mark.django_db
def test_a_wrong_first_code_of_an_app_is_counted(client, editor, two_steps):
    give_password(client, editor)
    app = second_factor.new_app(editor, client.session["second_step"]["secret"])
    wrong = {"code": wrong_code(app, two_steps)}
    answers = [client.post(SETUP, wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post(SETUP, {"code": code_of(app, two_steps)}).status_code == 429


@pytest.mark.django_db
def test_a_wrong_code_for_another_telephone_is_counted(editor, two_steps):
    app = app_of(editor)
    client = come_in(editor, app, two_steps)
    two_steps.passes(seconds=30)
    assert client.post(MANAGE, {"code": code_of(app, two_steps), "telephone": "1"}).url == SETUP
    new = second_factor.new_app(editor, client.session["second_step"]["secret"])
    wrong = {"code": wrong_code(new, two_steps)}
    assert [client.post(SETUP, wrong).status_code for _ in range(5)][-1] == 429
    assert client.post(MANAGE, {"code": "abcdefghjkmn"}).status_code == 429


@pytest.mark.django_db
def test_what_was_right_is_not_counted(client, editor, two_steps):
    app = app_of(editor)
    for _ in range(6):
        assert give_password(client, editor)["Location"] == STEP
    assert counted(editor.username) == 0
    client = come_in(editor, app, two_steps)
    for _ in range(6):
        two_steps.passes(seconds=30)
        assert client.post(MANAGE, {"code": code_of(app, two_steps)}).status_code == 200
    assert client.post(CHANGE, old_password(PASSWORD)).status_code == 302
    assert counted(editor.username) == 0


# --- At the same moment ---------------------------------------------------------------------------


def at_once(ask: Callable[[int], int]) -> list[int]:
    """The answers to as many as come through the door together."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> int:
        start.wait(30)
        try:
            return ask(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


@pytest.fixture
def looked_at(monkeypatch) -> list:
    """Each password that is compared with a hash."""
    seen, real = [], MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda *args: seen.append(1) or real(*args))
    return seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("own_address", [False, True])
def test_of_many_wrong_passwords_at_once_five_are_looked_at(looked_at, own_address):
    editor = person_of("Redacteur")

    def ask(number: int) -> int:
        address = f"192.0.2.{number}" if own_address else "192.0.2.1"
        form = {"username": editor.username, "password": "fout"}
        return Client().post(LOGIN, form, REMOTE_ADDR=address).status_code

    answers = at_once(ask)
    assert len(looked_at) == counted(editor.username) == 5
    assert answers.count(200) <= 4


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_names_at_once_from_one_address_twenty_are_looked_at():
    for number in range(15):
        Client().post(LOGIN, {"username": f"eerder{number}", "password": "fout"})

    def ask(number: int) -> int:
        form = {"username": f"naam{number}", "password": "fout"}
        return Client().post(LOGIN, form).status_code

    at_once(ask)
    assert AccessAttempt.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_old_passwords_at_once_five_are_looked_at(looked_at):
    editor = person_of("Redacteur")
    session = signed_in(editor).cookies

    def ask(_) -> int:
        client = Client()
        client.cookies = session
        return client.post(CHANGE, old_password("fout")).status_code

    answers = at_once(ask)
    assert len(looked_at) == counted(editor.username) == 5
    assert answers.count(200) <= 4


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_codes_at_once_five_are_counted(settings, monkeypatch):
    settings.SECOND_FACTOR = True
    editor = person_of("Redacteur")
    app_of(editor)
    client = Client()
    give_password(client, editor)
    seen, real = [], second_factor.accept
    monkeypatch.setattr(second_factor, "accept", lambda *args: seen.append(1) or real(*args))

    def ask(_) -> int:
        each = Client()
        each.cookies = client.cookies
        return each.post(STEP, {"code": "abcdefghjkmn"}).status_code

    answers = at_once(ask)
    assert len(seen) == counted(editor.username) == 5
    assert answers.count(200) <= 4


@pytest.mark.django_db(transaction=True)
def test_a_wrong_password_among_right_ones_takes_no_place_of_theirs():
    """Who was right gets the place back, so the next wrong one is the first."""
    editor = person_of("Redacteur")
    at_once(lambda _: give_password(Client(), editor).status_code)
    assert counted(editor.username) == 0
    assert give_password(Client(), editor, "fout").status_code == 200
    client = Client()
    give_password(client, editor)
    assert is_in(client)
