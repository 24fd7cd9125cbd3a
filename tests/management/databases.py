"""Other databases of the kind that the tests run on: a new, empty one, and all rows of any."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

ROWS = "SELECT * FROM {}"  # of a table of ours
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def address() -> str:
    """The DATABASE_URL of the base of this test."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    base = connection.settings_dict
    login = f"{base['USER']}:{base['PASSWORD']}".rstrip(":")
    return f"postgres://{login}@{base['HOST']}:{base['PORT']}/{base['NAME']}"


@contextmanager
def empty_place(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a new one, gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    name = f"test_empty_{os.getpid()}"
    with connection._nodb_cursor() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield f"{address().rpartition('/')[0]}/{name}"
    finally:
        with connection._nodb_cursor() as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on the database of this address, as an operator gives it."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENVIRONMENT": "development", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def rows_of(url: str) -> dict[str, list]:
    """Every row of every table, in an order that does not depend on where they stand."""
    kind, _, name = url.partition(":///")
    is_file = kind == "sqlite"
    with closing(sqlite3.connect(name) if is_file else psycopg.connect(url)) as base:
        found = base.execute(TABLES["sqlite" if is_file else "postgresql"]).fetchall()
        return {
            table: sorted(base.execute(ROWS.format(f'"{table}"')).fetchall(), key=repr)
            for (table,) in found
        }
