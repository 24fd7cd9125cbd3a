"""The address `/plan/`. What it says is the visitor's own, and is kept nowhere."""

from django.shortcuts import redirect, render

from interventions.finding.selection import read_selection
from interventions.public.plan.alike import why_none
from interventions.public.plan.asked import answered_anew, public_elements, read_asked
from interventions.public.plan.making import make_plan
from interventions.public.plan.plan import LABELS
from interventions.showing.methods import reads


@reads
def plan_page(request):
    """The plan that the address asks for; without anything asked, where to begin."""
    selection = request.selection = read_selection(request.GET)
    elements = public_elements()
    asked = read_asked(request.GET, selection, elements)
    if answered := answered_anew(request.GET, asked, elements):
        return redirect(request.path + answered.query)
    request.page_query = asked.query
    context = {
        "selection": selection,
        "asked": asked,
        "plan": make_plan(asked),
        "why_none": why_none(asked),
        "faults": asked.faults,
        "LABELS": LABELS,
    }
    response = render(request, "public/plan.html", context)
    response["Cache-Control"] = "no-store"  # the answers are the visitor's own
    return response
