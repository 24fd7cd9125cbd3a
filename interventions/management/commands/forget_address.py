"""Stop the mail about selections to one address, for who asks the publisher to."""

from django.core.management.base import BaseCommand

from interventions.forms.following.following import forget
from interventions.workflow.mail.stopping import digest_of


class Command(BaseCommand):
    help = "Delete every selection that an address follows, and the mails about them."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        self.stdout.write(f"{forget(digest_of(address))} deleted.")
