"""What policy staff hand on: for now, where the short texts stand."""

from django.shortcuts import render

from elements.models import Element
from interventions.caching import cached
from interventions.methods import reads


@reads
@cached()
def summary_list(request):
    return render(request, "summaries/summary_list.html", {"elements": list(Element.objects.all())})
