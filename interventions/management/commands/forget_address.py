"""Forget one address for who asks the publisher to: what it follows, and where a page shows it."""

from django.core.management.base import BaseCommand

from interventions.forms.following.following import forget
from interventions.workflow import role_addresses
from interventions.workflow.mail.stopping import digest_of


class Command(BaseCommand):
    help = (
        "Delete every selection that an address follows with the mails about them, "
        "and the address itself where it is that of a role on a page."
    )

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        digest = digest_of(address)
        self.stdout.write(f"{forget(digest) + role_addresses.forget(digest)} deleted.")
