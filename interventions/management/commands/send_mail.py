"""Send what waits in the outbox, and the reminders that are due; for cron, every minute."""

import os

from django.core.management.base import BaseCommand, CommandError

from interventions.models import OutboxMessage
from interventions.workflow import mail


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox. Safe to run at any time, also twice at once."

    def handle(self, *args, **options):
        mail.queue_reminders()
        totals, works = mail.send_due()
        said = [f"{totals[state]} {state}" for state in OutboxMessage.State.values if totals[state]]
        self.stdout.write(f"Mail: {', '.join(said) or 'nothing to do'}.")
        if not works:
            raise CommandError(
                "The mail server does not work (EMAIL_URL); what is left waits for a next run.",
                returncode=os.EX_TEMPFAIL,
            )
