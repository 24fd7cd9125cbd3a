"""The front page: what this is, and the three ways in."""

from django.shortcuts import render

from elements.dates import day_of
from elements.models import Element
from interventions.finding.facets import ALL, facet_index
from interventions.finding.selection import Selection
from interventions.models import Intervention
from interventions.public.elements import with_counts
from interventions.public.structured import site
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.workflow.bibliography import public_sources

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
        "about": site(),
        "total": len(index.ids),
        "ready": list(_ready_links(index)),
        "elements": with_counts(Element.objects.in_use(), index),
        "article": public_sources().founding().first(),
        "recent": _recent(index),
    }
    return render(request, "public/home.html", context)


def _ready_links(index):
    """(label, query, count) of each ready choice that finds something."""
    for facet, slug in READY:
        label = index.labels[facet].get(slug)
        if label:
            selection = Selection(index=index, chosen={facet: (slug,)})
            if selection.total:
                yield label, selection.query, selection.total


def _recent(index):
    """The last published interventions, when there is news: not all on one day."""
    order = index.orders["nieuwste", ALL]
    shown = [index.ids[place] for place in order[:MOST_RECENT]]
    oldest = [index.ids[place] for place in order[-1:]]
    news = Intervention.objects.published().exclude(news_at=None)
    rows = news.in_bulk([*shown, *oldest])
    days = {day_of(row.news_at) for row in rows.values()}
    return [rows[pk] for pk in shown if pk in rows] if len(days) > 1 else []
