"""What an address asks of a plan: answers, practice points that one does, and where it begins."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from elements.models import Element
from interventions.finding.facets import ALL, FacetIndex
from interventions.finding.selection import Fault, Selection
from interventions.finding.selection.fields import MOST_SHORTLISTED, UNKNOWN_VALUE, read_slugs
from interventions.public.plan.plan import ANSWERS, LABELS, Asked
from interventions.showing.matrix import named

POINT = re.compile(r"([-\w]{1,60}):([1-9][0-9]{0,8})", re.ASCII)
NO_POINT = "Dit punt bestaat niet."
RETIRED = "Dit punt is er niet meer. Kijk welke punten er nu zijn."
TOO_MANY = f"Een plan kan uitgaan van hoogstens {MOST_SHORTLISTED} interventies."


def public_elements() -> list[Element]:
    """All that a plan may be about: the retired ones too, for an address may name them."""
    return list(Element.objects.public().select_related("source"))


def read_asked(
    data: QueryDict, selection: Selection, elements: Sequence[Element] | None = None
) -> Asked:
    """What the parameters ask, on the content of the selection's index. Never raises: what cannot
    be used is a fault, and the good values beside it count. `elements`: the public ones, if they
    are at hand.
    """
    index = selection.index
    if elements is None:
        elements = public_elements()
    answers, faults = _read_answers(data, elements)
    points, no_points = _read_points(data, elements)
    slugs, unknown = read_slugs(
        data, "interventie", index.positions, most=MOST_SHORTLISTED, too_many=TOO_MANY
    )
    begin = [index.ids[index.positions[slug]] for slug in slugs or selection.shortlist]
    names = named(begin) if begin else {}
    found = tuple(names[pk] for pk in begin if pk in names)
    said = {*answers, *(slug for slug, _ in points)}
    if not answers:
        said |= _had_by([row.slug for row in found], index, elements)
    return Asked(
        selection=selection,
        elements=tuple(e for e in elements if e.slug in said or (answers and e.is_in_use)),
        answers=answers,
        points=points,
        interventions=found,
        faults=(*selection.faults, *faults, *no_points, *unknown),
        named=slugs,
    )


def answered_anew(data: QueryDict, asked: Asked, elements: Sequence[Element]) -> Asked | None:
    """The same with the answers of a form (`e-<element>=ja`), for a form cannot give all elements
    one parameter; nothing when there are none. Anything but an answer takes one away.
    """
    given = {e.slug: str(data[name]) for e in elements if (name := f"e-{e.slug}") in data}
    if not given:
        return None
    said = {**asked.answers, **given}
    answers = {e.slug: said[e.slug] for e in elements if said.get(e.slug) in ANSWERS}
    return replace(asked, answers=answers)


def _read_answers(
    data: QueryDict, elements: Sequence[Element]
) -> tuple[dict[str, str], list[Fault]]:
    """By slug of the element what was answered, in order of the elements; and what was not used.

    An element with two answers has the first of them.
    """
    slugs = [element.slug for element in elements]
    said: dict[str, str] = {}
    faults: list[Fault] = []
    for value in ANSWERS:
        found, unknown = read_slugs(data, value, slugs)
        faults += unknown
        for slug in found:
            if slug in said:
                message = f"Bij dit element staat ook '{LABELS[said[slug]]}'. Dat telt."
                faults.append(Fault(value, slug, message))
            else:
                said[slug] = value
    return {slug: said[slug] for slug in slugs if slug in said}, faults


def _read_points(
    data: QueryDict, elements: Sequence[Element]
) -> tuple[frozenset[tuple[str, int]], list[Fault]]:
    """The practice points in `punt=<element>:<number>`, written as our own form writes them."""
    known = {
        f"{e.slug}:{point.number}": (e.slug, point.number) for e in elements for point in e.points
    }
    found, faults = read_slugs(data, "punt", known, most=len(known))
    said = [_no_point(one, elements) if one.message == UNKNOWN_VALUE else one for one in faults]
    return frozenset(known[value] for value in found), said


def _no_point(fault: Fault, elements: Sequence[Element]) -> Fault:
    """The same fault, with whether there was such a point once."""
    written = POINT.fullmatch(fault.value)
    was_there = written and any(
        e.slug == written[1] and e.has_given(int(written[2])) for e in elements
    )
    return replace(fault, message=RETIRED if was_there else NO_POINT)


def _had_by(slugs: Sequence[str], index: FacetIndex, elements: Sequence[Element]) -> set[str]:
    """The elements in use that at least one of these interventions has."""
    places = [index.positions[slug] for slug in slugs]
    bits = index.element_bits[ALL]
    return {
        e.slug
        for e in elements
        if e.is_in_use and any(bits.get(e.slug, 0) >> place & 1 for place in places)
    }
