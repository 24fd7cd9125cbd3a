"""Make the search index anew from what is published."""

from django.core.management.base import BaseCommand

from elements.models import content_change
from interventions.finding.search import reindex


class Command(BaseCommand):
    help = "Make the search index anew; needed after an upgrade that changes how words are read."

    def handle(self, *args, **options):
        with content_change():
            total = reindex()
        self.stdout.write(f"Indexed {total} interventions.")
