"""The address `/plan/`. What it says is the visitor's own, and is kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interventions.finding.selection import read_selection
from interventions.public.plan.asked import read_asked
from interventions.public.plan.making import make_plan
from interventions.showing.methods import reads


@reads
def plan_page(request: HttpRequest) -> HttpResponse:
    """The plan that the address asks for; without anything asked, where to begin."""
    selection = request.selection = read_selection(request.GET)
    asked = read_asked(request.GET, selection)
    request.page_query = asked.query
    context = {
        "selection": selection,
        "asked": asked,
        "plan": make_plan(asked),
        "faults": asked.faults,
    }
    response = render(request, "public/plan.html", context)
    response["Cache-Control"] = "no-store"  # the answers are the visitor's own
    return response
