"""A form that was sent in vain: the session was over, or its token was another by then.

Nothing is saved, and the texts are there to be copied; with script the form also offers what the
browser kept. Nothing is kept here, and whoever signs in next gets no form that is filled in.
"""

from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache

from interventions.desk.signing_in.views import show

SHORT = 2  # words: quick to write again, and codes and buttons are no longer than that
REFUSED = 403


def typed(request) -> list[str]:
    """The texts in what was sent, when a page of this site sent it."""
    if request.method != "POST" or not is_from_here(request):
        return []
    texts = [
        text
        for name, values in request.POST.lists()
        if not name.startswith("_") and "password" not in name
        for text in values
    ]
    return [text for text in texts if len(text.split()) > SHORT]


def is_from_here(request) -> bool:
    """Django has compared the token, or else the browser says which site the form was of."""
    here = f"{request.scheme}://{request.get_host()}"
    has_token = not getattr(request, "csrf_failed", False)
    return has_token or request.headers.get("Origin") == here


@never_cache
def signed_out(request, texts: list[str]):
    """Who was signed out while writing gets the text back, and not only the door."""
    return _page(request, "Niet opgeslagen: u was afgemeld", texts, is_expired=False)


@never_cache
def expired(request):
    """Who signed in elsewhere meanwhile has a form with the token of before."""
    request.csrf_failed = True
    texts = typed(request)
    title = "Niet opgeslagen: dit formulier is verlopen" if texts else "Dit formulier is verlopen"
    return _page(request, title, texts, is_expired=True)


def _page(request, title: str, texts: list[str], *, is_expired: bool):
    """With the way back to the form; the door lies on it for who is not signed in."""
    door = [reverse("admin:login"), reverse("admin:logout")]
    back = resolve_url("admin:index") if request.path in door else request.get_full_path()
    response = show(request, "lost", title, texts=texts, is_expired=is_expired, back=back)
    response.status_code = REFUSED
    return response
