"""`manage.py doctor` says what is wrong, sees that nothing is, and works without a database."""

import json
import sqlite3
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config.doctor import CHECKS
from config.timers import TIMERS
from interventions.management.keeping.kept import name_of
from tests.config.conftest import environment, free_port
from tests.workflow.mail.server import mail_server

pytestmark = pytest.mark.django_db
WELL = {"PUBLISHER_NAME", "CONTACT_EMAIL", "PRIVACY_EMAIL", "SECURITY_EMAIL", "SUPERVISION_TEXT"}


class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


@contextmanager
def site(certificate=None):
    """What answers as the site does; over https with a certificate. Gives the port."""
    answering = ThreadingHTTPServer(("127.0.0.1", 0), Ready)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        answering.socket = context.wrap_socket(answering.socket, server_side=True)
    threading.Thread(target=answering.serve_forever, daemon=True).start()
    try:
        yield answering.server_port
    finally:
        answering.shutdown()
        answering.server_close()


def certificate(folder, days: int):
    """A file with a key and its certificate for localhost, which ends so many days from now."""
    (folder / "names").write_text("subjectAltName=DNS:localhost")
    make = (
        "openssl req -new -newkey rsa:2048 -nodes -keyout key -out asked -subj /CN=localhost",
        f"openssl x509 -req -in asked -signkey key -days {days} -extfile names -out made",
    )
    for command in make:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key").read_text() + (folder / "made").read_text())
    return both


def doctor(tree, base: str, **variables: str) -> tuple[int, dict[str, list[dict]]]:
    """The code it ends with, and what each check found."""
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=tree,
        env=environment(tree, DATABASE_URL=base, **variables),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    found: dict[str, list[dict]] = {name: [] for name in CHECKS}
    for finding in json.loads(done.stdout):
        found[finding["check"]].append(finding)
    return done.returncode, found


def write(base, *statements: str) -> None:
    with sqlite3.connect(base) as opened:
        for statement in statements:
            opened.execute(statement)
    opened.close()


def ended(moment: datetime) -> list[str]:
    return ["DELETE FROM elements_lastrun"] + [
        f"INSERT INTO elements_lastrun VALUES ('{name}', '{moment:%F %T}')"  # noqa: S608
        for name in TIMERS
    ]


def levels(found: list[dict]) -> set[str]:
    return {finding["level"] for finding in found}


def test_all_is_well(collected, copied_base, tmp_path):
    write(copied_base, *ended(datetime.now(UTC)))
    (tmp_path / name_of(datetime.now(UTC))).write_text("")
    proof = certificate(tmp_path, days=90)
    with site(proof) as https, site() as port, mail_server() as mail:
        code, found = doctor(
            collected,
            f"sqlite:///{copied_base}",
            **dict.fromkeys(WELL, "redactie@kb.example"),
            BACKUP_FOLDER=str(tmp_path),
            EMAIL_URL=f"smtp://127.0.0.1:{mail.port}",
            PORT=str(port),
            PUBLIC_URL=f"https://localhost:{https}",
            SSL_CERT_FILE=str(proof),
        )
    assert {name: levels(told) for name, told in found.items() if levels(told) != {"ok"}} == {
        "replica": set()
    }
    assert code == 0


def test_all_that_is_wrong_is_said_with_what_to_do(tree, copied_base, tmp_path):
    write(
        copied_base,
        *ended(datetime.now(UTC) - timedelta(days=3)),
        "DELETE FROM django_migrations WHERE name='0006_last_runs'",
        "INSERT INTO interventions_outboxmessage (key, 'to', subject, body, outside, headers,"
        " state, queued_at, due_at, tries, error) SELECT column1, '', '', '', 0, '{}', column1,"
        " datetime('now', '-2 hours'), datetime('now'), 0, ''"
        " FROM (VALUES ('waiting'), ('failed'))",
    )
    with (tree / "requirements" / "run.txt").open("a") as locked:
        locked.write("jinja2==0.1 \\\nbestaat-niet==1\n")
    (tree / "var" / "static" / "staticfiles.json").unlink()
    closed = free_port()
    proof = certificate(tmp_path, days=-1)
    with site(proof) as https:
        code, found = doctor(
            tree,
            f"sqlite:///{copied_base}",
            BACKUP_FOLDER="/sys",  # no backup, and no room for one
            CACHE_URL=f"redis://127.0.0.1:{closed}",
            EMAIL_URL=f"smtp://127.0.0.1:{closed}",
            PORT=str(closed),
            PUBLIC_URL=f"https://localhost:{https}",
            SSL_CERT_FILE=str(proof),
        )
    assert code == 2
    wrong = {name for name, told in found.items() if levels(told) & {"warning", "fault"}}
    assert wrong == {*CHECKS} - {"files", "read-only", "replica"}
    told = {name: " ".join(each["says"] for each in found[name]) for name in found}
    assert "PUBLISHER_NAME is empty" in told["settings"]
    assert "jinja2" in told["versions"]
    assert "bestaat-niet is not there" in told["versions"]
    assert "0 MB free at /sys" in told["disk"]
    assert "elements.0006_last_runs" in told["database"]
    assert "purge ended well 3 days ago" in told["timers"]
    assert "1 letters wait, the first for" in told["outbox"]
    assert "There is no backup in /sys" in told["backups"]
    assert "certificate has expired" in told["certificate"]
    assert f"No server answers at 127.0.0.1:{closed}" in told["server"]
    bad = [each for told in found.values() for each in told if each["level"] != "ok"]
    assert all(each["advice"] for each in bad)


def test_it_works_without_a_database(collected):
    code, found = doctor(collected, f"postgres://kb:geheim@127.0.0.1:{free_port()}/kb")
    assert code == 2
    assert levels(found["database"]) == {"fault"}
    assert levels(found["timers"]) == levels(found["outbox"]) == {"warning"}
    assert levels(found["static files"]) == {"ok"}
