"""Stable names that lead to what the asker wants, and the data as files."""

from collections.abc import Callable, Iterable
from functools import partial, wraps

from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from elements.models import Element, Term
from interventions.finding.selection import Selection, read_selection
from interventions.finding.selection.shortlist import carried
from interventions.models import Intervention, Publication, StatementNumber
from interventions.open_data.linked_data.catalogue import catalogue
from interventions.open_data.linked_data.classes import with_classes
from interventions.open_data.linked_data.concepts import concepts
from interventions.open_data.linked_data.descriptions import descriptions
from interventions.open_data.linked_data.statements import place_of, statement_record
from interventions.open_data.linked_data.terms import Thing, prefixes
from interventions.open_data.linked_data.writing import in_pieces, json_ld, turtle
from interventions.showing.caching import by_key, page_key
from interventions.showing.methods import reads

PAGE = "text/html"
KINDS = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
WRITERS = {"ttl": turtle, "jsonld": json_ld}
ENDINGS = {kind: ending for ending, kind in KINDS.items()}


class SeeOther(HttpResponseRedirectBase):
    """303: what was asked for is a thing and no page; there is something about it there."""

    status_code = 303


def open_to_all(view: Callable) -> Callable:
    """Pages of every origin may read what the view answers."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


# --- /id/ -----------------------------------------------------------------------------------------


@reads
@open_to_all
def element(request, slug):
    get_object_or_404(Element.objects.public(), slug=slug)
    return _elsewhere(
        request, reverse("public:element-detail", args=[slug]), "linked-data:concepts"
    )


@reads
@open_to_all
def term(request, slug):
    get_object_or_404(Term, slug=slug)
    return _elsewhere(request, f"{reverse('public:term-list')}#{slug}", "linked-data:concepts")


@reads
@open_to_all
def intervention(request, slug):
    if not Intervention.objects.published().filter(slug=slug).exists():
        return _gone(slug)
    page = reverse("public:intervention-detail", args=[slug])
    return _elsewhere(request, page, "linked-data:description", slug)


@reads
@open_to_all
def statement(request, number):
    row = _numbered(number)
    if row.intervention.status != Intervention.Status.PUBLISHED:
        return _gone(row.intervention.slug)
    page = carried(place_of(row), read_selection(request.GET).shortlist)  # our own pages lead here
    return _elsewhere(request, page, "linked-data:statement-file", row.pk)


def _numbered(number: int) -> StatementNumber:
    rows = StatementNumber.objects.public().select_related("intervention", "element", "source")
    return get_object_or_404(rows, pk=number)


def _elsewhere(request, page: str, data: str, *args: str | int) -> HttpResponse:
    """To the page, unless Turtle or JSON-LD is wanted more."""
    ending = ENDINGS.get(_wanted_most(request) or "")
    response = SeeOther(reverse(data, args=[*args, ending]) if ending else page)
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept"])
    return response


def _wanted_most(request) -> str | None:
    """One of our kinds, also where it is asked for with a charset or a profile of JSON-LD."""
    offered = {kind: kind for kind in (PAGE, *ENDINGS)}
    for accepted in request.accepted_types:
        kind = f"{accepted.main_type}/{accepted.sub_type}"
        if kind in ENDINGS:
            offered[str(accepted)] = kind
    return offered.get(request.get_preferred_type(list(offered)))


def _gone(slug: str) -> HttpResponse:
    """410 without a word for what was public once. Raises Http404 for all else."""
    if not Intervention.objects.withdrawn().filter(slug=slug).exists():
        raise Http404
    return HttpResponse(status=410, headers={"Cache-Control": "no-store"})


# --- /data/ ---------------------------------------------------------------------------------------


@reads
@open_to_all
def concepts_file(request, ending):
    return _file(request, ending, lambda selection: concepts())


@reads
@open_to_all
def interventions_file(request, ending):
    return _file(request, ending, lambda selection: _described(selection, selection.ids))


@reads
@open_to_all
def description_file(request, slug, ending):
    """What is said of one intervention."""
    rows = Intervention.objects.published().filter(slug=slug)
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return _gone(slug)
    return _file(request, ending, lambda selection: _described(selection, ids))


@reads
@open_to_all
def statement_file(request, number, ending):
    """What is said of one statement, also when it no longer stands in the text."""
    row = _numbered(number)
    if row.intervention.status != Intervention.Status.PUBLISHED:
        return _gone(row.intervention.slug)
    return _file(request, ending, lambda selection: statement_record(row))


@reads
@open_to_all
def catalogue_file(request, ending):
    last = Publication.objects.aggregate(last=Max("at"))["last"]
    return _file(request, ending, lambda selection: catalogue(last))


def _described(selection: Selection, ids: list[int]) -> Iterable[Thing]:
    return descriptions(ids, selection.index.positions)


def _file(request, ending: str, things: Callable[[Selection], Iterable[Thing]]) -> HttpResponseBase:
    """A file of all that is public, whatever stands behind the question mark."""
    everything = read_selection(QueryDict())
    kind = f"{KINDS[ending]}; charset=utf-8"
    make = partial(_made, request, ending, kind, lambda: things(everything))
    return by_key(request, page_key(request.path, everything, []), make)


def _made(
    request, ending: str, kind: str, things: Callable[[], Iterable[Thing]]
) -> StreamingHttpResponse:
    if request.method == "HEAD":
        return StreamingHttpResponse((), content_type=kind)
    lines = WRITERS[ending](with_classes(things()), prefixes())
    return StreamingHttpResponse(in_pieces(lines), content_type=kind)
