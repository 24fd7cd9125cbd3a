"""The selection as a short list that other sites may show in a frame: the only such page."""

from csp.decorators import csp_replace
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from interventions.finding.selection import sentence, unused
from interventions.models import Intervention
from interventions.showing.caching import cached
from interventions.showing.methods import reads

MOST = 10


@reads
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@cached()
def embedded_list(request):
    selection = request.selection.but(shortlist=(), page_size=MOST)
    ids = selection.page_ids
    rows = Intervention.objects.published().in_bulk(ids)
    context = {
        "selection": selection,
        "sentence": sentence(selection),
        "unused": unused(request.selection.faults),
        "rows": [rows[pk] for pk in ids if pk in rows],
    }
    return render(request, "public/embedded_list.html", context)
