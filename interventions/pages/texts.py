"""Pages that are text: help to choose, about, accessibility, privacy."""

from django.shortcuts import render

from elements.models import Element
from interventions.bibliography import public_sources
from interventions.caching import cached
from interventions.facets import facet_index
from interventions.methods import reads


@reads
@cached()
def choose_page(request):
    return render(request, "pages/choose.html", {"elements": list(Element.objects.all())})


@reads
@cached()
def about_page(request):
    context = {
        "total": len(facet_index().ids),
        "source_total": public_sources().count(),
        "article": public_sources().founding().first(),
    }
    return render(request, "pages/about.html", context)


@reads
@cached()
def accessibility_page(request):
    return render(request, "pages/accessibility.html")


@reads
@cached()
def privacy_page(request):
    return render(request, "pages/privacy.html")
