"""Nothing is lost: of what was acknowledged, in a backup, or on the way to PostgreSQL.

The kills alone, of any size: `python -m tests.full.nothing_lost`.
"""

import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from benchmarks import bases, postgres
from tests.full.killing import Site, Sqlite
from tests.full.nothing_lost import WRITERS, Writer, acknowledged, try_to_lose, wait_until
from tests.management.databases import manage, rows_of

pytestmark = pytest.mark.full
PAGES = (
    *("/", "/interventies/", "/interventies/?q=ouderen", "/interventies/?element=outreachend"),
    *("/interventies/abcd/", "/interventies/abcd/versies/1/", "/matrix/", "/begrippen/"),
    *("/werkzame-elementen/empowerment/", "/bronnen/", "/combinaties/", "/api/v1/interventies"),
    *("/data/interventies.ttl", "/export/interventies.csv", "/feeds/interventies.atom"),
)
WRITTEN = {  # by a report, and by asking for its form
    *("interventions_report", "interventions_attempt", "interventions_outboxmessage"),
    "sqlite_sequence",
}


def test_no_kill_loses_what_was_acknowledged_on_sqlite(promise):
    found = try_to_lose("sqlite", writes=10_000, kills=20)
    promise("20 kills under six writers on SQLite lose nothing", str(found), met=not found.lost)
    lacking, of = found.not_in_copy
    said = f"{lacking} of {of} acknowledged reports are not in it"
    promise("A copy of db.sqlite3 alone is no backup", said, met=lacking > 0)
    assert found.lost == set()
    assert found.acknowledged >= 10_000


def test_no_kill_loses_what_was_acknowledged_on_postgresql(promise):
    found = try_to_lose("postgresql", writes=3000, kills=15, server_kills=5)
    text = "20 kills under six writers on PostgreSQL, 5 of the server itself, lose nothing"
    promise(text, str(found), met=not found.lost)
    assert found.lost == set()
    assert found.acknowledged >= 3000


def test_backups_under_six_writers_come_back_with_all_that_was_acknowledged(promise, tmp_path):
    base, stop, tried = Sqlite(tmp_path), Event(), 5
    site = Site(base.url, tmp_path)
    writers = [Writer(number, site.port, stop) for number in range(1, WRITERS + 1)]
    threads = [Thread(target=writer.run) for writer in writers]
    try:
        for thread in threads:
            thread.start()
        for number in range(tried):
            wait_until(writers, (number + 1) * 50)
            before = acknowledged(writers)
            file, place = tmp_path / f"{number}.zip", tmp_path / f"{number}.sqlite3"
            assert manage(base.url, "backup", str(file)).returncode == 0
            assert manage(f"sqlite:///{place}", "restore", str(file)).returncode == 0
            assert before <= base.texts_of(place)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        site.stop()
    last, now = rows_of(f"sqlite:///{place}"), rows_of(base.url)
    assert {table for table in now if last[table] != now[table]} <= WRITTEN
    assert {*last["interventions_report"]} < {*now["interventions_report"]}
    figure = f"{tried} backups, {len(before)} reports before the last, none missing"
    promise("A backup made under six writers holds all that was acknowledged", figure, met=True)


# --- From SQLite to PostgreSQL --------------------------------------------------------------------


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """An SQLite base with the launch content and a document; the last report is deleted."""
    file = tmp_path_factory.mktemp("source") / "db.sqlite3"
    assert manage(f"sqlite:///{file}", "prepare").returncode == 0
    with closing(sqlite3.connect(file)) as base:
        base.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('interventions_report', 41)")
        base.execute(
            "INSERT INTO interventions_descriptionsheet (id, file_name, digest, found, read_at) "
            "VALUES (1, 'tuin.pdf', '', '{}', '2026-01-01')"
        )
        base.execute(
            "INSERT INTO interventions_sheetfile (sheet_id, data, contact, personal) "
            "VALUES (1, ?, '{}', '[]')",
            [bytes(range(256)) * 4000],
        )
        base.commit()
    return file


@pytest.fixture(scope="module")
def server():
    with postgres.server() as url:
        yield url


@pytest.fixture
def target(server):
    """An empty database on that server."""
    name = "empty"
    bases.run_on(server, "CREATE DATABASE {}", name)
    yield f"{server.rpartition('/')[0]}/{name}"
    bases.run_on(server, "DROP DATABASE {} WITH (FORCE)", name)


def pages(url: str, folder: Path) -> dict[str, tuple[int, bytes]]:
    """What visitors get from the site on this base."""
    folder.mkdir()
    site = Site(url, folder, PUBLIC_URL="http://kennisbank.example", BUILD="same")
    try:
        return {page: page_of(site.port, page) for page in PAGES}
    finally:
        site.stop()


def page_of(port: int, page: str) -> tuple[int, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", page, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_every_row_is_copied_and_the_site_answers_the_same(source, target, tmp_path, promise):
    copied = manage(target, "copy_database", str(source))
    assert (copied.returncode, copied.stderr) == (0, "")
    last = copied.stdout.splitlines()[-1]
    assert "each compared and the same" in last
    with psycopg.connect(target) as base:
        insert = "INSERT INTO interventions_attempt (form, who, at) VALUES ('x', 'x', now())"
        base.execute(insert)  # its number is not taken
        numbers = "SELECT nextval(pg_get_serial_sequence('interventions_report', 'id'))"
        assert base.execute(numbers).fetchone() == (42,)
        base.rollback()
    before = pages(f"sqlite:///{source}", tmp_path / "before")
    assert {status for status, _ in before.values()} == {200}
    assert pages(target, tmp_path / "after") == before
    figure = f"{last.strip()} {len(PAGES)} addresses answer the same."
    promise("From SQLite to PostgreSQL nothing is lost", figure, met=True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "UPDATE interventions_searchword SET word = printf('%200s', word)",
            "searchword: value too long",
        ),
        ("UPDATE interventions_statement SET source_id = 999 WHERE id = 1", "foreign key"),
        ("CREATE TABLE of_somebody (id)", "not copied: the table of_somebody"),
        ("DELETE FROM django_migrations WHERE app = 'sessions'", "older version"),
        ("INSERT INTO django_migrations VALUES (999, 'elements', '9_later', '')", "newer version"),
    ],
)
def test_what_does_not_fit_is_said_and_leaves_nothing(source, target, tmp_path, change, sentence):
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(source)) as base, closing(sqlite3.connect(file)) as other:
        base.backup(other)
        other.execute(change)
        other.commit()
    refused = manage(target, "copy_database", str(file))
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert rows_of(target) == {}


def test_only_a_base_without_content_is_copied_to_and_else_left_alone(source, target):
    assert manage(target, "migrate").returncode == 0
    assert manage(target, "copy_database", str(source)).returncode == 0
    before = rows_of(target)
    refused = manage(target, "copy_database", str(source))
    assert "is not empty" in refused.stderr
    assert rows_of(target) == before
