"""The plan itself: a part for each element, what is not done yet first."""

from interventions.finding.facets import ALL
from interventions.public.plan.alike import alike_to, known_of
from interventions.public.plan.cautions import MOST_WEIGHED, cautions
from interventions.public.plan.examples import (
    MOST_EXAMPLES,
    examples,
    first_of,
    fits,
    note,
    statements_of,
)
from interventions.public.plan.plan import HALF, NO, UNKNOWN, YES, Asked, Part, Plan
from interventions.public.plan.sayings import sayings
from interventions.showing.matrix import named

ORDER = (NO, HALF, UNKNOWN, YES)


def make_plan(asked: Asked) -> Plan:
    """The plan that is asked for. The number of queries does not grow with what it finds."""
    parts, alike = _parts(asked), alike_to(asked)
    may, may_not = sayings(asked, parts, alike, known_of(asked, alike))
    return Plan(asked, parts, alike, may, may_not)


def _parts(asked: Asked) -> list[Part]:
    index, fit = asked.selection.index, fits(asked)
    elements = sorted(asked.elements, key=lambda e: ORDER.index(asked.answers.get(e.slug, UNKNOWN)))
    bits = {e: index.element_bits[ALL].get(e.slug, 0) for e in elements}
    having = {e: first_of(asked, e, bits[e], fit, MOST_WEIGHED) for e in elements}
    shown = {e: places[:MOST_EXAMPLES] for e, places in having.items()}
    opposite = {e: first_of(asked, e, index.contrasting[ALL].get(e.slug, 0), fit) for e in elements}
    ids = {
        index.ids[place]
        for found in (shown, opposite)
        for places in found.values()
        for place in places
    }
    names, stated = named(ids), statements_of(ids, elements)
    warned = cautions(index, having)
    parts = []
    for e in elements:
        found = examples(asked, e, shown[e], names, stated)
        points = [(point, (e.slug, point.number) in asked.points) for point in e.points]
        parts.append(
            Part(
                element=e,
                answer=asked.answers.get(e.slug, UNKNOWN),
                points=points,
                step=next((point for point, is_done in points if not is_done), None),
                examples=found,
                note=note(asked, found, bits[e]),
                cautions=warned[e],
                contrasts=examples(asked, e, opposite[e], names, stated, contrast=True),
                questions=e.questions,
            )
        )
    return parts
