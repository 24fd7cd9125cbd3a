"""Making a backup and restoring one, whichever the database is."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from interventions.management.keeping import archive, postgresql, sqlite
from interventions.management.keeping.archive import Manifest
from interventions.management.keeping.failing import explained
from interventions.management.keeping.working import put_in_place, working_folder

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def back_up(file: Path) -> Manifest:
    """Make a backup of the database as it is now, while others write. The file appears when it is
    whole, and only its owner can read it.

    Raises CommandError, and then leaves nothing.
    """
    made_at = timezone.now()
    with explained("No backup was made"), working_folder(file.parent) as folder:
        if file.exists() or file.is_symlink():
            raise CommandError(f"{file} is there already. Give the name of a new file.")
        dumped = KINDS[connection.vendor].dump(folder)
        ours = {app.label for app in apps.get_app_configs()}
        dumped.migrations[:] = [one for one in dumped.migrations if one[0] in ours]
        made = folder / "backup"
        manifest = archive.write(
            made, dumped, made_at=made_at.isoformat(timespec="seconds"), software=settings.BUILD
        )
        put_in_place(made, file)
    return manifest


@dataclass
class Restored:
    manifest: Manifest
    migrated: int  # migrations that the software has and the backup had not


def restore(file: Path) -> Restored:
    """Restore a backup into an empty place, and bring it to the schema of now.

    Raises CommandError; before the last step nothing is left then.
    """
    kind = KINDS[connection.vendor]
    with explained("Nothing was restored"):
        with archive.opened(file) as backup:
            manifest = backup.manifest
            _refuse_other(manifest)
            kind.refuse_unless_empty()
            rows = kind.restore(backup)
        connection.close()  # of the place as it was
    if rows != manifest.tables:
        differing = sorted(dict(rows.items() ^ manifest.tables.items()))
        raise CommandError(
            f"The rows differ from those at the backup, in: {', '.join(differing)}. Do not use "
            "this database: take an empty one and another backup."
        )
    with explained(
        "The backup is restored whole, but still has its older schema. Mend this, and run "
        "'manage.py migrate'"
    ):
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
    return Restored(manifest, len(missing))


def _refuse_other(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise CommandError(
            f"This is a backup of {manifest.database}, and DATABASE_URL names {connection.vendor}. "
            "Restore it into an empty file of SQLite, and bring that over with: "
            "manage.py copy_database FILE."
            if manifest.database == "sqlite"
            else "This is a backup of PostgreSQL, and DATABASE_URL names SQLite. Name an empty "
            "database of PostgreSQL."
        )
    known = MigrationLoader(None).disk_migrations
    newer = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if newer:
        raise CommandError(
            f"This backup is of a newer version of the software, with {newer[-1]}. Install that "
            "version, and restore it then."
        )
