"""The glossary and the list of sources."""

from collections import defaultdict
from collections.abc import Iterable

from django.shortcuts import render

from elements.models import Term
from interventions.models import Intervention, Publication, Statement
from interventions.showing.caching import cached
from interventions.showing.citation import by_publisher
from interventions.showing.methods import reads
from interventions.workflow.bibliography import public_sources, uses

MOST_NAMED = 50  # interventions at one source: more than anybody reads

Pairs = Iterable[tuple[int | None, int | None]]  # (source, intervention)
Names = dict[int | None, list[tuple[str, str]]]  # of each source the interventions, as (slug, name)


@reads
@cached()
def term_list(request):
    terms = list(Term.objects.prefetch_related("sources"))
    return render(request, "public/term_list.html", {"terms": terms})


@reads
@cached()
def source_list(request):
    sources = list(public_sources())
    published = Intervention.objects.published()
    now = {pair for way in uses(published, Statement.objects.public()) for pair in _pairs(*way)}
    ever = set(_pairs(Publication.objects.standing(), "sources", "intervention"))
    context = {
        "publishers": by_publisher(sources),
        "total": len(sources),
        "uses": _by_source(now),
        "earlier_uses": _by_source(ever - now),
        "most_named": MOST_NAMED,
    }
    return render(request, "public/source_list.html", context)


def _pairs(rows, source: str, intervention: str) -> Pairs:
    return rows.order_by().values_list(source, intervention).distinct()


def _by_source(pairs: Pairs) -> Names:
    """By name, and only what is published."""
    used = defaultdict(set)
    for source, intervention in pairs:
        used[intervention].add(source)
    found: Names = defaultdict(list)
    for pk, slug, name in Intervention.objects.published().values_list("pk", "slug", "name"):
        for source in used.get(pk, ()):
            found[source].append((slug, name))
    return found
