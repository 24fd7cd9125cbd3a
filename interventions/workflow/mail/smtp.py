"""The connection to the mail server, and what it means when sending over it goes wrong."""

import smtplib
from dataclasses import dataclass

from django.core.mail.backends.smtp import EmailBackend

from interventions.models import OutboxMessage

State = OutboxMessage.State
CLOSING = 421  # the server says that it hangs up


class Watched:
    """Remembers whether the text of the message may have reached the server."""

    text_begun = False

    def data(self, msg):
        self.text_begun = True
        return super().data(msg)  # type: ignore[misc]  # of the connection that it is mixed in


class WatchedSMTP(Watched, smtplib.SMTP):
    pass


class WatchedSMTPS(Watched, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's own, over a connection that remembers how far it came."""

    connection: WatchedSMTP | WatchedSMTPS | None

    @property
    def connection_class(self):
        return WatchedSMTPS if self.use_ssl else WatchedSMTP

    def open(self):
        """Called before each message: nothing of that one has been sent yet."""
        opened = super().open()
        if self.connection:
            self.connection.text_begun = False
        return opened

    @property
    def text_begun(self) -> bool:
        return self.connection is not None and self.connection.text_begun


@dataclass(frozen=True)
class Outcome:
    """How it went: the new state, what the desk reads, whether the connection can be used on.

    `of_server`: the server itself does not work, so the message is tried as long as it takes.
    """

    state: str
    error: str = ""
    broken: bool = False
    hangs: bool = False
    of_server: bool = False


SENT = Outcome(State.SENT)


def not_reached(error: Exception) -> Outcome:
    """No connection, or no leave to use it: the server has seen nothing of the message."""
    text = f"De mailserver is niet te bereiken of laat ons niet toe{_code_of(error)}."
    return Outcome(State.WAITING, text, broken=True, hangs=True, of_server=True)


def judge(error: Exception, *, text_begun: bool) -> Outcome:
    """What an exception while sending over an open connection says of the message."""
    code = _number(error)
    answered = 400 <= code <= 599
    if isinstance(error, smtplib.SMTPSenderRefused) and answered:
        # Every message has this sender: the settings are wrong, or the server is busy.
        text = f"De mailserver neemt geen berichten van ons aan ({code})."
        return Outcome(State.WAITING, text, broken=True, hangs=True, of_server=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) and answered:
        state = State.WAITING if code < 500 else State.FAILED
        text = f"De mailserver neemt dit bericht niet aan ({code})."
        return Outcome(state, text, broken=code == CLOSING)
    if text_begun:
        text = "De verbinding brak af. De ontvanger heeft dit bericht misschien wel gekregen."
        return Outcome(State.UNCERTAIN, text, broken=True, hangs=_hangs(error))
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPNotSupportedError):
        text = "De verbinding met de mailserver brak af."
        return Outcome(State.WAITING, text, broken=True, hangs=_hangs(error), of_server=True)
    if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return Outcome(State.FAILED, "Dit adres of dit bericht kan niet verstuurd worden.")
    text = "Er ging iets mis. De ontvanger heeft dit bericht misschien wel gekregen."
    return Outcome(State.UNCERTAIN, text, broken=True)


def _number(error: Exception) -> int:
    """The server's answer to the message, or 0 when it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", 0)


def _code_of(error: Exception) -> str:
    return f" ({_number(error)})" if _number(error) > 0 else ""


def _hangs(error: Exception) -> bool:
    """Whether we waited in vain; smtplib wraps that in an exception of its own."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
