"""Take somebody's second step away, for who lost the telephone and every recovery code."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from interventions.desk.signing_in import second_factor


class Command(BaseCommand):
    help = "Take the app and the recovery codes of one account away, and sign it out everywhere."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody is called {username!r}.")
        second_factor.reset(person)
        self.stdout.write(f"{username} sets up a new app at the next sign-in.")
