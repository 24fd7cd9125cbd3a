"""Send what waits in the outbox, and the reminders that are due; for cron, every minute."""

from django.core.management.base import BaseCommand

from interventions.models import OutboxMessage
from interventions.workflow import mail


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox. Safe to run at any time, also twice at once."

    def handle(self, *args, **options):
        mail.queue_reminders()
        totals = mail.send_due()
        said = [f"{totals[state]} {state}" for state in OutboxMessage.State.values if totals[state]]
        self.stdout.write(f"Mail: {', '.join(said) or 'nothing to do'}.")
