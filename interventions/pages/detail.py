"""One intervention."""

from django.shortcuts import render

from interventions.caching import cached
from interventions.methods import reads
from interventions.models import Intervention
from interventions.pages.structured import intervention_page
from interventions.portrait import portrait
from interventions.withdrawn import withdrawn_page


@reads
@cached()
def intervention_detail(request, slug):
    intervention = Intervention.objects.published().for_detail().filter(slug=slug).first()
    if intervention is None:
        return withdrawn_page(request, slug)
    context = portrait(intervention, request.selection)
    context["about"] = intervention_page(intervention, context)
    return render(request, "pages/intervention_detail.html", context)
