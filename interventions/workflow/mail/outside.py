"""Letters to people outside, at an address that anybody may have typed in a form.

Each has a link to stop. Nobody's mailbox is filled from here: five a day to one address, whoever
asks for them, and a ceiling per visitor and for all together, over all forms.
"""

from django.conf import settings

from interventions.models import OutboxMessage
from interventions.workflow.mail.outbox import Letter, queue_letter
from interventions.workflow.mail.stopping import is_stopped, mailbox, path_of
from interventions.workflow.quota import spend

FOOTER = "Wilt u op dit adres geen enkele mail meer van ons? Stop dan hier, met één knop:\n{stop}\n"


def wait_of(visitor: str) -> int:
    """Count a letter that a visitor asks for; the seconds to wait when that were too many today.

    `visitor` is their REMOTE_ADDR. What they sent is kept all the same: only the mail is not.
    """
    quota = settings.LETTER_QUOTA
    per_sender, overall = quota["per_sender"], quota["overall"]
    return spend("mail van", visitor, per_address=per_sender, overall=overall)


def queue_outside(
    letter: Letter, *, key: str, to: str, values: dict, counts: bool, headers: dict | None = None
) -> bool:
    """Fill in a letter and put it in the outbox, unless its reader stopped or got enough today.

    `counts` for what a visitor caused, or goes to an address that nobody confirmed. Who can be
    reached is never told: the forms answer the same for every address. Gives whether it will go.
    """
    if not to.strip() or is_stopped(to) or OutboxMessage.objects.filter(key=key).exists():
        return False
    if counts and _is_full(to):
        return False
    stop = f"{settings.PUBLIC_URL}{path_of(to)}"
    # RFC 8058: the mail program shows a button, and the server of the reader presses it.
    one_click = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    queue_letter(
        letter,
        key=key,
        to=to,
        values=values,
        headers=headers or one_click,
        footer=FOOTER.format(stop=stop),
        outside=True,
    )
    return True


def _is_full(to: str) -> bool:
    quota = settings.LETTER_QUOTA
    per_recipient, overall = quota["per_recipient"], quota["overall"]
    return spend("mail aan", mailbox(to), per_address=per_recipient, overall=overall) > 0
