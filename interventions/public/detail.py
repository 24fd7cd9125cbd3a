"""One intervention."""

from django.shortcuts import render

from interventions.models import Intervention
from interventions.public.structured import intervention_page
from interventions.sheet import SOURCE_FIELDS
from interventions.showing.caching import cached
from interventions.showing.methods import reads
from interventions.showing.portrait import portrait
from interventions.showing.withdrawn import withdrawn_page


@reads
@cached()
def intervention_detail(request, slug):
    rows = Intervention.objects.published().for_detail().select_related(*SOURCE_FIELDS)
    intervention = rows.filter(slug=slug).first()
    if intervention is None:
        return withdrawn_page(request, slug)
    context = portrait(intervention, request.selection)
    context["about"] = intervention_page(intervention, context)
    return render(request, "public/intervention_detail.html", context)
