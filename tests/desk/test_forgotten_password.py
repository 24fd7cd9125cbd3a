"""A new password comes by mail: it signs nobody in, and keeps the second step."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from interventions.models import OutboxMessage
from tests.desk.signing_in import (
    DESK,
    FORGOTTEN,
    LOGIN,
    PASSWORD,
    STEP,
    app_of,
    clock,
    code_of,
    give_password,
    is_in,
    text_of,
    two_steps,
)
from tests.desk.test_look import faults_of

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEW = "heel-ander-en-nieuw"


@pytest.fixture
def writer(editor):
    User.objects.filter(pk=editor.pk).update(email="redacteur@example.nl")
    editor.refresh_from_db()
    return editor


def ask(client, email="redacteur@example.nl", **meta):
    return client.post(FORGOTTEN, {"email": email}, **meta)


def link_in_mail() -> str:
    body = OutboxMessage.objects.get().body
    return re.search(r"https?://[^/\s]+(/beheer/nieuw-wachtwoord/\?\S+)", body)[1]


def choose(client, link: str):
    """Follow the link and give a new password."""
    page = client.get(link)
    assert page["Location"] == "/beheer/nieuw-wachtwoord/"
    form = {"new_password1": NEW, "new_password2": NEW}
    return client.post(page["Location"], form, follow=True)


def test_a_link_by_mail_gives_a_new_password_and_signs_nobody_in(client, writer):
    assert ask(client).status_code == 302
    message = OutboxMessage.objects.get()
    assert message.to == "redacteur@example.nl"
    assert "redacteur" not in message.key
    answer = choose(client, link_in_mail())
    assert "Uw nieuwe wachtwoord is opgeslagen." in text_of(answer)
    assert not is_in(client)
    assert give_password(client, writer).status_code == 200
    assert give_password(client, writer, NEW)["Location"] == DESK


def test_a_new_password_by_mail_keeps_the_second_step(client, writer, two_steps):
    app = app_of(writer)
    ask(client)
    choose(client, link_in_mail())
    assert not is_in(client)
    assert give_password(client, writer, NEW)["Location"] == STEP
    assert not is_in(client)
    assert client.post(STEP, {"code": code_of(app, two_steps)})["Location"] == DESK
    assert is_in(client)


def test_a_new_password_by_mail_ends_every_session(client, writer):
    elsewhere = Client()
    give_password(elsewhere, writer)
    ask(client)
    choose(client, link_in_mail())
    assert not is_in(elsewhere)


def test_a_link_works_once_and_for_an_hour(client, writer, monkeypatch, clock):
    now = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    monkeypatch.setattr(now, lambda self: clock.now().replace(tzinfo=None))
    ask(client)
    link = link_in_mail()
    clock.passes(minutes=61)
    assert "Deze link werkt niet meer" in text_of(client.get(link))
    clock.passes(minutes=-2)
    choose(client, link)
    assert "Deze link werkt niet meer" in text_of(Client().get(link))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?wie=abc&sleutel=abc-def",
        f"?wie={'9' * 5000}&sleutel=x",
        "?wie=MQ&sleutel=set-password",
        "?wie=%C3%A9&sleutel=%C3%A9",
        "?sleutel=a&sleutel=b&wie=MQ",
    ],
)
def test_a_link_that_is_wrong_says_so(client, query):
    for answer in (
        client.get(f"/beheer/nieuw-wachtwoord/{query}"),
        client.post(f"/beheer/nieuw-wachtwoord/{query}", {"new_password1": NEW}),
    ):
        assert answer.status_code == 200
        assert "Deze link werkt niet meer" in text_of(answer)
    assert not client.session.keys()


@pytest.mark.parametrize("email", ["niemand@example.nl", "lid@example.nl", "weg@example.nl"])
def test_who_may_not_enter_gets_no_mail_and_the_same_answer(client, writer, email):
    User.objects.create_user("lid", "lid@example.nl", PASSWORD)
    User.objects.create_user("weg", "weg@example.nl", PASSWORD, is_staff=True, is_active=False)
    known, unknown = ask(Client()), ask(client, email)
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert OutboxMessage.objects.count() == 1  # that of the editor
    assert text_of(client.get(unknown["Location"])) == text_of(Client().get(known["Location"]))


def test_who_asks_again_at_once_gets_one_mail(client, writer):
    for _ in range(3):
        ask(client)
    assert OutboxMessage.objects.count() == 1


def test_who_asks_too_often_waits(client, writer):
    answers = [ask(client, f"naam{n}@example.nl") for n in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert answers[-1]["Retry-After"] == "3600"  # the clock stands still
    assert "Probeer het over 1 uur nog eens." in text_of(answers[-1])
    assert ask(client, REMOTE_ADDR="192.0.2.55").status_code == 302


def test_a_short_password_is_refused(client, writer):
    ask(client)
    page = client.get(link_in_mail(), follow=True)
    assert 'autocomplete="new-password"' in text_of(page)
    answer = client.post(
        "/beheer/nieuw-wachtwoord/", {"new_password1": "kort", "new_password2": "kort"}
    )
    assert "Dit wachtwoord is te kort" in text_of(answer)
    assert faults_of(text_of(answer)) == []


def test_the_pages_are_dutch(client, writer):
    pages = {
        "asked": ask(client, follow=True),
        "form": client.get(FORGOTTEN),
        "faulty": ask(client, "geen adres"),
        "new": client.get(link_in_mail(), follow=True),
        "wrong": client.get("/beheer/nieuw-wachtwoord/?wie=a&sleutel=b"),
        "login": client.get(LOGIN),
    }
    found = {name: faults_of(text_of(page)) for name, page in pages.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert FORGOTTEN in text_of(pages["login"])
    for part in ('autocomplete="username"', 'autocomplete="current-password"'):
        assert part in text_of(pages["login"])
