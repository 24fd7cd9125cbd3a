"""Compare: two to four interventions side by side, the elements first."""

from urllib.parse import urlencode

from django.shortcuts import render

from elements.dates import in_words, today
from elements.models import Element
from interventions.finding.facets import ARTICLE
from interventions.finding.selection.fields import read_slugs
from interventions.models import Intervention
from interventions.models.recognition import newest_of
from interventions.public.choosing import all_fit, pickable
from interventions.sheet import COMPARE, READERS_ORDER, shown_in
from interventions.sheet.document import RESEARCH, value_of
from interventions.showing.caching import cached
from interventions.showing.matrix import Cell, realised
from interventions.showing.methods import reads

LEAST, MOST = 2, 4
TOO_MANY = "U kunt hoogstens vier interventies naast elkaar zetten. U ziet de eerste vier."


@reads
@cached(also=("interventie",))
def compare_page(request):
    selection = request.selection
    asked, faults = read_slugs(
        request.GET, "interventie", selection.index.positions, most=MOST, too_many=TOO_MANY
    )
    request.has_faults = bool(faults)
    slugs = asked or (() if "interventie" in request.GET else selection.shortlist[:MOST])
    found = {row.slug: row for row in _rows(selection.index, {*slugs, *selection.shortlist})}
    chosen = [found[slug] for slug in slugs if slug in found]
    context = {
        "selection": selection,
        "faults": [*selection.faults, *faults],
        "chosen": chosen,
        "listed": [found[slug] for slug in selection.shortlist if slug in found],
        "from_list": not asked and len(selection.shortlist) > MOST,
        "pictures": [],
        "elements": [],
        "rows": [],
        "texts": [],
        "unknown": [],
        "without": {},
        "here": _query(selection, [row.slug for row in chosen]) if asked else "",
        "pickable": [
            row
            for row in pickable(selection, *slugs)
            if len(chosen) < LEAST or row.slug not in slugs
        ],
        "all_fit": all_fit(selection.index),
        "least": LEAST,
        "most": MOST,
    }
    if len(chosen) >= LEAST:
        context |= _beside_each_other(chosen, selection)
    return render(request, "public/compare.html", context)


def _rows(index, slugs):
    ids = [index.ids[index.positions[slug]] for slug in slugs]
    return Intervention.objects.published().for_detail().filter(pk__in=ids)


def _beside_each_other(chosen, selection):
    texts = [
        (fact.title(COMPARE), [getattr(row, fact.field) for row in chosen])
        for fact in shown_in(COMPARE, first=READERS_ORDER)
        if fact is not RESEARCH
    ]
    slugs = [row.slug for row in chosen]
    return {
        "pictures": [value_of(row, RESEARCH) for row in chosen],
        "elements": list(_elements(chosen, article_only=selection.article_only)),
        "rows": list(_facets(chosen)),
        "texts": [(title, values) for title, values in texts if any(values)],
        "unknown": [title.lower() for title, values in texts if not any(values)],
        "without": {
            slug: _query(selection, [other for other in slugs if other != slug]) for slug in slugs
        },
    }


def _query(selection, slugs) -> str:
    """The same page with these interventions; the visitor's list is added by the link."""
    pairs = [("interventie", slug) for slug in slugs]
    if selection.article_only:
        pairs.append(("bron", ARTICLE))
    return f"?{urlencode(pairs)}" if pairs else ""


def _elements(chosen, *, article_only):
    """Per element its cells (None: not mentioned), and whether they differ."""
    cells = [
        {cell.element: cell for cell in realised(row, article_only=article_only)} for row in chosen
    ]
    for element in Element.objects.public():
        row = [found.get(element) for found in cells]
        if not (element.is_in_use or any(row)):
            continue
        states = {cell.state if cell else Cell.NONE for cell in row}
        yield {"element": element, "cells": row, "differs": len(states) > 1}


def _facets(chosen):
    """Per fact its values as lists of (text, whether all have it), and whether they differ."""
    for title, values_of in FACETS:
        values = [values_of(row) for row in chosen]
        shared = set(values[0]).intersection(*values[1:])
        if any(values):
            yield {
                "title": title,
                "cells": [[(value, value in shared) for value in row] for row in values],
                "differs": any(set(row) != shared for row in values),
            }


def _names(field):
    return lambda row: [str(value) for value in getattr(row, field).all()]


def _activity(row):
    label = row.get_activity_display().capitalize()
    return [f"{label} ({in_words(row.activity_date)})" if row.activity_date else label]


def _recognition(row):
    newest = newest_of(row)
    if newest is None:
        return ["Geen erkenning bekend"]
    lapsed = ", mogelijk verlopen" if newest.has_lapsed(today()) else ""
    return [f"{newest.level.name} ({in_words(newest.date)}{lapsed})"]


def _municipalities(row):
    return list(dict.fromkeys(str(place.municipality) for place in row.places.all()))


def _started(row):
    return [str(row.started_year)] if row.started_year else []


FACETS = (
    ("Voor wie", _names("target_groups")),
    ("Soort plek", _names("settings")),
    ("Waar gedaan", _municipalities),
    ("Thema's", _names("themes")),
    ("Wordt dit nog gedaan?", _activity),
    ("Erkenning", _recognition),
    ("Gestart in", _started),
)
