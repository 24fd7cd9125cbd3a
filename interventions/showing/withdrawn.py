"""The answer for an address of which the intervention is not public."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from interventions.models import Intervention


def withdrawn_page(request, slug: str) -> HttpResponse:
    """410 for what was public once, with the public reason. Raises Http404 for all else."""
    intervention = Intervention.objects.withdrawn().filter(slug=slug).first()
    if intervention is None:
        raise Http404
    change = intervention.status_changes.filter(verb="withdraw").first()
    context = {"intervention": intervention, "reason": change.note if change else ""}
    response = render(request, "errors/410.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response
