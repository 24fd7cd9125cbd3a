"""The operations of version 1. Every failure is raised, and answered in `config/errors.py`."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from interventions.models import Intervention
from interventions.open_data.api import answers
from interventions.open_data.api.addresses import METHODS
from interventions.open_data.api.headers import PREFLIGHT
from interventions.open_data.api.parameters import COMBINING, LISTING, NOTHING, Asked, read
from interventions.open_data.api.problems import problem
from interventions.open_data.api.schema import Described
from interventions.showing.caching import by_key, page_key
from interventions.showing.methods import answers as declares

JSON = "application/json"


class AlwaysJson(BaseContentNegotiation):
    """There is one representation, whatever is asked for."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Operation(APIView):
    """One operation: `names` are its parameters, `answer` makes what it gives."""

    content_negotiation_class = AlwaysJson
    schema = Described()
    http_method_names = [method.lower() for method in METHODS]
    names: tuple[str, ...] = NOTHING
    answer: Callable[..., dict | HttpResponse]

    @classmethod
    def declared(cls):
        """The view, with its methods declared as every view of the site declares them."""
        return declares(*METHODS)(cls.as_view())

    def get(self, request, **values):
        """The answer, when it has changed since it was last asked for."""
        asked = read(request.GET, self.names)
        if asked.faults:
            return problem(400, asked.faults)
        others = [("perPagina", str(asked.selection.page_size)), *asked.others]
        key = page_key(request.path, asked.selection, others)
        response = by_key(request, key, partial(self.made, asked, values), content_type=JSON)
        if response.has_header("ETag"):
            patch_cache_control(response, public=True)
        return response

    def handle_exception(self, exception):
        raise exception  # to Django: one place answers the failures of the whole site

    def options(self, request, **values):
        return HttpResponse(status=204, headers=PREFLIGHT)

    def made(self, asked: Asked, values: dict[str, str]) -> HttpResponse:
        found = self.answer(asked, **values)
        if isinstance(found, HttpResponse):
            return found
        return HttpResponse(JSONRenderer().render(found), content_type=JSON)


class InterventionList(Operation):
    names = LISTING

    def answer(self, asked):
        return answers.listed(asked)


class OneIntervention(Operation):
    def answer(self, asked, slug):
        found = answers.one_intervention(asked, slug)
        return found if found is not None else gone_or_absent(slug)


class ElementList(Operation):
    def answer(self, asked):
        return answers.elements(asked)


class OneElement(Operation):
    def answer(self, asked, slug):
        found = answers.one_element(asked, slug)
        if found is None:
            raise Http404
        return found


class Combinations(Operation):
    names = COMBINING

    def answer(self, asked):
        return answers.combined(asked)


def gone_or_absent(slug: str) -> HttpResponse:
    """410 for what was public once, without a word about it; raises Http404 for all else."""
    if not Intervention.objects.withdrawn().filter(slug=slug).exists():
        raise Http404
    return problem(410)
