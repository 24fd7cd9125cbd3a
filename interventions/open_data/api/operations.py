"""The operations of version 1, by their path. No slash at the end (NL API Design Rules)."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import patch_cache_control

from interventions.open_data.api import answers
from interventions.open_data.api.addresses import METHODS
from interventions.open_data.api.headers import ALLOW, PREFLIGHT
from interventions.open_data.api.parameters import COMBINING, LISTING, NOTHING, Asked, read
from interventions.open_data.api.problems import problem
from interventions.showing.caching import by_key, or_stale, page_key
from interventions.showing.methods import answers as declares

JSON = "application/json"
WRITING = {"ensure_ascii": False, "separators": (",", ":")}

Answer = Callable[..., dict | HttpResponse]

# Per path what makes its answer, and which parameters it takes.
OPERATIONS: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "/interventies": (answers.listed, LISTING),
    "/interventies/{slug}": (answers.one_intervention, NOTHING),
    "/werkzame-elementen": (answers.elements, NOTHING),
    "/werkzame-elementen/{slug}": (answers.one_element, NOTHING),
    "/combinaties": (answers.combined, COMBINING),
}


def view_of(answer: Answer, names: tuple[str, ...] = NOTHING):
    """The view of an operation. Every failure is raised, and answered in `config/errors.py`."""

    @declares(*METHODS)
    def view(request, **values):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        request.reads_exactly = True
        make = partial(_answered, request, answer, names, values)
        response = or_stale(request, make, content_type=JSON)
        response["Allow"] = ALLOW
        return response

    return view


def _answered(request, answer: Answer, names, values: dict[str, str]) -> HttpResponseBase:
    """The answer, when it has changed since it was last asked for."""
    asked = read(request.GET, names)
    if asked.faults:
        return problem(400, asked.faults)
    others = [("perPagina", str(asked.selection.page_size)), *asked.others]
    key = page_key(request.path, asked.selection, others)
    made = partial(_made, answer, asked, values)
    index = asked.selection.index
    response = by_key(request, key, made, content_type=JSON, index=index)
    if response.has_header("ETag"):
        patch_cache_control(response, public=True)
    return response


def _made(answer: Answer, asked: Asked, values: dict[str, str]) -> HttpResponse:
    found = answer(asked, **values)
    if isinstance(found, HttpResponse):
        return found
    return JsonResponse(found, json_dumps_params=WRITING)
