"""Bring the content of an SQLite file over to PostgreSQL; once, when a site grows."""

from pathlib import Path

from django.core.management.base import BaseCommand

from interventions.management.keeping.moving import copy_database


class Command(BaseCommand):
    help = "Copy every row of an SQLite file into the empty PostgreSQL that DATABASE_URL names."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="the SQLite file; stop the site"
        )

    def handle(self, *args, file, **options):
        copied = copy_database(file)
        for table, rows in copied.items():
            self.stdout.write(f"{rows:>9} {table}")
        self.stdout.write(
            f"{sum(copied.values()):>9} rows of {len(copied)} tables, each compared and the same."
        )
