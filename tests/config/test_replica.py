"""Where PostgreSQL has a replica, public pages are read from it, when it has the same content.

The replica here is a second connection to the base of the tests. It lags as long as it stays in a
snapshot of before, and dies when its connection refuses everything.
"""

import sqlite3
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from config import replica as reading
from config.environment import env_replica
from config.replica import REPLICA, REST, Router, is_public_read
from interventions.models import Intervention
from interventions.showing.methods import answers, reads
from interventions.workflow import withdraw

ROOMS_WITH_FORMS = {"admin", "submissions", "alerts"}
READ = [
    *("/", "/interventies/?q=buurt", "/interventies/abcd/", "/interventies/abcd/versies/"),
    *("/werkzame-elementen/", "/matrix/", "/combinaties/", "/zelfcheck/", "/plan/", "/begrippen/"),
    *("/api/v1/interventies", "/api/v1/werkzame-elementen", "/zoeksuggesties?q=bu"),
    *("/export/interventies.csv", "/export/interventies.xlsx", "/data/interventies.ttl"),
    *("/feeds/interventies.atom", "/sitemap.xml", "/samenvattingen/interventies/abcd/"),
]
WRITTEN = [
    *("/beheer/", "/beheer/interventions/intervention/", "/beheer/auth/user/", "/beheer/login/"),
    *("/aanmelden/", "/aanmelden/x/", "/klopt-dit-niet/?over=abcd", "/klopt-dit-niet/x/"),
    *("/volgen/?element=empowerment", "/volgen/x/", "/readyz"),
]


@pytest.fixture
def replica(transactional_db, settings, monkeypatch):
    connections[REPLICA] = connection.copy(alias=REPLICA)
    monkeypatch.setattr(REST, "until", 0.0)
    settings.DATABASE_ROUTERS = ["config.replica.Router"]
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


@contextmanager
def lagging(replica):
    """It stays meanwhile with what it has."""
    begin = "BEGIN" if replica.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with replica.cursor() as cursor:
        cursor.execute(begin)
        cursor.execute("SELECT number FROM elements_contentversion")
        yield
        cursor.execute("COMMIT")


def ask(address, client=None):
    """The status, and the queries that each of the two got."""
    client = client or Client(raise_request_exception=False)
    with (
        CaptureQueriesContext(connection) as primary,
        CaptureQueriesContext(connections[REPLICA]) as replica,
    ):
        response = client.get(address)
        response.getvalue()
    return response.status_code, *(
        [one["sql"] for one in found.captured_queries] for found in (primary, replica)
    )


def die_after(queries: int, replica):
    """Its server is gone once it has answered so many."""

    def execute(run, *arguments):
        nonlocal queries
        queries -= 1
        if queries < 0 and replica.vendor == "sqlite":
            replica.connection.set_authorizer(lambda *asked: sqlite3.SQLITE_DENY)
        elif queries < 0:
            replica.connection.close()
        return run(*arguments)

    return replica.execute_wrapper(execute)


def views(resolver, room=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, room or entry.app_name)
        elif isinstance(entry, URLPattern):
            yield room, entry


# --- Which address ----------------------------------------------------------------------------


def test_every_address_without_a_form_is_read_and_no_other():
    found = list(views(get_resolver()))
    assert {room for room, _ in found} > ROOMS_WITH_FORMS
    for room, entry in found:
        expected = room not in ROOMS_WITH_FORMS
        assert is_public_read("GET", entry.callback) == expected, entry.pattern
        assert not is_public_read("POST", entry.callback), entry.pattern


def test_a_form_in_a_public_room_is_no_public_read():
    def view(request):
        raise NotImplementedError

    view.__module__ = "interventions.public.home"
    assert is_public_read("GET", reads(view))
    assert not is_public_read("GET", answers("GET", "HEAD", "POST")(view))


def test_public_pages_ask_the_primary_for_its_version_and_nothing_else(replica):
    for address in READ:
        status, primary, asked = ask(address)
        assert status == 200, address
        assert asked or not primary, address
        assert all("elements_contentversion" in sql for sql in primary), address


def test_the_later_parts_of_a_file_are_read_from_the_replica_too(replica, monkeypatch):
    monkeypatch.setattr("config.middleware.FIRST_PART", 1)  # the line of headings
    status, primary, asked = ask("/export/interventies.csv")
    assert (status, len(primary)) == (200, 2)  # the version, when it begins and for the rows
    assert any("interventions_statement" in sql for sql in asked)


def test_desk_forms_and_private_links_never_ask_the_replica(replica, administrator_client):
    for address in WRITTEN:
        _, primary, asked = ask(address, administrator_client)
        assert primary, address
        assert asked == [], address


def test_what_is_read_in_a_transaction_is_read_from_the_primary(replica):
    with reading._read_by(reading.Reading(alias=None)):
        with transaction.atomic():
            assert Router().db_for_read(Intervention) == DEFAULT_DB_ALIAS
        assert Router().db_for_read(Intervention) == REPLICA


# --- It lags, or it is away -------------------------------------------------------------------


def test_what_was_withdrawn_does_not_come_back_from_a_replica_that_lags(replica, reviewer):
    addresses = "/interventies/abcd/", "/api/v1/interventies/abcd"
    assert [ask(address)[0] for address in addresses] == [200, 200]
    with lagging(replica):
        withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
        assert [ask(address)[0] for address in addresses] == [410, 410]
        csv = b"".join(Client().get("/export/interventies.csv").streaming_content)
        assert b"/interventies/abcd/" not in csv
    status, primary, asked = ask(addresses[0])
    assert (status, len(primary)) == (410, 1)
    assert asked


@pytest.mark.parametrize("queries", [0, 1, 3])
@pytest.mark.parametrize("address", ["/interventies/abcd/", "/export/interventies.csv"])
def test_what_the_replica_fails_to_answer_the_primary_answers(replica, address, queries):
    whole = Client().get(address).getvalue()
    with die_after(queries, replica):
        assert Client(raise_request_exception=False).get(address).getvalue() == whole
    assert REST.lasts()


def test_after_a_failure_the_replica_is_left_alone_for_a_while(replica, monkeypatch):
    with die_after(0, replica):
        assert Client().get("/interventies/").status_code == 200
    replica.close()
    assert ask("/interventies/")[2] == []
    monkeypatch.setattr(REST, "until", 1.0)  # long ago
    assert ask("/interventies/")[2]
    assert REST.until == 0


def test_a_replica_alone_answers_nothing(replica):
    own = connections[DEFAULT_DB_ALIAS]
    own.close()
    other = own.copy()
    other.settings_dict.update(NAME="/bestaat/niet", PORT="1")
    connections[DEFAULT_DB_ALIAS] = other
    try:
        assert Client(raise_request_exception=False).get("/interventies/").status_code == 503
    finally:
        connections[DEFAULT_DB_ALIAS] = own


# --- The setting ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:////tmp/base.sqlite3", "config.postgresql"),
        ("postgres://kb@db/kb", "django.db.backends.sqlite3"),
        ("postgres://kb@db", "config.postgresql"),
    ],
)
def test_a_replica_is_one_of_postgresql(monkeypatch, url, engine):
    monkeypatch.setenv("DATABASE_REPLICA_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL is not understood"):
        env_replica("DATABASE_REPLICA_URL", {"ENGINE": engine})
