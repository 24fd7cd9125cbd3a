"""A database that is away, damaged or full: 503 for everybody, the desk included, and no 500."""

import json
import socket
import sqlite3
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from interventions.open_data.files import rows
from interventions.showing.methods import reads
from tests.browser.addresses import PUBLIC
from tests.desk.forms import ADD, INTERVENTIONS, intervention_form
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
    two_steps,
)

__all__ = ["clock", "two_steps"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SQLITE = connection.vendor == "sqlite"
API = ["/api/v1/interventies", "/api/v1/interventies/abcd", "/api/v1/werkzame-elementen"]
FILES = [
    *("/export/interventies.csv", "/export/interventies.xlsx", "/export/interventies.json"),
    *("/export/matrix.csv", "/data/interventies.ttl", "/data/catalogus.jsonld"),
    *("/feeds/interventies.atom", "/sitemap.xml", "/samenvattingen/dossier.pdf?interventie=abcd"),
    *("/export/matrix.xlsx", "/samenvattingen/dossier.docx?interventie=abcd"),
]
AT_DESK = [
    *(DESK, ADD, INTERVENTIONS, f"{INTERVENTIONS}1/change/", "/beheer/interventions/report/"),
    *("/beheer/password_change/", "/beheer/auth/user/", "/beheer/bestaat-niet/", LOGIN, STEP),
]
ON_SITE = [*API, *FILES, *(it for it in PUBLIC.values() if not it.startswith("/weinig-"))]
POSTED = [
    (LOGIN, {"username": "redacteur", "password": PASSWORD}),
    (FORGOTTEN, {"email": "wie@kb.example"}),
    (ADD, intervention_form()),
    ("/beheer/logout/", {}),
    ("/klopt-dit-niet/?over=abcd", {"message": "Het klopt niet.", "about": "abcd"}),
]


@reads
def meanwhile(request):
    """Somebody signs out in another window, while this page is made."""
    if "schrijft" in request.GET:
        request.session["iets"] = "nieuws"
    Session.objects.all().delete()
    return HttpResponse("antwoord")


@reads
def remembering(request):
    request.session["iets"] = "nieuws"
    return HttpResponse("onthouden")


urlpatterns = [
    path("beheer/ondertussen/", meanwhile),
    path("beheer/onthouden/", remembering),
    *urlpatterns,
]


# --- Kinds of away --------------------------------------------------------------------------------


def scribbled(file) -> None:
    """A base of which all but the first page was overwritten."""
    with sqlite3.connect(file) as base:
        base.executescript("CREATE TABLE a (b); CREATE TABLE django_session (session_key);")
    base.close()
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(100)
        opened.write(b"\xff" * (size - 100))


def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def pg_options(text: str) -> dict:
    return {"OPTIONS": {**connection.settings_dict["OPTIONS"], "options": f"-c {text}"}}


IN_FILE = {
    "no base": lambda file: file.write_text("Dit is geen database. " * 500),
    "damaged": scribbled,
    "empty": lambda file: file.touch(),
    "a folder": lambda file: file.mkdir(),
}
ON_SERVER = {
    "refused": lambda: {"PORT": closed_port()},
    "no such base": lambda: {"NAME": "bestaat_niet"},
    "no such role": lambda: {"USER": "bestaat_niet"},
    "no tables": lambda: pg_options("search_path=bestaat_niet"),
    "too slow": lambda: pg_options("search_path=bestaat_niet -c statement_timeout=1"),
}


@contextmanager
def in_its_place(**changes):
    """All that is asked meanwhile goes to a database with other settings."""
    own = connections[DEFAULT_DB_ALIAS]
    other = own.copy()
    other.settings_dict.update(changes)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        other.close()


@pytest.fixture(params=IN_FILE if SQLITE else ON_SERVER)
def away(request, tmp_path):
    """The database is away in one of its ways."""
    if SQLITE:
        file = tmp_path / "base.sqlite3"
        IN_FILE[request.param](file)
        changes = {"NAME": str(file)}
    else:
        changes = ON_SERVER[request.param]()
    with in_its_place(**changes):
        yield


@contextmanager
def only_read():
    """The database reads and refuses to write."""
    execute = connection.connection.execute
    with transaction.atomic():
        execute("PRAGMA query_only=1" if SQLITE else "SET transaction_read_only=on")
        try:
            yield
        finally:
            transaction.set_rollback(True)
            if SQLITE:
                execute("PRAGMA query_only=0")


def visitor(cookie: str = "") -> Client:
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies["session"] = cookie
    return client


def assert_away(response, address: str) -> None:
    assert response.status_code == 503, address
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    if address.startswith("/api/v1"):
        assert json.loads(response.content)["status"] == 503
    else:
        assert "De kennisbank is even niet bereikbaar</h1>" in response.content.decode()


# --- Away -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("away")
def test_every_address_says_when_to_come_back():
    for address in ON_SITE:
        assert_away(visitor().get(address), address)


@pytest.mark.usefixtures("away")
def test_who_is_signed_in_hears_the_same_everywhere():
    client = visitor("s" * 32)
    for address in (*ON_SITE, *AT_DESK):
        assert_away(client.get(address), address)


@pytest.mark.usefixtures("away")
def test_a_form_that_is_sent_hears_the_same():
    for address, form in POSTED:
        assert_away(visitor("s" * 32).post(address, form), address)


@pytest.mark.usefixtures("away")
def test_what_needs_no_database_is_answered():
    client = visitor("s" * 32)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/bestaat-niet/").status_code == 404
    static = client.get("/static/css/site.css")
    assert b"".join(static.streaming_content)
    static.close()
    assert visitor().get(DESK).status_code == 302


@pytest.mark.usefixtures("away")
def test_a_developer_sees_what_happened(settings):
    settings.DEBUG = True
    response = visitor("s" * 32).get(DESK)
    assert response.status_code == 500
    assert b"Traceback" in response.content


# --- Read, and not written ------------------------------------------------------------------------


def test_a_session_that_cannot_be_renewed_is_served_as_it_is(client, editor, clock):
    give_password(client, editor)
    clock.passes(minutes=30)
    with only_read():
        for address in (DESK, ADD, INTERVENTIONS):
            assert client.get(address).status_code == 200
    assert is_in(client)


@pytest.mark.parametrize(("address", "form"), POSTED[:-1])  # the last is no more than asked again
def test_what_cannot_be_written_says_when_to_come_back(editor, clock, address, form):
    client = visitor()
    give_password(client, editor)
    with only_read():
        assert_away(client.post(address, form), address)


@pytest.mark.parametrize("query", ["", "?schrijft=ja"])
def test_who_is_signed_out_meanwhile_gets_the_answer_that_was_made(
    client, editor, clock, settings, query
):
    settings.ROOT_URLCONF = __name__
    give_password(client, editor)
    clock.passes(minutes=30)
    assert client.get(f"/beheer/ondertussen/{query}").content == b"antwoord"
    assert not is_in(client)


def test_an_answer_whose_session_is_lost_is_not_given(editor, clock, settings):
    settings.ROOT_URLCONF = __name__
    client = visitor()
    give_password(client, editor)
    with only_read():
        assert_away(client.get("/beheer/onthouden/"), DESK)
    assert client.get("/beheer/onthouden/").content == b"onthouden"


def test_who_cannot_be_remembered_is_not_signed_in(editor, two_steps):
    client, app = visitor(), app_of(editor)
    give_password(client, editor)
    two_steps.passes(seconds=30)
    with only_read():
        assert_away(client.post(STEP, {"code": code_of(app, two_steps)}), STEP)
    assert not is_in(client)


# --- Half-way a file ------------------------------------------------------------------------------


def take_away(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_weg")


def test_a_file_that_fails_at_its_beginning_is_no_file():
    client = visitor()
    assert client.get("/export/interventies.json").status_code == 200
    take_away("interventions_recognition")
    for address in ("/export/interventies.json", "/export/interventies.csv"):
        response = client.get(address)
        assert_away(response, address)
        assert "Content-Disposition" not in response


def test_a_file_that_fails_further_on_ends_in_a_fault(monkeypatch):
    monkeypatch.setattr(rows, "AT_ONCE", 1)
    monkeypatch.setattr("config.middleware.FIRST_PART", 1)
    response = visitor().get("/export/interventies.json")
    assert response.status_code == 200
    take_away("interventions_recognition")
    with pytest.raises(Error):
        b"".join(response.streaming_content)
