"""Tell what is kept of one address, for who asks the publisher."""

import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from interventions.management import personal


class Command(BaseCommand):
    help = "Print, as JSON, all that is kept of an e-mail address. For the person who asks, alone."

    def add_arguments(self, parser):
        parser.add_argument("address")

    def handle(self, *args, address, **options):
        found = personal.find(address)
        told = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.stdout.write(told)
