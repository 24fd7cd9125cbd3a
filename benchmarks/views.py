"""The two pages that the site's pages are compared with. They go through the same middleware."""

from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render

from benchmarks import yardstick
from interventions.showing.methods import reads

TEXT = "<p>Bewoners bedenken samen wat zij in hun straat willen veranderen.</p>\n"


@reads
def constant_page(request, size):
    """A page of so many bytes that is ready made."""
    return HttpResponse(page_of_size(size))


@lru_cache(maxsize=100)
def page_of_size(size: int) -> bytes:
    return (TEXT * (size // len(TEXT) + 1)).encode()[:size]


@reads
def yardstick_list(request):
    """The list of interventions as plain Django and django-filter make it."""
    counts = yardstick.counts_of(request.GET)
    context = {
        "page": yardstick.page_of(request.GET),
        "facets": [(facet, sorted(values.items())) for facet, values in counts.items()],
    }
    return render(request, "benchmarks/yardstick.html", context, using="desk")
