"""One page per kind of failure: what happened, and what the visitor can do now.

400, 403_csrf and 500 are plain files, read at the start: they must work when nothing else does.
At the desk a form without a good token is its own page, for there somebody may lose a text.
Under /api/v1/ the same failures are answered as problem+json.
"""

import sys
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.logs import request_id
from config.mistyped import right_address
from config.rendering import path
from config.unsent import unsent
from elements.withdrawals import NotNoted
from interventions.desk.signing_in import lost
from interventions.open_data.api.addresses import is_api
from interventions.open_data.api.problems import problem

_FOLDER = settings.BASE_DIR / "templates" / "errors"
_ALONE = {name: (_FOLDER / f"{name}.html").read_text() for name in ("400", "403_csrf", "500")}


def _page(request, status: int, name: str = "") -> HttpResponse:
    if is_api(request):
        return problem(status)
    is_planned = status == 503 and name  # a page of its own says what is going on
    reference = "" if is_planned else request_id.get()
    context = {"reference": reference, "unsent": unsent(request)} if status >= 500 else {}
    template = f"errors/{name or status}.html"
    response = render(request, template, context, status=status, using="public")
    response["Cache-Control"] = "no-store"
    return response


def _alone(request, name: str, status: int) -> HttpResponse:
    if is_api(request):
        return problem(status)
    page = _ALONE[name].replace("KENMERK", request_id.get())
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def bad_request(request, exception=None):
    return _alone(request, "400", 400)


def csrf_failure(request, reason=""):
    if request.path_info.startswith(path("admin:index")):
        return lost.expired(request)
    return _alone(request, "403_csrf", 403)


def permission_denied(request, exception=None):
    return _page(request, 403)


def page_not_found(request, exception=None):
    address = None if is_api(request) else right_address(request)
    if address is None:
        return _page(request, 404)
    response = redirect(address)  # for now: what is public changes
    response["Cache-Control"] = "no-store"
    return response


def method_not_allowed(request, allowed):
    response = _page(request, 405)
    response["Allow"] = ", ".join(allowed)
    return response


def too_large(request):
    return _page(request, 413)


def server_error(request):
    """What nobody caught, in a view or in a middleware: Django asks here which page it becomes.

    A number of the visitor's that the database cannot hold is a 400, a row that it refuses a fault
    of ours (500). Anything else it says means that it is away, damaged or not ready: a 503.
    """
    match sys.exception():
        case DataError() | OverflowError():
            return bad_request(request)
        case IntegrityError():
            return _fault_of_ours(request)
        case NotNoted():
            return service_unavailable(request, "not_noted")
        case DatabaseError() | InterfaceError():
            return service_unavailable(request)
    return _fault_of_ours(request)


def _fault_of_ours(request) -> HttpResponse:
    if not is_api(request):
        with suppress(Exception):  # whatever failed before may fail here
            if unsent(request):
                return _page(request, 500, "500_unsent")
    return _alone(request, "500", 500)


def service_unavailable(request, name: str = "503", *, wait: int = 30):
    """`name` is that of the page, which says why; `wait`: seconds until it is worth a try."""
    response = _page(request, 503, name)
    response["Retry-After"] = str(wait)
    return response
