"""Mail: `queue_letter` puts a letter in the outbox, `send_due` sends what waits there."""

from interventions.mail.letters import Letter, announce, queue_letter, reviewers
from interventions.mail.outbox import forget, queue
from interventions.mail.sending import resend, resendable, send_due

__all__ = [
    "Letter",
    "announce",
    "forget",
    "queue",
    "queue_letter",
    "resend",
    "resendable",
    "reviewers",
    "send_due",
]
