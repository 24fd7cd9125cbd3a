"""Write the public site as plain files, for the day that nobody pays for a server any more."""

from pathlib import Path

from django.core.management.base import BaseCommand

from interventions.management.copying import copy_site


class Command(BaseCommand):
    help = "Write what can be read of the site in a folder, for any plain web server."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args, **options):
        total = copy_site(options["folder"])
        self.stdout.write(f"{total} files in {options['folder']}. Begin at index.html.")
