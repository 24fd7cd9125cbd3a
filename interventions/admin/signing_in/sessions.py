"""How long somebody is signed in: an hour without a visit, twelve hours in all."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

STARTED, SEEN = "started", "seen"
SELDOM = 60  # seconds: a session that was written so lately is not written again


def enter(request, user, device=None) -> None:
    """Sign in; `device` is what proved the second step."""
    user.otp_device = device  # django-otp keeps it in the session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    request.session[STARTED] = request.session[SEEN] = _now()
    request.session.set_expiry(settings.SESSION_COOKIE_AGE)


def desk_sessions(get_response):
    """End the session of who was away too long; a public page never touches a session."""

    def middleware(request):
        if request.path_info.startswith(reverse("admin:index")) and SESSION_KEY in request.session:
            _go_on_or_end(request.session)
        return get_response(request)

    return middleware


def _go_on_or_end(session) -> None:
    now = _now()
    started, seen = session.setdefault(STARTED, now), session.get(SEEN, 0)
    left = settings.SESSION_LONGEST - (now - started)
    if left <= 0:
        session.flush()
    elif now - seen >= SELDOM:
        session[SEEN] = now
        # The session itself lapses at that moment, in the database and in the browser.
        session.set_expiry(max(1, int(min(settings.SESSION_COOKIE_AGE, left))))


def end_sessions(person: User) -> None:
    """Sign somebody out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _now() -> float:
    return timezone.now().timestamp()
