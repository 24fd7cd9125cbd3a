"""The door of the desk as a person meets it: a clock to set, an app with codes, steps to take."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp import models as otp_models
from django_otp.plugins.otp_totp.models import TOTPDevice

from interventions.desk.signing_in import second_factor

DESK = "/beheer/"
LOGIN = "/beheer/login/"
STEP = "/beheer/tweede-stap/"
SETUP = "/beheer/tweede-stap/instellen/"
MANAGE = "/beheer/tweede-stap/beheren/"
FORGOTTEN = "/beheer/wachtwoord-vergeten/"
PASSWORD = "lang-en-geheim"
CODE = re.compile(r"<li>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</li>")


class Clock:
    """The time for Django, for axes and for the apps with codes."""

    def __init__(self):
        self.moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def time(self) -> float:
        return self.moment.timestamp()

    def passes(self, **duration) -> None:
        self.moment += timedelta(**duration)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    monkeypatch.setattr("axes.handlers.proxy.now", clock.now)
    monkeypatch.setattr(otp_models, "time", clock)
    monkeypatch.setattr(second_factor, "time", clock)
    return clock


@pytest.fixture
def two_steps(settings, clock):
    """The desk as in production: a password and a code."""
    settings.SECOND_FACTOR = True
    return clock


def app_of(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app")


def code_of(app: TOTPDevice, clock: Clock) -> str:
    """What the app shows now."""
    totp = TOTP(app.bin_key)
    totp.time = clock.time()
    return f"{totp.token():06}"


def wrong_code(app: TOTPDevice, clock: Clock) -> str:
    """Six digits that the app does not show, now or a step away."""
    return f"{(int(code_of(app, clock)) + 500_000) % 1_000_000:06}"


def give_password(client: Client, user: User | str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": str(user), "password": password, **more})


def come_in(user: User, app: TOTPDevice, clock: Clock) -> Client:
    """Sign in with both steps."""
    client = Client()
    give_password(client, user)
    clock.passes(seconds=30)  # an app gives each code once
    response = client.post(STEP, {"code": code_of(app, clock)})
    assert response["Location"] == DESK
    return client


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def text_of(response) -> str:
    return response.content.decode()
