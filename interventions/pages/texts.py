"""Pages that are text: help to choose, about, accessibility, privacy."""

from django.shortcuts import render

from elements.models import Element, Source
from interventions.facets import facet_index
from interventions.methods import reads


@reads
def choose_page(request):
    return render(request, "pages/choose.html", {"elements": list(Element.objects.all())})


@reads
def about_page(request):
    context = {
        "total": len(facet_index().ids),
        "source_total": Source.objects.count(),
        "article": Source.objects.founding().first(),
    }
    return render(request, "pages/about.html", context)


@reads
def accessibility_page(request):
    return render(request, "pages/accessibility.html")


@reads
def privacy_page(request):
    return render(request, "pages/privacy.html")
