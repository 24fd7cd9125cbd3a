"""Backing up and restoring an SQLite file, also while it is being written to."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from interventions.management.keeping.archive import Backup, Dumped
from interventions.management.keeping.working import put_in_place, working_folder

NAME = "database.sqlite3"
PATIENCE = 5  # seconds for others to let go of the database
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
)


def dump(folder: Path) -> Dumped:
    """A copy as the database was at one moment, by SQLite's own online backup.

    Nobody waits for it. A copy of the file alone would lack what stands in the log beside it.
    Raises CommandError for a damaged base, sqlite3.Error and OSError.
    """
    copy = folder / NAME
    with closing(_opened(_place())) as base, closing(_opened(copy, new=True)) as target:
        base.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log
        _refuse_damage(target)
        tables = _rows(target)
        if "django_migrations" not in tables:
            raise CommandError(f"{_place()} holds no tables of ours. DATABASE_URL may be wrong.")
        migrations = target.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return Dumped(copy, "sqlite", sqlite3.sqlite_version, tables, [*migrations])


def refuse_unless_empty() -> None:
    """Raises CommandError when the file has tables, and sqlite3.Error when it is none of SQLite."""
    if _place().exists():
        with closing(_opened(_place())) as base:
            _refuse_tables(base)


def restore(backup: Backup) -> dict[str, int]:
    """Put the backup in the place of the file, in one step; gives the rows of each table.

    Raises CommandError when something has that open or wrote to it, sqlite3.Error and OSError.
    """
    place = _place()
    with working_folder(place.parent) as folder:
        copy = folder / NAME
        with copy.open("wb") as to:
            backup.write_dump(to)
        with closing(_opened(copy)) as base:
            _refuse_damage(base)
            rows = _rows(base)
        # Alone, and without a log: one that stayed would be read as part of the new file.
        with closing(_opened(place, new=True)) as old:
            old.execute("PRAGMA locking_mode=EXCLUSIVE")
            old.execute("PRAGMA journal_mode=DELETE")
            old.execute("BEGIN EXCLUSIVE")
            _refuse_tables(old)
            put_in_place(copy, place)
    return rows


def _place() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()


def _opened(file: Path, *, new: bool = False) -> sqlite3.Connection:
    """A connection of its own; what is not there is only made when it is `new`."""
    address = f"{file.as_uri()}?mode={'rwc' if new else 'rw'}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _rows(base: sqlite3.Connection) -> dict[str, int]:
    quoted = {name: '"{}"'.format(name.replace('"', '""')) for (name,) in base.execute(TABLES)}
    return {
        name: base.execute(f"SELECT count(*) FROM {quote}").fetchone()[0]  # noqa: S608 - quoted
        for name, quote in quoted.items()
    }


def _refuse_tables(base: sqlite3.Connection) -> None:
    if base.execute(TABLES).fetchone():
        raise CommandError(
            f"{_place()} is not empty. A backup is only restored into an empty place: move this "
            "file away, with the -wal beside it, or name another with DATABASE_URL."
        )


def _refuse_damage(base: sqlite3.Connection) -> None:
    base.execute("PRAGMA ignore_check_constraints=1")  # they call functions that Django brings
    (found,) = base.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise CommandError(f"The database is damaged ({found}). Keep the backups of before.")
