"""The front page: what this is, and the three ways in."""

from django.shortcuts import render

from elements.models import Element, Source
from interventions.caching import cached
from interventions.facets import facet_index
from interventions.methods import reads
from interventions.models import Intervention
from interventions.pages.elements import with_counts
from interventions.selection import Selection

READY = (
    ("doelgroep", "kinderen-en-jongeren"),
    ("doelgroep", "ouderen"),
    ("thema", "sociale-samenhang"),
    ("thema", "leefbaarheid"),
    ("setting", "ontmoetingsplek"),
)
MOST_RECENT = 5


@reads
@cached()
def home_page(request):
    index = facet_index()
    context = {
        "total": len(index.ids),
        "ready": list(_ready_links(index)),
        "elements": with_counts(Element.objects.all(), index),
        "article": Source.objects.founding().first(),
        "recent": _recent(),
    }
    return render(request, "pages/home.html", context)


def _ready_links(index):
    """(label, query, count) of each ready choice that finds something."""
    for facet, slug in READY:
        label = index.labels[facet].get(slug)
        if label:
            selection = Selection(index=index, chosen={facet: (slug,)})
            if selection.total:
                yield label, selection.query, selection.total


def _recent():
    """The last published interventions, when there is news: not all on one day."""
    rows = Intervention.objects.published().order_by("-revised_at", "name_key")
    newest, oldest = rows.first(), rows.last()
    if newest is None or newest.revised_at.date() == oldest.revised_at.date():
        return []
    return list(rows[:MOST_RECENT])
