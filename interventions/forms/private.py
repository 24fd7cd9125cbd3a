"""What the pages behind a private link share, and what the forms without one do."""

from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from interventions.finding.selection import read_selection
from interventions.finding.selection.shortlist import carried
from interventions.models.linked import Linked

NOT_MAILED = "?mail=niet"  # on the way to the private page: what was sent is kept, the mail is not


def form_page(view):
    """A public page with a form: it belongs to one visitor, so nobody keeps it."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.selection = read_selection(request.GET)  # for the visitor's own list
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    return answer


def private_page(view):
    """A page behind a private link: nowhere kept, found or passed on.

    A page without a form sends no referrer at all. With one it must name its origin to our own
    site: from `no-referrer` a browser makes the Origin `null`, and that fails the CSRF check.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.selection = read_selection(request.GET)
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        has_form = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
        return response

    return answer


def confirmed(request: HttpRequest, row: Linked, token: str) -> bool:
    """Whether the button says that the address is right, behind a link that was mailed there."""
    if request.POST.get("actie") != "bevestig" or not row.may_confirm(token):
        return False
    same = type(row)._default_manager.filter(pk=row.pk, email=row.email, confirmed_at=None)
    return bool(same.update(confirmed_at=timezone.now()))


def address_panel(request: HttpRequest, row: Linked, token: str) -> dict:
    """What `_address.html` says of the mail address of who sent this in."""
    return {
        "address": row,
        "may_confirm": row.may_confirm(token),
        "not_mailed": request.GET.get("mail") == "niet",
        "letters_a_day": settings.LETTER_QUOTA["per_recipient"],
    }


def unknown_link(request: HttpRequest, what: str) -> HttpResponse:
    """404 for a link that leads to nothing: not copied whole, or what it led to was purged."""
    return render(request, "components/unknown_link.html", {"what": what}, status=404)


def to(request: HttpRequest, name: str, *args, query: str = "", anchor: str = "") -> HttpResponse:
    """Redirect to a page by its name; the visitor's own list goes along."""
    address = f"{reverse(name, args=args)}{query}{'#' if anchor else ''}{anchor}"
    return redirect(carried(address, request.selection.shortlist))  # type: ignore[attr-defined]  # put there above
