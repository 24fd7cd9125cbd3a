"""The self-check: your own approach against the elements. Nothing is kept."""

from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from django.shortcuts import redirect, render

from elements.models import Element
from interventions.finding.combinations import MOST_ELEMENTS, members_of
from interventions.finding.facets import ALL
from interventions.finding.selection import Fault, Selection, read_selection
from interventions.finding.selection.combining import Question, candidates_of
from interventions.finding.selection.fields import read_slugs
from interventions.models import Intervention
from interventions.public.combinations import in_thousands, members_at, sets_of
from interventions.public.plan.plan import ABOUT
from interventions.showing.caching import page_query
from interventions.showing.matrix import Cell, state_of
from interventions.showing.methods import reads
from interventions.showing.nearest import nearest, neighbours

ANSWERS = {"ja": "Ja", "beetje": "Een beetje", "nee": "Nee"}
UNKNOWN = "Weet ik niet"
MOST_STEPS, LEAST_STEPS = 3, 2
MOST_EXAMPLES = 3
MOST_SETS = 4
OF_THE_PLAN = ("punt", "interventie")  # means nothing here: who comes from a plan goes back to it


@dataclass(frozen=True)
class Answer:
    """What the visitor said of one element: `ja`, `beetje`, `nee`, or nothing."""

    element: Element
    value: str

    @property
    def label(self) -> str:
        return ANSWERS.get(self.value, UNKNOWN)


@dataclass
class Check:
    """The answers, in order of the elements, and what follows from them."""

    answers: list[Answer]
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return any(answer.value for answer in self.answers)

    def elements(self, *values: str) -> list[Element]:
        """The elements with these answers: in the order of the answers, then of the elements."""
        return [a.element for value in values for a in self.answers if a.value == value]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The answers as parameters of an address."""
        return [(value, element.slug) for value in ANSWERS for element in self.elements(value)]

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
    """The questions, and under an address with answers what follows from them.

    A form cannot give all elements one parameter, so its own answers (`e-<element>=ja`) are turned
    into the address of the contract first.
    """
    named = {slug for value in ANSWERS for slug in request.GET.getlist(value)}
    rows = Element.objects.public().select_related("source")
    elements = [row for row in rows if row.is_in_use or row.slug in named]
    selection = request.selection = read_selection(request.GET)
    if any(f"e-{element.slug}" in request.GET for element in elements):
        return redirect(request.path + _address(request, selection, elements))
    check = _read(request, elements)
    own = [*check.pairs, *_of_the_plan(request)]
    request.page_query = page_query(selection, own)
    context = {
        "selection": selection,
        "faults": [*selection.faults, *check.faults],
        "check": check,
        "from_article": all(row.source.is_founding for row in elements),
        "labels": ANSWERS,
        "groups": selection.index.labels["doelgroep"],
        "chosen_groups": selection.chosen.get("doelgroep", ()),
        "carried": [*_of_the_plan(request), *_chosen(selection, "thema", "setting")],
        "plan": f"?{urlencode([*own, *_chosen(selection, *ABOUT)])}",
    }
    if check.is_answered:
        for_whom = selection.but(chosen={"doelgroep": context["chosen_groups"]})
        context |= _result(check, for_whom, {element.slug: element for element in elements})
    response = render(request, "public/self_check.html", context)
    response["Cache-Control"] = "no-store"  # the answers are the visitor's own
    return response


def _address(request, selection, elements) -> str:
    given = [(request.GET.get(f"e-{element.slug}"), element.slug) for element in elements]
    pairs = [(value, slug) for value in ANSWERS for said, slug in given if said == value]
    pairs += [*_of_the_plan(request), *_chosen(selection, *ABOUT)]
    pairs += [("lijst", slug) for slug in selection.shortlist]
    anchor = "#uitkomst" if any(said in ANSWERS for said, _ in given) else "#vragen"
    return (f"?{urlencode(pairs)}" if pairs else "") + anchor


def _of_the_plan(request) -> list[tuple[str, str]]:
    return [(name, value) for name in OF_THE_PLAN for value in request.GET.getlist(name)]


def _chosen(selection: Selection, *facets: str) -> list[tuple[str, str]]:
    return [(facet, slug) for facet in facets for slug in selection.chosen.get(facet, ())]


def _read(request, elements) -> Check:
    slugs, faults = [element.slug for element in elements], []
    said: dict[str, str] = {}
    for value in ANSWERS:
        found, unknown = read_slugs(request.GET, value, slugs)
        faults += unknown
        for slug in found:
            if slug in said:
                message = f"Bij dit element staat ook '{ANSWERS[said[slug]].lower()}'. Dat telt."
                faults.append(Fault(value, slug, message))
            else:
                said[slug] = value
    return Check([Answer(element, said.get(element.slug, "")) for element in elements], faults)


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
        + urlencode([*(("element", e.slug) for e in check.gaps), *_chosen(selection, "doelgroep")]),
    }


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
            + urlencode(
                [("element", element.slug), *(_chosen(selection, "doelgroep") if in_group else [])]
            ),
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
