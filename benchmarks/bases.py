"""Throw-away bases: a new SQLite file, or a new database on a PostgreSQL server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from benchmarks import postgres
from config.environment import env_database

KINDS = ("sqlite", "postgresql")


class LiveBase(Exception):
    """The base to fill is the one that the settings name."""


@contextmanager
def throw_away(kind: str, folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a new, empty base. A file is gone when the caller removes `folder`."""
    if kind == "sqlite":
        url = f"sqlite:///{folder}/benchmark.sqlite3"
        refuse_live(url)
        yield url
        return
    with postgres.server() as server:
        name = f"benchmark_{os.getpid()}"
        url = f"{server.rpartition('/')[0]}/{name}"
        refuse_live(url)
        run_on(server, "CREATE DATABASE {}", name)
        try:
            yield url
        finally:
            run_on(server, "DROP DATABASE {} WITH (FORCE)", name)


def run_on(server: str, statement: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def refuse_live(url: str) -> None:
    """Raise LiveBase when the address is that of the settings' own base."""
    live, other = settings.DATABASES["default"], parsed(url)
    if live["ENGINE"] == other["ENGINE"] == "django.db.backends.sqlite3":
        same = Path(live["NAME"]).resolve() == Path(other["NAME"]).resolve()
    else:
        parts = ("ENGINE", "NAME", "HOST", "PORT")
        same = all(str(live.get(part)) == str(other.get(part)) for part in parts)
    if same:
        raise LiveBase(f"{url.rpartition('@')[2]} is the base of this site. It is left alone.")


def parsed(url: str) -> dict:
    """Django's settings for this address, read as the settings themselves read DATABASE_URL."""
    kept = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = url
    try:
        return env_database("DATABASE_URL", Path("unused"))
    finally:
        if kept is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = kept
