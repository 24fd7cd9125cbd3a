"""Mail who follows a selection what is new in it; for cron, every day."""

from django.core.management.base import BaseCommand

from interventions.forms.following.sending import send_due


class Command(BaseCommand):
    help = "Put the monthly mail about selections in the outbox. Safe to run at any time."

    def handle(self, *args, **options):
        self.stdout.write(f"Alerts: {send_due()} put in the outbox.")
