"""Mail: `queue` puts a message in the outbox, `announce` those of a step, `send_due` sends them."""

from interventions.mail.letters import announce, reviewers
from interventions.mail.outbox import queue
from interventions.mail.sending import resend, resendable, send_due

__all__ = ["announce", "queue", "resend", "resendable", "reviewers", "send_due"]
