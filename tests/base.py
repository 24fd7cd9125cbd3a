"""The base of the tests: made once per state of the code, copied by every run and every worker.

Making it (the migrations, the launch content, the groups of the desk) takes eleven seconds, copying
it a tenth of one. So the copy of one run is kept for a day, beside the development base or on the
PostgreSQL server, under a name that says of which code it is.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from config.environment import fingerprint
from elements.dates import today
from interventions.desk import roles

# What decides what stands in a new base. The rooms above `workflow` have no part in that.
MADE_BY = (
    *("config", "elements", "fixtures", "requirements"),
    *(f"interventions/{room}" for room in ("management", "migrations", "models")),
    *(f"interventions/{room}" for room in ("finding", "sheet", "workflow")),
)
NAME = "test_template_"
CLOCK = os.environ.get("CLOCK")
FOLDER = settings.PRIVATE_DIR  # read here: tests have a private folder of their own


def load_content() -> None:
    """The launch content and the groups of the desk, as `prepare` leaves them."""
    call_command("load_content", stdout=StringIO())
    roles.sync_groups()


def template() -> str:
    """The name of the template: the day, because content is as old as its base, and the code.

    A run with a clock of its own shares none: its content would come from the future.
    """
    own = CLOCK and os.getpid()
    sources = [Path(file).read_bytes() for file in (roles.__file__, __file__)]
    return f"{NAME}{today():%Y%m%d}_{fingerprint(settings.BASE_DIR, MADE_BY, (own, sources))}"


def is_old(name: str) -> bool:
    return name < f"{NAME}{today() - timedelta(1):%Y%m%d}"


class Sqlite:
    """Templates are files in the private folder; the base of a run is a file too."""

    def __init__(self, name: str, base: str):
        self.template, self.base = FOLDER / f"{name}.sqlite3", Path(base)

    @contextmanager
    def alone(self) -> Iterator[None]:
        with (FOLDER / "test_template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def keep(self) -> None:
        """Keep the base, which nobody uses now, as the template."""
        part = self.template.with_suffix(".part")
        shutil.copyfile(self.base, part)
        part.replace(self.template)

    def templates(self) -> list[str]:
        return [file.stem for file in FOLDER.glob(f"{NAME}*.sqlite3")]

    def forget(self, name: str) -> None:
        (FOLDER / f"{name}.sqlite3").unlink()

    def take(self) -> None:
        """A new file each time: who still has the one of before reads on in that."""
        self.drop()
        shutil.copyfile(self.template, self.base)

    def drop(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.base}{ending}").unlink(missing_ok=True)


class Postgres:
    """Templates are databases of the same server."""

    def __init__(self, name: str, base: str):
        self.template, self.base = name, base

    @contextmanager
    def alone(self) -> Iterator[None]:
        with connection._nodb_cursor() as self.server:
            self.server.execute("SELECT pg_advisory_lock(hashtext(%s))", [NAME])
            yield

    def templates(self) -> list[str]:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        self.server.execute(query, [NAME])
        return [name for (name,) in self.server.fetchall()]

    def keep(self) -> None:
        self.server.execute(f'CREATE DATABASE "{self.template}" TEMPLATE "{self.base}"')

    def forget(self, name: str) -> None:
        self.server.execute(f'DROP DATABASE "{name}"')

    def take(self) -> None:
        self.drop()
        with connection._nodb_cursor() as server:
            server.execute(f'CREATE DATABASE "{self.base}" TEMPLATE "{self.template}"')

    def drop(self) -> None:
        with connection._nodb_cursor() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.base}" WITH (FORCE)')


class Base:
    """The base of this run. `again` brings back what stood in it at first."""

    def __init__(self):
        kind = Sqlite if connection.vendor == "sqlite" else Postgres
        self.name = template()
        self.kept = kind(self.name, connection.settings_dict["TEST"]["NAME"])

    def begin(self) -> None:
        with self.kept.alone():
            if self.name not in self.kept.templates():
                self.make()
            self.kept.take()
        settings.DATABASES["default"]["NAME"] = str(self.kept.base)
        connection.settings_dict["NAME"] = str(self.kept.base)

    def make(self) -> None:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        load_content()
        connections.close_all()
        self.kept.keep()
        for name in self.kept.templates():
            if is_old(name) and not CLOCK:
                self.kept.forget(name)

    def again(self) -> None:
        connections.close_all()
        self.kept.take()

    def end(self) -> None:
        connections.close_all()
        self.kept.drop()
        if CLOCK:
            with self.kept.alone():
                self.kept.forget(self.name)
