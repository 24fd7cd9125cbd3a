"""Who tries too often waits, and learns nothing: not even whether a name exists."""

import re

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client

from config.middleware import client_of
from tests.desk.signing_in import (
    LOGIN,
    PASSWORD,
    STEP,
    app_of,
    clock,
    code_of,
    give_password,
    text_of,
    two_steps,
)
from tests.desk.test_look import faults_of

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def fail(name: str, times: int, **meta) -> list[int]:
    form = {"username": name, "password": "fout"}
    return [Client().post(LOGIN, form, **meta).status_code for _ in range(times)]


def test_the_fifth_wrong_password_locks_the_name_wherever_it_comes_from(editor, clock):
    answers = [fail(editor.username, 1, REMOTE_ADDR=f"192.0.2.{n}")[0] for n in range(1, 6)]
    assert answers == [200, 200, 200, 200, 429]
    right = {"username": editor.username, "password": PASSWORD}
    refused = Client().post(LOGIN, right, REMOTE_ADDR="198.51.100.1")
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert "Probeer het over 15 minuten nog eens." in text_of(refused)
    clock.passes(minutes=16)
    assert give_password(Client(), editor).status_code == 302


def test_another_name_from_the_same_address_is_not_locked_with_it(editor, reviewer):
    fail(editor.username, 6)
    assert give_password(Client(), reviewer).status_code == 302


def test_the_twentieth_wrong_name_locks_the_address_and_no_other(editor):
    answers = [fail(f"naam{n}", 1, REMOTE_ADDR="192.0.2.9")[0] for n in range(20)]
    assert answers == [200] * 19 + [429]
    right = {"username": editor.username, "password": PASSWORD}
    assert Client().post(LOGIN, right, REMOTE_ADDR="192.0.2.9").status_code == 429
    assert Client().post(LOGIN, right, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_an_own_account_does_not_clear_an_address(editor):
    for n in range(19):
        fail(f"naam{n}", 1, REMOTE_ADDR="192.0.2.9")
    right = {"username": editor.username, "password": PASSWORD}
    assert Client().post(LOGIN, right, REMOTE_ADDR="192.0.2.9").status_code == 302
    assert fail("nog-een", 1, REMOTE_ADDR="192.0.2.9") == [429]


def test_signing_in_clears_the_name(editor):
    for _ in range(3):
        assert fail(editor.username, 4)[-1] == 200
        assert give_password(Client(), editor).status_code == 302


def test_who_keeps_trying_is_not_locked_for_ever(editor, clock):
    fail(editor.username, 5)
    for _ in range(3):
        clock.passes(minutes=5, seconds=1)
        fail(editor.username, 1)
    assert give_password(Client(), editor).status_code == 302


def test_all_addresses_of_one_connection_are_one_address(editor):
    for n in range(20):
        last = fail(f"naam{n}", 1, REMOTE_ADDR=f"2001:db8:0:7::{n + 1:x}")
    assert last == [429]
    assert fail("iemand", 1, REMOTE_ADDR="2001:db8:0:8::1") == [200]


@pytest.mark.parametrize("address", ["", "onzin", "fe80::1%eth0", "::ffff:192.0.2.1"])
def test_an_odd_address_is_no_way_around_and_no_fault(address):
    assert fail("iemand", 5, REMOTE_ADDR=address)[-1] == 429


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(settings, editor):
    settings.TRUSTED_PROXIES = 1
    forged = [
        fail(f"naam{n}", 1, HTTP_X_FORWARDED_FOR=f"10.9.8.{n}, 192.0.2.9")[0] for n in range(20)
    ]
    assert forged[-1] == 429
    right = {"username": editor.username, "password": PASSWORD}
    elsewhere = Client().post(LOGIN, right, HTTP_X_FORWARDED_FOR="192.0.2.9, 192.0.2.8")
    assert elsewhere.status_code == 302
    meta = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.9.8.1, 192.0.2.9"}
    assert client_of(meta, 1)[0] in {*AccessAttempt.objects.values_list("ip_address", flat=True)}


def test_without_proxies_a_header_is_no_way_around(settings):
    settings.TRUSTED_PROXIES = 0
    answers = [fail(f"naam{n}", 1, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")[0] for n in range(20)]
    assert answers[-1] == 429


def answers_for(name: str, password: str) -> list[tuple]:
    answers = [
        Client().post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR="192.0.2.1")
        for _ in range(6)
    ]
    return [
        (answer.status_code, answer.headers.get("Retry-After"), TOKEN.sub("", text_of(answer)))
        for answer in answers
    ]


def test_a_name_that_nobody_has_gets_the_same_answers(editor):
    User.objects.create_user("lid", password=PASSWORD)
    User.objects.create_user("weg", password=PASSWORD, is_staff=True, is_active=False)
    known = [
        (status, wait, page.replace(editor.username, "NAAM"))
        for status, wait, page in answers_for(editor.username, "fout")
    ]
    for name, password in (("niemand", "fout"), ("lid", PASSWORD), ("weg", PASSWORD)):
        AccessAttempt.objects.exclude(username=editor.username).delete()
        AccessAttempt.objects.update(ip_address="192.0.2.200")
        answers = answers_for(name, password)
        assert [(s, w, page.replace(name, "NAAM")) for s, w, page in answers] == known


@pytest.mark.parametrize("name", ["redacteur", "niemand", "lid", "weg"])
def test_a_password_is_hashed_once_for_every_name(editor, monkeypatch, name):
    User.objects.create_user("lid", password=PASSWORD)
    User.objects.create_user("weg", password=PASSWORD, is_staff=True, is_active=False)
    hashed, real = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(args) or real(*args)
    )
    fail(name, 1)
    assert len(hashed) == 1


def test_no_record_and_no_log_holds_a_password_or_a_code(client, editor, two_steps, caplog):
    caplog.set_level("DEBUG")
    give_password(client, editor, password="mijn-oude-wachtwoord")
    give_password(client, editor)
    app = app_of(editor)
    give_password(client, editor)
    client.post(STEP, {"code": "135790"})
    client.post(STEP, {"code": "abcdefghjkmn"})
    two_steps.passes(seconds=30)
    code = code_of(app, two_steps)
    client.post(STEP, {"code": code})
    kept = str([*AccessAttempt.objects.values(), *AccessLog.objects.values()]) + caplog.text
    assert "/beheer/" in kept
    for secret in ("mijn-oude", PASSWORD, "135790", "abcdefghjkmn", code, app.key):
        assert secret not in kept


def test_the_page_of_who_is_locked_out_is_dutch():
    fail("iemand", 5)
    page = Client().post(LOGIN, {"username": "iemand", "password": "x"})
    assert faults_of(text_of(page)) == []
    assert "iemand" not in text_of(page)


@pytest.mark.parametrize("name", ["a" * 150, "a" * 5000, "é" * 150, "%s%%", "'; --", "\u202e"])
def test_a_hostile_name_is_counted_or_refused(name):
    assert {*fail(name, 6)} <= {200, 429}
