"""Pages that are text: help to choose, about, accessibility, privacy."""

from django.conf import settings
from django.shortcuts import render

from elements.models import Element
from interventions.finding.facets import facet_index
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.workflow.bibliography import public_sources


@reads
@cached()
def choose_page(request):
    return render(request, "public/choose.html", {"elements": list(Element.objects.in_use())})


@reads
@cached()
def about_page(request):
    context = {
        "total": len(facet_index().ids),
        "source_total": public_sources().count(),
        "article": public_sources().founding().first(),
    }
    return render(request, "public/about.html", context)


@reads
@cached()
def accessibility_page(request):
    return render(request, "public/accessibility.html")


@reads
@cached()
def privacy_page(request):
    context = {"signed_in": settings.SESSION_LONGEST}
    return render(request, "public/privacy.html", context)
