"""A form of the desk that is sent twice is answered once, whatever page it stands on.

Each page hands out its forms with a token against forgery that no other page has. The same content
with the same token is the same press: a double click, a reload, or going back and pressing again.
Another token (a second tab) makes it another form, with two exceptions: nobody makes a thing twice
in a row, and what cannot be done because the same person just did it, was done.
"""

import hashlib
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

from interventions.models import Sent
from interventions.workflow import once

HANDED_OUT = "csrfmiddlewaretoken"
MAKING = ("/add/", "/vergelijken/", "/stap/agree/")  # a new row, a remark, an agreement
LATELY = timedelta(minutes=10)
FOUND = 302


def answered(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of the view; of a form that was sent before, the way to the first answer."""
    if request.method != "POST":
        return view()
    user, token, said = (
        cast(int, request.user.pk),
        request.POST.get(HANDED_OUT, ""),
        _digest(request),
    )
    makes = request.path.endswith(MAKING)
    key = uuid.uuid5(said, token) if token or makes else uuid.uuid4()
    row, is_first = once.begin(key, said=said, by_id=user)
    if token and not is_first:
        return redirect(row.location or "")
    before = _just_before(user, said)
    if makes and before:
        once.finish(row, before)
        return redirect(before)
    if not is_first:  # known by its content only, and meant again
        once.again(row)
    return _take(view, row, lambda: before or _just_before(user, said))


def _take(view: Callable[[], HttpResponse], row: Sent, before: Callable) -> HttpResponse:
    """The answer; `before()`: where the same led before, for what cannot be done again."""
    response = None
    with once.answering(row):
        try:
            response = view()
        except (Http404, PermissionDenied):
            if not before():
                raise
    if response and response.status_code == FOUND:
        once.finish(row, response["Location"])
        return response
    if led := before():
        once.finish(row, led)
        return redirect(led)
    once.give_up(row)
    return cast(HttpResponse, response)


def _just_before(user: int | None, said: uuid.UUID) -> str | None:
    """Where it led, when the last thing that this person sent was the same, lately."""
    sent = Sent.objects.filter(by=user, at__gt=timezone.now() - LATELY).exclude(location=None)
    last = sent.order_by("-at", "-pk").first()
    return last.location if last and last.said == said else None


def _digest(request: HttpRequest) -> uuid.UUID:
    """Of who sends what where, but for the token. With our key: a text can be a password."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != HANDED_OUT)
    files = [
        (name, file.name, _of_file(file))
        for name, found in sorted(request.FILES.lists())
        for file in found
    ]
    sent = repr((request.user.pk, request.get_full_path(), fields, files))
    return uuid.UUID(bytes=salted_hmac(__name__, sent, algorithm="sha256").digest()[:16])


def _of_file(file) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
