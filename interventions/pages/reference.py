"""The glossary and the list of sources."""

from collections import defaultdict

from django.shortcuts import render

from elements.models import Term
from interventions.bibliography import public_sources
from interventions.caching import cached
from interventions.citation import by_publisher
from interventions.methods import reads
from interventions.models import Intervention, Recognition, Statement


@reads
@cached()
def term_list(request):
    terms = list(Term.objects.prefetch_related("sources"))
    return render(request, "pages/term_list.html", {"terms": terms})


@reads
@cached()
def source_list(request):
    sources = list(public_sources())
    context = {
        "publishers": by_publisher(sources),
        "total": len(sources),
        "uses": _uses(),
    }
    return render(request, "pages/source_list.html", context)


def _uses() -> dict[int, list[tuple[str, str]]]:
    """Per source the published interventions that use it, as (slug, name), by name."""
    published = Intervention.objects.published()
    names = {pk: (slug, name) for pk, slug, name in published.values_list("pk", "slug", "name")}
    used = defaultdict(set)
    for source, intervention in _pairs():
        if intervention in names:
            used[source].add(intervention)
    order = {pk: place for place, pk in enumerate(names)}
    return {
        source: [names[pk] for pk in sorted(found, key=order.__getitem__)]
        for source, found in used.items()
    }


def _pairs():
    """(source, intervention) for every way in which an intervention can use a source."""
    yield from Intervention.sources.through.objects.values_list("source", "intervention")
    yield from Statement.objects.values_list("source", "intervention")
    yield from Recognition.objects.values_list("source", "intervention")
    for field in ("duration_source", "municipal_role_source", "activity_source"):
        yield from Intervention.objects.exclude(**{field: None}).values_list(field, "pk")
    yield from Statement.extra_sources.through.objects.values_list(
        "source", "statement__intervention"
    )
