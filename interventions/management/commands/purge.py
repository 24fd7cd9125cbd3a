"""Delete and empty what is kept no longer; for cron, every night."""

from django.core.management.base import BaseCommand

from elements.models.content_version import note_last_withdrawal
from interventions.management.purging import purge


class Command(BaseCommand):
    help = "Purge personal data, sent mail and traces of use that are past their time."

    def handle(self, *args, **options):
        for kind, total in purge().items():
            self.stdout.write(f"{total:>6} {kind}")
        note_last_withdrawal()
