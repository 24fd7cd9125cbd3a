"""What a source warns of at an approach: about all of it, said once in a plan."""

from collections.abc import Mapping, Sequence

from elements.models import Element
from interventions.finding.facets import FacetIndex
from interventions.models import Intervention
from interventions.public.plan.examples import strengths
from interventions.sheet import FACT
from interventions.showing.telling import Said, said_of

CAUTIONS = FACT["aandachtspunten"]
MOST_CAUTIONS = 3
MOST_WEIGHED = 20  # of each element so many interventions are asked for what is hard


def cautions(
    index: FacetIndex,
    weighed: Mapping[Element, Sequence[int]],
) -> dict[Element, list[Said]]:
    """Per element what sources warn of at the interventions at these positions. One query.

    Each stands once: at the element that its intervention is most strongly said to have, the first
    of `weighed` where that is equal.
    """
    home: dict[int, tuple[int, Element]] = {}
    for element, places in weighed.items():
        other, article = strengths(index, element)
        for place in places:
            strength = 2 * (article >> place & 1) + (other >> place & 1)
            if place not in home or strength > home[place][0]:
                home[place] = strength, element
    ids = [index.ids[place] for place in home]
    rows = Intervention.objects.published().filter(pk__in=ids).exclude(cautions="")
    warned = {row.pk: row for row in rows.select_related("cautions_source").order_by()}
    found: dict[Element, list[Said]] = {element: [] for element in weighed}
    for element, places in weighed.items():
        for place in places:
            row = warned.get(index.ids[place])
            if row and home[place][1] == element and len(found[element]) < MOST_CAUTIONS:
                found[element].append(said_of(row, CAUTIONS))
    return found
