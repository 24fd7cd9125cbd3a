"""Mail: `queue` puts a message in the outbox, `announce` those of a step, `send_due` sends them."""

from interventions.mail.letters import Letter, announce, reviewers
from interventions.mail.outbox import forget, queue
from interventions.mail.sending import resend, resendable, send_due

__all__ = ["Letter", "announce", "forget", "queue", "resend", "resendable", "reviewers", "send_due"]
