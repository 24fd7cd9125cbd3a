"""The site while its database is locked, gone or read-only, and while Redis hangs."""

import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings

from benchmarks import postgres
from tests.browser.addresses import PUBLIC
from tests.config.conftest import collected, environment, free_port, server

__all__ = ["collected"]
pytestmark = pytest.mark.full
TOKEN = "a" * 32
TEXT = "Een lange tekst die iemand met zorg heeft opgeschreven."
REPORT = {"wrong": TEXT, "email": "", "moment": "", "csrfmiddlewaretoken": TOKEN}
MARK = "Deze pagina is tijdelijk niet bijgewerkt."
LOCKED = 30  # seconds
WARM = [address for address in PUBLIC.values() if not address.startswith("/weinig-")]
SITE = {"ENVIRONMENT": "development", "WEB_CONCURRENCY": "2"}


class Answer:
    def __init__(self, response: http.client.HTTPResponse, began: float):
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode("utf-8", "replace")
        self.seconds = time.monotonic() - began


def ask(port: int, path: str, form: dict | None = None, cookie: str = "") -> Answer:
    began = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=90)) as connection:
        headers = {"Cookie": f"csrf={TOKEN}; {cookie}"}
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(form), headers)
        return Answer(connection.getresponse(), began)


def manage(tree: Path, *words: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=tree,
        env=environment(tree, **SITE, **variables),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(collected) -> Path:
    """What is served, and the launch content to fill a base with."""
    content = collected / "fixtures"
    if not content.exists():
        content.symlink_to(settings.BASE_DIR / "fixtures")
    return collected


@pytest.fixture(scope="module")
def prepared(site, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("prepared") / "base.sqlite3"
    done = manage(site, "prepare", DATABASE_URL=f"sqlite:///{file}")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(file)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture
def base(prepared, tmp_path) -> dict[str, str]:
    """A prepared base on SQLite, as a variable of the server."""
    file = shutil.copy2(prepared, tmp_path / "base.sqlite3")
    return {"DATABASE_URL": f"sqlite:///{file}"}


def file_of(base: dict[str, str]) -> Path:
    return Path(base["DATABASE_URL"].removeprefix("sqlite:///"))


# --- Locked ---------------------------------------------------------------------------------------


@contextmanager
def readers(port: int, *addresses: str):
    """Four that read all the time; gives what they got."""
    answers: list[Answer] = []
    stop = threading.Event()

    def read():
        while not stop.is_set():
            answers.extend(ask(port, address) for address in addresses)
            time.sleep(0.05)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_readers_go_on_while_writers_wait_for_a_lock(site, base, promise):
    reading = ("/", "/interventies/abcd/", "/interventies/?q=buurt")
    with server(site, **SITE, **base, FORM_SECONDS="0") as running:
        for address in reading * 4:
            assert ask(running.port, address).status == 200
        with (
            closing(sqlite3.connect(file_of(base), isolation_level=None)) as other,
            ThreadPoolExecutor(16) as writers,
            readers(running.port, *reading) as answers,
        ):
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            written = [
                writers.submit(ask, running.port, "/volgen/?element=empowerment", form)
                for form in (
                    {
                        "email": f"a{number}@kb.example",
                        "moment": moment_of(running.port),
                        "csrfmiddlewaretoken": TOKEN,
                    }
                    for number in range(16)
                )
            ]
            time.sleep(max(0, LOCKED - (time.monotonic() - began)))
            other.execute("ROLLBACK")
            sent = [one.result() for one in written]
    assert {answer.status for answer in answers} == {200}
    worst = max(answer.seconds for answer in answers)
    refused = [answer for answer in sent if answer.status == 503]
    assert {answer.status for answer in sent} <= {200, 302, 503}
    assert all("@kb.example" in answer.text and answer.headers["Retry-After"] for answer in refused)
    promise(
        f"Readers go on during a write lock of {LOCKED} s with 16 writers (SQLite)",
        f"{len(answers)} pages, worst {worst:.2f} s; {len(refused)} of 16 forms given back",
        met=worst < 2,
    )
    assert worst < 10


def moment_of(port: int) -> str:
    """The moment at which the form is handed out, as it has it."""
    page = ask(port, "/volgen/?element=empowerment").text
    return page.partition('name="moment" value="')[2].partition('"')[0]


# --- Gone -----------------------------------------------------------------------------------------


def test_warm_pages_are_answered_while_the_base_is_gone(site, base, promise):
    with server(site, **SITE, **base) as running:
        warm = [address for address in WARM if "ETag" in ask(running.port, address).headers]
        file_of(base).write_text("Dit is geen database. " * 500)
        kept = [ask(running.port, address) for address in warm * 2]
        shown = [answer for answer in kept if answer.status == 200]
        assert all(MARK in answer.text and "ETag" not in answer.headers for answer in shown)
        assert {answer.status for answer in kept} <= {200, 503}
    share = 100 * len(shown) / len(kept)
    promise("Warm pages are shown while the database is away", f"{share:.0f} %", met=share >= 95)
    assert share > 50


def test_what_was_withdrawn_is_not_shown(site, base):
    withdraw = (
        "from django.contrib.auth.models import User, Group;"
        "from interventions.models import Intervention;"
        "from interventions.workflow import withdraw;"
        "by = User.objects.create_superuser('baas', password='x', is_active=True);"
        "withdraw(Intervention.objects.get(slug='abcd'), by=by, note='Op verzoek.')"
    )
    with server(site, **SITE, **base) as running:
        for _ in range(8):  # each of the processes has it in its memory
            assert ask(running.port, "/interventies/abcd/").status == 200
            assert ask(running.port, "/").status == 200
        done = manage(site, "shell", "-c", withdraw, **base)
        assert done.returncode == 0, done.stderr
        file_of(base).write_text("Dit is geen database. " * 500)
        assert {ask(running.port, path).status for path in ("/interventies/abcd/", "/") * 8} == {
            503
        }


# --- Redis ----------------------------------------------------------------------------------------


@pytest.fixture
def redis(tmp_path):
    """A server of our own, without anything on the disk."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(
        [*command, "--dir", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    process.url = f"redis://127.0.0.1:{port}/0"
    next(line for line in process.stdout if "Ready to accept" in line)
    yield process
    os.kill(process.pid, signal.SIGCONT)
    process.terminate()
    process.wait()
    process.stdout.close()


def test_a_redis_that_hangs_costs_one_short_wait(site, base, redis, promise):
    with server(site, **SITE, **base, CACHE_URL=redis.url) as running:
        pages = ("/", "/interventies/abcd/", "/over/")
        for address in pages * 4:
            assert ask(running.port, address).status == 200
        os.kill(redis.pid, signal.SIGSTOP)
        waits = []
        end = time.monotonic() + 12
        while time.monotonic() < end:
            answer = ask(running.port, pages[len(waits) % 3])
            assert answer.status == 200
            waits.append(answer.seconds)
            time.sleep(0.05)
        usual = median(waits)  # a page is made anew then
        slow = [one for one in waits if one > usual + 0.2]
        # Each of the two processes tries it at the beginning and twice in the time after that.
        promise(
            "A Redis that hangs costs a short wait now and then",
            f"{len(waits)} pages, {len(slow)} of them 0.2 s over usual, worst {max(waits):.2f} s",
            met=len(slow) <= 8 and max(waits) < 1,
        )
        assert max(waits) < 5
        file_of(base).write_text("Dit is geen database. " * 500)
        assert ask(running.port, "/").status == 503  # nobody can say what was withdrawn
        os.kill(redis.pid, signal.SIGCONT)
        time.sleep(7)
        shown = [ask(running.port, "/") for _ in range(4)]
        assert {answer.status for answer in shown} == {200}
        assert all(MARK in answer.text for answer in shown)


def test_with_redis_every_machine_hears_of_a_withdrawal(site, base, redis):
    note = "from elements.models import content_change\nwith content_change(withdrawal=True): pass"
    with server(site, **SITE, **base, CACHE_URL=redis.url) as running:
        for _ in range(8):
            assert ask(running.port, "/").status == 200
        os.kill(redis.pid, signal.SIGSTOP)
        refused = manage(site, "shell", "-c", note, **base, CACHE_URL=redis.url)
        assert "Er is niets veranderd" in refused.stderr
        os.kill(redis.pid, signal.SIGCONT)
        assert manage(site, "shell", "-c", note, **base, CACHE_URL=redis.url).returncode == 0
        file_of(base).write_text("Dit is geen database. " * 500)
        time.sleep(6)
        assert {ask(running.port, "/").status for _ in range(8)} == {503}


# --- Read-only ------------------------------------------------------------------------------------

SIGNED_IN = """
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
client = Client()
client.force_login(User.objects.create_superuser('baas', password='x'))
print(client.cookies['session'].value)
"""
AT_DESK = [
    "/beheer/",
    "/beheer/interventions/intervention/",
    "/beheer/logboek/",
    "/beheer/elements/",
]


def not_answered(port: int, session: str) -> list[str]:
    desk = [(path, f"session={session}") for path in AT_DESK]
    pages = [*((path, "") for path in WARM), *desk]
    found = [(path, ask(port, path, cookie=cookie).status) for path, cookie in pages]
    return [f"{status} {path}" for path, status in found if status not in (200, 302)]


def test_every_page_is_read_on_a_file_that_is_only_read(site, base, promise):
    session = manage(site, "shell", "-c", SIGNED_IN, **base).stdout.split()[-1]
    with closing(sqlite3.connect(file_of(base))) as own:
        own.execute("PRAGMA journal_mode=DELETE")
    file_of(base).chmod(0o400)
    with server(site, **SITE, **base, READ_ONLY="1") as running:
        failed = not_answered(running.port, session)
        assert ask(running.port, "/klopt-dit-niet/", REPORT).status == 503
    promise("Every page is read in read-only mode (SQLite)", f"{len(failed)} not", met=not failed)
    assert failed == []


def test_every_page_is_read_by_a_role_that_may_only_select(site, promise):
    with postgres.server() as url:
        base = {"DATABASE_URL": url}
        done = manage(site, "prepare", **base)
        assert done.returncode == 0, done.stderr
        session = manage(site, "shell", "-c", SIGNED_IN, **base).stdout.split()[-1]
        with psycopg.connect(url, autocommit=True) as own:
            own.execute("CREATE ROLE lezer LOGIN PASSWORD 'lezer'")
            own.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lezer")
        start, _, place = url.partition("@")
        reader = {"DATABASE_URL": f"postgres://lezer:lezer@{place}" if place else url}
        assert start != url
        with server(site, **SITE, **reader, READ_ONLY="1") as running:
            failed = not_answered(running.port, session)
            assert ask(running.port, "/klopt-dit-niet/", REPORT).status == 503
    promise(
        "Every page is read by a role with SELECT (PostgreSQL)",
        f"{len(failed)} not",
        met=not failed,
    )
    assert failed == []
