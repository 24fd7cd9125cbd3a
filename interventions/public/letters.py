"""All interventions under their first letters: what a static copy has in place of searching."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interventions.models import Intervention
from interventions.showing.caching import cached
from interventions.showing.downloads import FILES
from interventions.showing.methods import reads

DATA = (
    ("linked-data:interventions", "interventies"),
    ("linked-data:concepts", "werkzame elementen en begrippen"),
    ("linked-data:catalogue", "catalogus"),
)


@reads
@cached()
def letter_list(request: HttpRequest) -> HttpResponse:
    """It has no address of its own: the copy writes it where the list of interventions stands."""
    rows = (
        Intervention.objects.published()
        .order_by_name()
        .only("slug", "name", "name_key", "activity", "activity_date")
    )
    letters = [(letter, list(found)) for letter, found in groupby(rows, key=_letter)]
    context = {"letters": letters, "total": sum(len(found) for _, found in letters)}
    return render(request, "public/letter_list.html", {**context, "files": FILES, "data": DATA})


def _letter(row: Intervention) -> str:
    first = row.name_key[:1].upper()
    return first if "A" <= first <= "Z" else "0-9"
