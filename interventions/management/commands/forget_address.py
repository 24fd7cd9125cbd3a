"""Forget one address for who asks the publisher to."""

from django.core.management.base import BaseCommand

from interventions.management import personal


class Command(BaseCommand):
    help = (
        "Delete what is kept of an e-mail address: what it follows, sent in, reported and was "
        "mailed, and the address itself where it is that of a role on a page. "
        "What still waits for the editors loses only who sent it."
    )

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        for kind, total in personal.forget(address).items():
            self.stdout.write(f"{total:>6} {kind}")
