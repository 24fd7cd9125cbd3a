"""Mail: `queue_letter` puts a letter to a colleague in the outbox, `queue_outside` one to others;
`send_due` sends what waits there.
"""

from interventions.workflow.mail.letters import announce
from interventions.workflow.mail.outbox import Letter, forget, queue, queue_letter
from interventions.workflow.mail.outside import queue_outside, wait_of
from interventions.workflow.mail.reminders import queue_reminders
from interventions.workflow.mail.sending import UNWANTED, resend, resendable, send_due

__all__ = [
    "UNWANTED",
    "Letter",
    "announce",
    "forget",
    "queue",
    "queue_letter",
    "queue_outside",
    "queue_reminders",
    "resend",
    "resendable",
    "send_due",
    "wait_of",
]
