"""A command that cannot do its work says one sentence, and ends with a code for its timer."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from tests.config.conftest import environment, free_port

AWAY, WRONG_SETTING = os.EX_TEMPFAIL, os.EX_CONFIG


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**environment(settings.BASE_DIR), **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_said(done: subprocess.CompletedProcess, code: int, sentence: str) -> None:
    assert (done.returncode, done.stdout) == (code, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(sentence)


@pytest.mark.parametrize("command", ["clearsessions", "createsuperuser"])
def test_a_database_that_is_away(command):
    base = f"postgres://kb:geheim@127.0.0.1:{free_port()}/kb"
    done = manage(command, DATABASE_URL=base)
    assert_said(done, AWAY, "The database cannot be used: connection failed")
    assert "geheim" not in done.stderr


def test_a_database_without_tables(tmp_path):
    done = manage("send_alerts", DATABASE_URL=f"sqlite:///{tmp_path}/base.sqlite3")
    assert_said(done, 1, "The database is not of this version: no such table")


def test_a_database_that_is_none(tmp_path):
    (tmp_path / "base.sqlite3").write_text("Dit is geen database. " * 500)
    done = manage("migrate", DATABASE_URL=f"sqlite:///{tmp_path}/base.sqlite3")
    assert_said(done, AWAY, "The database cannot be used: file is not a database")


def test_a_wrong_setting():
    assert_said(manage("purge", SECRET_KEY="kort"), WRONG_SETTING, "SECRET_KEY is missing or")


def test_a_full_disk():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "manage.py", "help"],
            cwd=settings.BASE_DIR,
            env=environment(settings.BASE_DIR),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == AWAY
    assert done.stderr.splitlines()[0] == "No space left on device."


def test_a_mail_server_that_is_away_and_what_is_remembered(copied_base):
    with sqlite3.connect(copied_base) as base:
        base.execute(
            "INSERT INTO interventions_outboxmessage (key, 'to', subject, body, outside, headers,"
            " state, queued_at, due_at, tries, error) VALUES ('een', 'kees@kb.example', 'Over',"
            " 'De tekst', 0, '{}', 'waiting', datetime('now'), datetime('now'), 0, '')"
        )
    own = {"DATABASE_URL": f"sqlite:///{copied_base}"}
    done = manage("send_mail", **own, EMAIL_URL=f"smtp://127.0.0.1:{free_port()}")
    assert done.returncode == AWAY
    (line,) = done.stderr.splitlines()
    assert line.startswith("CommandError: The mail server does not work")
    assert manage("purge", **own).returncode == 0
    with sqlite3.connect(copied_base) as base:
        assert base.execute("SELECT state FROM interventions_outboxmessage").fetchall() == [
            ("waiting",)
        ]
        assert base.execute("SELECT command FROM elements_lastrun").fetchall() == [("purge",)]
    base.close()
