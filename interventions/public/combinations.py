"""Combinations: which few interventions together cover the chosen elements?"""

from urllib.parse import urlencode

from django.shortcuts import render

from elements.models import Element
from interventions.finding.combinations import grouped, members_of
from interventions.finding.facets import FACETS, GROUPS
from interventions.finding.selection.combining import Question, read_question
from interventions.public.choosing import all_fit, pickable, rows_at
from interventions.showing.caching import cached
from interventions.showing.matrix import offered
from interventions.showing.methods import reads

MOST_ADDITIONS = 8
SHOWN_AT_ONCE = 8


@reads
@cached(also=("met", "zonder"))
def combinations_page(request):
    selection = request.selection
    question, faults = read_question(request.GET, selection)
    request.has_faults = bool(faults)
    elements = {element.slug: element for element in Element.objects.public()}
    additions, gaps = _additions(question), question.gaps
    places = {place for found in question.answer.sets for place in found}
    places |= {selection.index.positions[slug] for slug in question.required} | {*additions}
    members = members_at(question, places, elements)
    wanted = [elements[slug] for slug in question.wanted if slug in elements]
    context = {
        "selection": selection,
        "question": question,
        "faults": [*selection.faults, *faults],
        "wanted": wanted,
        "all_wanted": {*question.wanted} == {*selection.index.offered("element")},
        "elements": offered(selection),
        "coverage": _coverage(question, members, wanted),
        "additions": [
            {
                "row": members[place]["row"],
                "brings": [(e, named) for e, named in members[place]["brings"] if e.slug in gaps],
                "query": _query(selection, question, members[place]["row"].slug),
            }
            for place in additions
            if place in members
        ],
        "sets": sets_of(question, members),
        "total": in_thousands(question.answer.total),
        "at_once": SHOWN_AT_ONCE,
        "uncovered": [elements[slug] for slug in question.answer.uncovered if slug in elements],
        "asked": [FACETS[name] for name in GROUPS if FACETS[name].question],
        "more": [FACETS[name] for name in GROUPS if not FACETS[name].question],
        "pickable": pickable(selection, *question.required, *question.excluded),
        "all_fit": all_fit(selection.index),
    }
    return render(request, "public/combinations.html", context)


def members_at(question: Question, places, elements: dict[str, Element]) -> dict[int, dict]:
    """Per position the intervention, and (element, named by a source) of what it brings."""
    return {
        place: {
            "row": row,
            "brings": [(elements[e], named) for e, named in question.brought_by(place)],
        }
        for place, row in rows_at(question.index, places).items()
    }


def sets_of(question: Question, members: dict[int, dict]) -> list[list[dict]]:
    """The smallest sets as lists of members."""
    return [
        [members[place] for place in found]
        for found in question.answer.sets
        if all(place in members for place in found)
    ]


def in_thousands(number: int) -> str:
    """`12.345`, as Dutch writes it."""
    return f"{number:,}".replace(",", ".")


def _coverage(question, members, wanted):
    """Per wanted element: those of what the visitor does already that cover it."""
    places = [question.index.positions[slug] for slug in question.required]
    having = [members[place] for place in places if place in members]
    return [
        {
            "element": element,
            "by": [
                (member["row"], named)
                for member in having
                for covered, named in member["brings"]
                if covered == element
            ],
        }
        for element in wanted
    ]


def _additions(question) -> list[int]:
    """The positions of those that would fill most gaps, beside what the visitor does already."""
    gaps = question.gaps
    if not question.required or not gaps:
        return []
    covering = question.index.element_bits[question.scope]
    groups = grouped([covering[slug] for slug in gaps], question.candidates)
    best: list[tuple[int, int]] = []
    for elements, members in groups:
        for _, place in zip(range(MOST_ADDITIONS), members_of(members), strict=False):
            best.append((-elements.bit_count(), place))
    return [place for _, place in sorted(best)[:MOST_ADDITIONS]]


def _query(selection, question, slug) -> str:
    """The same question with one more that the visitor would do."""
    met = [("met", other) for other in (*question.required, slug)]
    without = [("zonder", other) for other in question.excluded]
    return "?" + urlencode([*met, *without, *selection.but(text="", sort="").pairs()])
