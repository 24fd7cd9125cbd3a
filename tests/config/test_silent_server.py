"""PostgreSQL that hangs without closing: no page waits for it longer than the limit.

The server here is a socket: it takes who comes, and what it says comes too late when it has to.
"""

import socket
import threading
import time
from contextlib import suppress

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.utils import load_backend
from django.test import Client

from config.environment import env_database
from config.postgresql.base import SILENCES, Silence
from tests.config.conftest import server as site
from tests.config.test_gunicorn import get

pytestmark = pytest.mark.django_db
TOO_LATE = 5
AUTHENTICATED = b"R\0\0\0\x08\0\0\0\0"
PARAMETERS = b"".join(
    b"S" + (len(text) + 4).to_bytes(4) + text
    for text in (b"client_encoding\0UTF8\0", b"server_version\x0016.1\0", b"TimeZone\0UTC\0")
)
READY = b"Z\0\0\0\x05I"
DONE = b"C\0\0\0\x0dSELECT 1\0" + READY


class Server:
    """Its address, how many have come, and what it still does."""

    def __init__(self):
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.come = 0
        self.lets_in, self.answers = True, True
        self.inside = []
        threading.Thread(target=self.receive, daemon=True).start()

    def receive(self):
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:  # closed
                return
            self.come += 1
            self.inside.append(visitor)
            threading.Thread(target=self.serve, args=[visitor], daemon=True).start()

    def serve(self, visitor):
        while text := self.heard(visitor):
            if text[0] == 0:  # a greeting: an asked-for encryption is refused, who comes is let in
                encrypted = text[4:8] == b"\x04\xd2\x16\x2f"
                answer = b"N" if encrypted else AUTHENTICATED + PARAMETERS + READY
                speaks = self.lets_in
            else:
                answer, speaks = DONE, self.answers
            if not speaks:
                time.sleep(TOO_LATE)  # longer than any limit here; nobody waits for this thread
            with suppress(OSError):
                visitor.sendall(answer)

    def heard(self, visitor) -> bytes:
        try:
            return visitor.recv(65536)
        except OSError:
            return b""

    def close(self):
        for one in (self.door, *self.inside):
            one.close()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def connection(server, monkeypatch, tmp_path):
    """What pages ask, in the place of the tests' own database."""
    monkeypatch.setitem(SILENCES, DEFAULT_DB_ALIAS, Silence())
    monkeypatch.setattr("config.postgresql.base.CHECK", 0.5)
    monkeypatch.setenv("DATABASE_URL", f"postgres://kb@127.0.0.1:{server.port}/kb")
    settings = env_database("DATABASE_URL", tmp_path, seconds=0)
    settings["OPTIONS"].update(patience=0.5, connect_timeout=2, gssencmode="disable")
    own = connections[DEFAULT_DB_ALIAS]
    wrapper = load_backend(settings["ENGINE"]).DatabaseWrapper(
        {**own.settings_dict, **settings, "TIME_ZONE": None}, DEFAULT_DB_ALIAS
    )
    connections[DEFAULT_DB_ALIAS] = wrapper
    yield wrapper
    connections[DEFAULT_DB_ALIAS] = own
    wrapper.close()


def ask(connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_a_question_that_is_not_answered_ends_and_so_does_its_connection(server, connection):
    ask(connection)
    server.answers = False
    with pytest.raises(OperationalError):
        ask(connection)
    assert connection.connection.closed


def test_a_kept_connection_that_is_silent_is_not_used(server, connection):
    ask(connection)
    server.answers = False
    connection.connection.answered -= 2  # the last answer was two seconds ago
    assert not connection.is_usable()


def test_a_kept_connection_that_the_server_ended_is_not_used(server, connection):
    ask(connection)
    assert connection.is_usable()
    server.inside[-1].shutdown(socket.SHUT_RDWR)
    assert not connection.is_usable()


def test_pages_say_when_to_come_back(server, connection):
    server.lets_in = False
    client = Client(raise_request_exception=False)
    client.cookies["session"] = "s" * 32
    for address in ("/", "/beheer/", "/api/v1/interventies"):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_in_a_silence_nobody_else_waits(server, connection):
    server.lets_in = False
    with pytest.raises(OperationalError):
        ask(connection)
    for _ in range(20):
        with pytest.raises(OperationalError, match="did not answer a moment ago"):
            ask(connection)
    assert server.come == 1


def test_after_a_silence_the_server_is_asked_again(server, connection, monkeypatch):
    ask(connection)
    server.answers = False
    with pytest.raises(OperationalError):
        ask(connection)
    server.answers = True
    connection.close_if_unusable_or_obsolete()  # as at the end of a request
    assert connection.connection is None
    SILENCES[DEFAULT_DB_ALIAS].until = 1.0  # long ago: the silence is over
    ask(connection)
    assert SILENCES[DEFAULT_DB_ALIAS].until == 0
    assert server.come == 2


def test_the_site_that_runs_ends_its_waiting_too(server, collected):
    server.answers = False
    variables = {
        "DATABASE_URL": f"postgres://kb@127.0.0.1:{server.port}/kb",
        "DATABASE_SECONDS": "1",
        "ENVIRONMENT": "development",  # no redirect to https
    }
    with site(collected, **variables) as running:
        response = get(running.port, "/api/v1/interventies", Host="127.0.0.1")
        assert (response.status, response.headers["Retry-After"]) == (503, "30")
        assert get(running.port, "/healthz").status == 200
