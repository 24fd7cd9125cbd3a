"""One intervention."""

from django.http import Http404
from django.shortcuts import render

from interventions.caching import cached
from interventions.methods import reads
from interventions.models import Intervention
from interventions.portrait import portrait


@reads
@cached()
def intervention_detail(request, slug):
    intervention = Intervention.objects.published().for_detail().filter(slug=slug).first()
    if intervention is None:
        return withdrawn_page(request, slug)
    context = portrait(intervention, request.selection)
    return render(request, "pages/intervention_detail.html", context)


def withdrawn_page(request, slug):
    """410 for what was public once, with the public reason; 404 for all else."""
    intervention = Intervention.objects.withdrawn().filter(slug=slug).first()
    if intervention is None:
        raise Http404
    change = intervention.status_changes.filter(verb="withdraw").first()
    context = {"intervention": intervention, "reason": change.note if change else ""}
    response = render(request, "errors/410.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response
