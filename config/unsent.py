"""A form that could not be taken in: the page of the failure gives it back, to be sent again.

It needs no database and no session. The token against forgery goes back as it came: a form that
another site made us show has none that works.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware

from config.rendering import path

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SHORT = 2  # words: a text is longer, and is shown
BEHIND_THE_DOOR = ("admin:login", "admin:second-step")
UNREADABLE = (BadRequest, RequestDataTooBig, SuspiciousOperation, UnreadablePostError)


@dataclass(frozen=True)
class Unsent:
    """What was in a form, and where it goes."""

    action: str
    fields: list[tuple[str, str]]  # all of it; none when it cannot be sent again as it is
    texts: list[str]  # what is worth reading again


def unsent(request) -> Unsent | None:
    """What a request wanted to send; nothing when it sent no form, or no page of ours made it."""
    if request.method != "POST" or not _is_ours(request):
        return None
    with suppress(*UNREADABLE):
        sent = [(name, text) for name, texts in request.POST.lists() for text in texts]
        typed = [(name, text) for name, text in sent if not _is_secret(request, name)]
        texts = [text for name, text in typed if name != TOKEN and len(text.split()) > SHORT]
        is_whole = typed == sent and not request.FILES
        if any(name != TOKEN for name, _ in typed):
            return Unsent(request.get_full_path(), typed if is_whole else [], texts)
    return None


def _is_ours(request) -> bool:
    """By Django's own rules against forgery, also where they had not been asked yet."""
    if getattr(request, "csrf_failed", False):
        return False
    check = _Check(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, HttpResponse, (), {}) is None


class _Check(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return HttpResponse(reason)  # instead of a page, which asks for a session


def _is_secret(request, name: str) -> bool:
    at_door = any(request.path_info.startswith(path(door)) for door in BEHIND_THE_DOOR)
    return "password" in name.lower() or (at_door and name == "code")
