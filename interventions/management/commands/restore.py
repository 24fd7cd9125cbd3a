"""Restore a backup into an empty place."""

from pathlib import Path

from django.core.management.base import BaseCommand

from interventions.management.keeping.backups import restore


class Command(BaseCommand):
    help = "Restore a backup into the empty database that DATABASE_URL names."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="made by 'manage.py backup'")

    def handle(self, *args, file, **options):
        restored = restore(file)
        manifest = restored.manifest
        self.stdout.write(
            f"Restored the backup of {manifest.made_at}: {manifest.rows} rows of "
            f"{len(manifest.tables)} tables, as many in each as then."
        )
        if restored.migrated:
            self.stdout.write(
                f"It was of an older version: {restored.migrated} migrations applied."
            )
        self.stdout.write(
            "Before the site starts: manage.py prepare, and manage.py purge for what was deleted "
            "since. What was withdrawn since is public again: withdraw it anew."
        )
