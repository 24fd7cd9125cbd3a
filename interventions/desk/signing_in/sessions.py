"""How long somebody is signed in: an hour without a visit, twelve hours in all."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import User
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from elements.read_only import is_read_only

log = logging.getLogger(__name__)

STARTED, SEEN = "started", "seen"
BRIEFLY = 200  # milliseconds
SELDOM = 60  # seconds: a session that was written so lately is not written again


def enter(request, user, device=None) -> None:
    """Sign in; `device` is what proved the second step."""
    user.otp_device = device  # django-otp keeps it in the session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    request.session[STARTED] = request.session[SEEN] = _now()
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)


class Sessions(SessionMiddleware):
    """Django's, that ends the session of who was away too long; a public page touches none."""

    def process_request(self, request):
        super().process_request(request)
        if _is_of_desk(request) and _is_over(request.session):
            try:
                with _briefly():
                    request.session.flush()
            except DatabaseError:  # over is over, also where it cannot be deleted now
                request.session = self.SessionStore()

    def process_response(self, request, response):
        """Renew the session. One that cannot be renewed is served as it is, and so is an answer
        that came while somebody ended the session.

        Raises DatabaseError when the view wrote something in the session that is not kept now.
        """
        session, written = request.session, request.session.modified
        if _is_of_desk(request) and not is_read_only():
            _renew(session)
        is_renewed = session.modified and not written
        try:
            with _briefly() if is_renewed else nullcontext():
                return super().process_response(request, response)
        except SessionInterrupted as error:
            if written and session.exists(session.session_key):
                raise DatabaseError("The session could not be written.") from error
            log.warning("A session was not renewed", exc_info=True)
            return response


@contextmanager
def _briefly() -> Iterator[None]:
    """Reading a page does not wait for whoever holds the lock of SQLite."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = round(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {BRIEFLY}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _is_of_desk(request) -> bool:
    at_desk = request.path_info.startswith(reverse("admin:index"))
    return at_desk and SESSION_KEY in request.session


def _is_over(session) -> bool:
    return _left(session) <= 0


def _left(session) -> float:
    return settings.SESSION_LONGEST - (_now() - session.get(STARTED, _now()))


def _renew(session) -> None:
    now = _now()
    if now - session.get(SEEN, 0) < SELDOM:
        return
    session.setdefault(STARTED, now)
    session[SEEN] = now
    # The session itself lapses at that moment, in the database and in the browser.
    session.set_expiry(max(1, int(min(settings.SESSION_COOKIE_AGE, _left(session)))))


def end_sessions(person: User) -> None:
    """Sign somebody out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _now() -> float:
    return timezone.now().timestamp()
