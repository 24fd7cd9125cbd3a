"""The self-check: your own approach against the elements. Nothing is kept."""

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.utils.text import capfirst

from elements.models import Element
from interventions.finding.combinations import MOST_ELEMENTS, members_of
from interventions.finding.facets import ALL
from interventions.finding.selection import Selection, read_selection
from interventions.finding.selection.combining import Question, candidates_of
from interventions.models import Intervention
from interventions.public.combinations import in_thousands, members_at, sets_of
from interventions.public.plan import plan
from interventions.public.plan.asked import answered_anew, public_elements, read_asked
from interventions.showing.matrix import Cell, state_of
from interventions.showing.methods import reads
from interventions.showing.nearest import nearest, neighbours

LABELS = {value: capfirst(label) for value, label in plan.LABELS.items()}
ANSWERS = {value: LABELS[value] for value in plan.ANSWERS}
MOST_STEPS, LEAST_STEPS = 3, 2
MOST_EXAMPLES = 3
MOST_SETS = 4


@dataclass(frozen=True)
class Answer:
    """What the visitor said of one element: `ja`, `beetje`, `nee`, or nothing."""

    element: Element
    value: str

    @property
    def label(self) -> str:
        return LABELS[self.value]


@dataclass
class Check:
    """The answers, in order of the elements, and what follows from them."""

    answers: list[Answer]

    @property
    def is_answered(self) -> bool:
        return any(answer.value for answer in self.answers)

    def elements(self, *values: str) -> list[Element]:
        """The elements with these answers: in the order of the answers, then of the elements."""
        return [a.element for value in values for a in self.answers if a.value == value]

    @property
    def gaps(self) -> list[Element]:
        return self.elements("nee", "beetje")

    @property
    def steps(self) -> list[tuple[Element, str]]:
        """Two or three things to do first: from each gap its first point, the 'nee' ones first."""
        lines = [[(e, line) for line in e.practice_lines] for e in self.gaps]
        first = [rows[0] for rows in lines if rows]
        second = [rows[1] for rows in lines if len(rows) > 1]
        steps = first if len(first) >= LEAST_STEPS else [*first, *second]
        return steps[:MOST_STEPS]


@reads
def self_check(request):
    """The questions, and under an address with answers what follows from them. What a plan asks
    besides (`punt`, `interventie`, `thema`, `setting`) stays in the address.
    """
    selection = request.selection = read_selection(request.GET)
    rows = public_elements()
    asked = read_asked(request.GET, selection, rows)
    elements = [row for row in rows if row.is_in_use or row.slug in asked.answers]
    if answered := answered_anew(request.GET, asked, elements):
        anchor = "#uitkomst" if answered.answers else "#vragen"
        return redirect(request.path + answered.query + anchor)
    check = Check([Answer(element, asked.answers.get(element.slug, "")) for element in elements])
    request.page_query = asked.query
    context = {
        "selection": selection,
        "faults": asked.faults,
        "check": check,
        "asked": asked,
        "from_article": all(row.source.is_founding for row in elements),
        "labels": ANSWERS,
        "groups": selection.index.labels["doelgroep"],
        "chosen_groups": selection.chosen.get("doelgroep", ()),
    }
    if check.is_answered:
        group = {name: slugs for name, slugs in selection.chosen.items() if name == "doelgroep"}
        found = {element.slug: element for element in elements}
        context |= _result(check, selection.but(chosen=group, valid_only=False), found)
    response = render(request, "public/self_check.html", context)
    response["Cache-Control"] = "no-store"  # the answers are the visitor's own
    return response


# --- What follows ---------------------------------------------------------------------------------


def _result(check: Check, selection: Selection, elements: dict[str, Element]) -> dict:
    question = Question(
        selection.index,
        ALL,
        tuple(element.slug for element in check.gaps[:MOST_ELEMENTS]),
        candidates_of(selection),
    )
    places = {place for found in question.answer.sets[:MOST_SETS] for place in found}
    members = members_at(question, places, elements)
    return {
        "question": question,
        "gaps": _with_examples(check, selection),
        "sets": sets_of(question, members)[:MOST_SETS],
        "total": in_thousands(question.answer.total),
        "uncovered": [elements[slug] for slug in question.answer.uncovered],
        "alike": _alike(check, selection),
        "combine": "?"
        + urlencode([*(("element", e.slug) for e in check.gaps), *_group(selection)]),
    }


def _group(selection):
    return [("doelgroep", slug) for slug in selection.chosen.get("doelgroep", ())]


def _with_examples(check: Check, selection: Selection) -> list[dict]:
    """Per gap: interventions for which a source names the element, and how they do it.

    Those for the chosen target group; when there are none, the others.
    """
    index, group = selection.index, candidates_of(selection)
    found = {}
    for element in check.gaps:
        naming = index.naming[ALL][element.slug]
        within = naming & group
        bits = within or naming
        ids = [index.ids[place] for place in islice(members_of(bits), MOST_EXAMPLES)]
        found[element] = (ids, bits.bit_count(), bool(within))
    wanted = {pk for ids, _, _ in found.values() for pk in ids}
    rows = Intervention.objects.published().for_cards().in_bulk(wanted)
    return [
        {
            "element": element,
            "answer": next(a for a in check.answers if a.element == element),
            "examples": [(rows[pk], _how(rows[pk], element)) for pk in ids if pk in rows],
            "total": total,
            "in_group": in_group,
            "query": "?"
            + urlencode([("element", element.slug), *(_group(selection) if in_group else [])]),
        }
        for element, (ids, total, in_group) in found.items()
    ]


def _how(intervention, element):
    """The first statement that names the element, the article's before others."""
    named = [
        statement
        for statement in intervention.statements.all()
        if statement.element == element and state_of(statement) in (Cell.ARTICLE, Cell.OTHER)
    ]
    return min(named, key=lambda statement: state_of(statement) != Cell.ARTICLE, default=None)


def _alike(check: Check, selection: Selection) -> list[tuple[Intervention, str]]:
    traits = {
        "element": tuple(element.slug for element in check.elements("ja", "beetje")),
        "doelgroep": selection.chosen.get("doelgroep", ()),
    }
    return neighbours(nearest(selection.index, traits)) if traits["element"] else []
