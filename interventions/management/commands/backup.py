"""Make a backup of the database, also while the site is used; for a timer, every night."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from interventions.management.keeping.backups import back_up
from interventions.management.keeping.failing import explained
from interventions.management.keeping.kept import let_go, name_of


class Command(BaseCommand):
    help = "Make a backup of the database in one file. Safe to run while the site is used."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE", help="a new file")
        parser.add_argument(
            "--into",
            metavar="FOLDER",
            help="a folder, in which the file gets the moment as its name (BACKUP_FOLDER)",
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="delete all but the newest N in that folder"
        )

    def handle(self, *args, file, into, keep, **options):
        if file and (into or keep is not None):
            raise CommandError("Give a file, or a folder with --into and --keep.")
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number from 1.")
        if file:
            self.make(self.place_of(file))
            return
        folder = self.folder_of(into or settings.BACKUP_FOLDER)
        made = folder / name_of(timezone.now())
        self.make(made)
        if keep is not None:
            with explained("The backup was made, but older ones cannot be deleted"):
                for gone in let_go(folder, keep=keep, made=made):
                    self.stdout.write(f"Deleted: {gone}")

    def place_of(self, file: str) -> Path:
        if file == "-":
            raise CommandError("A backup is a file that appears when it is whole: give its name.")
        place = Path(file)
        if not place.parent.is_dir():
            raise CommandError(f"{place.parent} is not there, or no folder. Make it first.")
        return place

    def folder_of(self, name: str) -> Path:
        if not name:
            raise CommandError("Where to? Give a file, or a folder with --into or BACKUP_FOLDER.")
        folder = Path(name)
        if not folder.is_dir():  # not made here: the disk that it stands on may be away
            raise CommandError(
                f"{folder} is not there, or no folder. Make it first, with mode 700."
            )
        return folder

    def make(self, place: Path) -> None:
        manifest = back_up(place)
        size = filesizeformat(place.stat().st_size).replace("\xa0", " ")
        self.stdout.write(
            f"{place}: {manifest.rows} rows of {len(manifest.tables)} tables, {size}."
        )
