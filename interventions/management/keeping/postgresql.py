"""Backing up and restoring a database of PostgreSQL, with its own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from interventions.management.keeping.archive import Backup, Dumped

NAME = "database.dump"
BIN = Path("/usr/lib/postgresql")  # where Debian and Ubuntu keep those of each version
TABLES = """
SELECT quote_ident(nspname) || '.' || quote_ident(relname)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
ORDER BY 1
"""
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
PATIENCE = "--lock-wait-timeout=60000"  # milliseconds for a migration that is under way


def dump(folder: Path) -> Dumped:
    """All of it as it was at one moment, which the counted rows share. Nobody waits for it.

    Raises CommandError without a pg_dump that fits the server, django.db.Error,
    CalledProcessError and OSError.
    """
    file = folder / NAME
    with _at_one_moment() as base:
        (snapshot,) = _column(base, "SELECT pg_export_snapshot()")
        tables = _rows(base)
        if "public.django_migrations" not in tables:
            raise CommandError("The database holds no tables of ours. DATABASE_URL may be wrong.")
        with base.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
            migrations = cursor.fetchall()
        # Not compressed: the zip does that.
        options = ("--format=custom", "--compress=0", PATIENCE, f"--snapshot={snapshot}")
        with file.open("wb") as to:
            run(tool("pg_dump", _major(base)), *options, stdout=to)
        return Dumped(file, "postgresql", str(_major(base)), tables, migrations)


def refuse_unless_empty() -> None:
    """Raises CommandError when there are tables in the database, and django.db.Error."""
    with closing(connection.copy()) as base:
        if found := _column(base, TABLES):
            raise CommandError(
                f"The database {base.settings_dict['NAME']} is not empty: it has {found[0]}. A "
                "backup is only restored into an empty place: make a new database, and name it "
                "with DATABASE_URL."
            )


def restore(backup: Backup) -> dict[str, int]:
    """Restore the backup whole or not at all; gives the rows of each table.

    Raises as `dump` does.
    """
    with closing(connection.copy()) as base, TemporaryFile() as copy:
        backup.write_dump(copy)
        copy.seek(0)
        least = max(_major(base), int(backup.manifest.database_version))
        options = ("--single-transaction", "--no-owner", "--no-privileges")
        run(tool("pg_restore", least), *options, stdin=copy)
        return _rows(base)


@contextmanager
def _at_one_moment() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, on which every query sees the same state."""
    with closing(connection.copy()) as base:
        with base.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield base


def _column(base: BaseDatabaseWrapper, sql: str) -> list:
    with base.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _rows(base: BaseDatabaseWrapper) -> dict[str, int]:
    names = _column(base, TABLES)
    return {name: _column(base, f"SELECT count(*) FROM {name}")[0] for name in names}  # noqa: S608


def _major(base: BaseDatabaseWrapper) -> int:
    return int(_column(base, "SHOW server_version_num")[0]) // 10_000


# --- The tools ------------------------------------------------------------------------------------


def tool(name: str, least: int) -> str:
    """The oldest that knows this version of the server: a newer one writes what that cannot read.

    Raises CommandError when there is none.
    """
    places = [shutil.which(name), *map(str, BIN.glob(f"*/bin/{name}"))]
    found = {_version(place): place for place in places if place}
    if fitting := [version for version in found if version >= least]:
        return found[min(fitting)]
    has = f"the newest here is of {max(found)}" if found else "there is none here"
    raise CommandError(
        f"This needs {name} of PostgreSQL {least} or newer, and {has}. Install "
        f"postgresql-client-{least}."
    )


def _version(place: str) -> int:
    said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = VERSION.search(said.stdout)
    return int(found[1]) if found else 0


def run(tool: str, *options: str, **streams) -> None:
    """Run a tool on the database. The password is in its environment: who lists the processes of
    a machine reads what stands on a command line.
    """
    base = connection.settings_dict
    named = {
        "PGHOST": base["HOST"],
        "PGPORT": base["PORT"],
        "PGUSER": base["USER"],
        "PGPASSWORD": base["PASSWORD"],
        "PGCONNECT_TIMEOUT": str(base["OPTIONS"]["connect_timeout"]),
    }
    subprocess.run(  # noqa: S603 - a tool of PostgreSQL, with words of our own
        [tool, *options, f"--dbname={make_conninfo(dbname=base['NAME'])}"],
        env={**os.environ, **{name: value for name, value in named.items() if value}},
        stderr=subprocess.PIPE,
        check=True,
        **streams,
    )
