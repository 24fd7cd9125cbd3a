"""Bringing a whole SQLite base over to an empty PostgreSQL, row by row, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import load_backend

from interventions.finding.search import engine
from interventions.management.keeping.failing import explained

SOURCE = "source"  # the alias of the file, while it is read
BATCH = 500
FILES = 8  # rows at once where each holds a document: megabytes
# What an empty base has rows in once it is migrated; Django's own list of migrations stays.
MADE_BY_MIGRATE = {"django_content_type", "auth_permission", "interventions_otherdatabank"}
NO_MODELS = {"django_migrations", "search_index"}

Model = type[models.Model]


def copy_database(file: Path) -> dict[str, int]:
    """Copy every row of the file into the PostgreSQL of the settings, and compare each with what
    arrived; gives the rows of each table.

    Raises CommandError, and then leaves that database as it was: all is one transaction, with the
    migrations where it has none yet.
    """
    if connection.vendor != "postgresql":
        raise CommandError("Name the PostgreSQL to copy to with DATABASE_URL.")
    with explained("Nothing was copied"), _reading(file), transaction.atomic():
        _refuse_other_schema()
        _execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait is not altered
        _migrate()
        tables = [_table(model) for model in _models()]
        _refuse_filled(tables)
        _execute(f"TRUNCATE {', '.join(map(_quoted, [*tables, 'search_index']))}")
        _execute("SET CONSTRAINTS ALL DEFERRED")  # rows name others that come later
        copied = {}
        for model in _models():
            with explained(f"Nothing was copied, because of {_table(model)}"):
                copied[_table(model)] = _copy(model)
        copied["search_index"] = _copy_search()
        _execute("SET CONSTRAINTS ALL IMMEDIATE")  # or else raise here
        for model in _models():
            _compare(model)
        _go_on_numbering()
    return copied


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """The file under an alias of its own, as it is at one moment, and never written to."""
    if not file.is_file():
        raise CommandError(f"{file} is not there, or no file.")
    wrapper = load_backend("django.db.backends.sqlite3").DatabaseWrapper(
        {
            **connection.settings_dict,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(file.absolute()),
            "OPTIONS": {"init_command": "PRAGMA query_only=ON; BEGIN"},
        },
        SOURCE,
    )
    connections[SOURCE] = wrapper
    try:
        yield
    finally:
        wrapper.close()
        del connections[SOURCE]


def _refuse_other_schema() -> None:
    """The rows fit where both bases have the tables of this version of the software."""
    found = connections[SOURCE].introspection.table_names()
    if "django_migrations" not in found:
        raise CommandError("The file holds no tables of ours.")
    ours, known = {app.label for app in apps.get_app_configs()}, MigrationLoader(None).graph.nodes
    applied = {*MigrationRecorder(connections[SOURCE]).applied_migrations()}
    if newer := sorted(one for one in applied if one[0] in ours and one not in known):
        raise CommandError(f"The file is of a newer version of the software: it has {newer[-1]}.")
    if missing := known.keys() - applied:
        raise CommandError(
            f"The file is of an older version: {len(missing)} migrations are not applied. Run "
            "'manage.py migrate' with a DATABASE_URL that names it."
        )
    if unknown := {*found} - {_table(model) for model in _models()} - NO_MODELS - _of_search():
        raise CommandError(f"Not known here, so not copied: the table {min(unknown)}.")


def _migrate() -> None:
    """An empty base gets its tables; one that has them must have those of now."""
    if not connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    missing = MigrationLoader(None).graph.nodes.keys() - {
        *MigrationRecorder(connection).applied_migrations()
    }
    if missing:
        raise CommandError("The PostgreSQL has tables, but not those of this version. Empty it.")


def _refuse_filled(tables: list[str]) -> None:
    for table in {*tables} - MADE_BY_MIGRATE:
        if _execute(f"TABLE {_quoted(table)} LIMIT 1"):
            raise CommandError(
                f"The PostgreSQL is not empty: {table} has rows. Make a new database, and name it "
                "with DATABASE_URL."
            )


# --- Rows -----------------------------------------------------------------------------------------


def _models() -> list[Model]:
    return [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]


def _table(model: Model) -> str:
    return model._meta.db_table


def _fields(model: Model) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _rows(model: Model) -> Iterator[list[tuple]]:
    """The rows of the file, some at a time."""
    names = [field.attname for field in _fields(model)]
    rows = model._base_manager.using(SOURCE).order_by("pk").values_list(*names)
    most = FILES if any(isinstance(one, models.BinaryField) for one in _fields(model)) else BATCH
    left = rows.iterator(chunk_size=most)
    while batch := [*islice(left, most)]:
        yield batch


def _copy(model: Model) -> int:
    """Write the values themselves: saving a model would give some fields the moment of now."""
    fields, total = _fields(model), 0
    columns = ", ".join(_quoted(cast(str, field.column)) for field in fields)
    statement = f"COPY {_quoted(_table(model))} ({columns}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for batch in _rows(model):
            total += len(batch)
            for row in batch:
                pairs = zip(fields, row, strict=True)
                copy.write_row([f.get_db_prep_save(one, connection) for f, one in pairs])
    return total


def _compare(model: Model) -> None:
    """Raises CommandError unless both have the same rows, with the same value in each field."""
    fields = _fields(model)
    names = [field.attname for field in fields]
    key = names.index(model._meta.pk.attname)
    there, total = model._base_manager.using(connection.alias), 0
    for batch in _rows(model):
        found = there.filter(pk__in=[row[key] for row in batch]).values_list(*names)
        arrived = {row[key]: row for row in found}
        for row in batch:
            if arrived.get(row[key]) != row:
                raise CommandError(f"A row of {_table(model)} is not the same: {row[key]}.")
        total += len(batch)
    if there.count() != total:
        raise CommandError(f"{_table(model)} has more rows than the file.")


def _go_on_numbering() -> None:
    """No number is given out twice, also not that of a last row that was deleted."""
    with connections[SOURCE].cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        given = dict(cursor.fetchall())
    for model in _models():
        if (last := given.get(_table(model))) and isinstance(model._meta.pk, models.AutoField):
            _execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                _quoted(_table(model)),
                model._meta.pk.column,
                last,
            )


# --- Search: each engine has a table of its own ---------------------------------------------------


def _of_search() -> set[str]:
    """The tables in which FTS5 keeps its own."""
    with connections[SOURCE].cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'")
        return {name for (name,) in cursor.fetchall()}


def _copy_search() -> int:
    with connections[SOURCE].cursor() as cursor:
        cursor.execute("SELECT rowid, stems FROM search_index ORDER BY rowid")
        entries = [(pk, stems.split()) for pk, stems in cursor.fetchall()]
    engine.put(entries)
    arrived = dict(_execute("SELECT intervention_id, tsvector_to_array(stems) FROM search_index"))
    for pk, stems in entries:
        if {*arrived.get(pk, ())} != {*stems}:
            raise CommandError(f"The entry of search_index is not the same: {pk}.")
    return len(entries)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _execute(sql: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []
