"""The summaries of elements, each with the interventions that show best how it is done."""

from itertools import islice
from typing import cast

from django.conf import settings
from django.urls import reverse

from elements.models import Element
from interventions.finding.facets import ALL, FacetIndex
from interventions.models import Publication
from interventions.public.summaries.blocks import Summary
from interventions.public.summaries.choice import newest
from interventions.public.summaries.content import Reading, element_summary
from interventions.sheet.older import document_of
from interventions.workflow import notices

MOST_EXAMPLES = 12  # of an element: two A4


def element_summaries(
    publications: list[Publication],
    index: FacetIndex,
    elements: list[Element],
    names: dict[str, str],
) -> list[Summary]:
    """One for each version of an element. `elements`: all that a text can be about.

    The examples are from the newest versions. However many there are, the queries are the same.
    """
    about = [cast(Element, row.element) for row in publications]
    slugs = [element.slug for element in about]
    examples = {slug: list(islice(index.strongest_first(slug), MOST_EXAMPLES)) for slug in slugs}
    ids = dict.fromkeys(pk for found in examples.values() for pk in found)
    readings = {
        cast(int, row.intervention_id): Reading(document_of(row), elements, names)
        for row in newest(list(ids))
    }
    disputed = notices.on_elements([element.pk for element in about])
    return [
        element_summary(
            element,
            row,
            [readings[pk] for pk in examples[element.slug] if pk in readings],
            element_address(row),
            total=index.element_bits[ALL].get(element.slug, 0).bit_count(),
            notice=disputed.get(element.pk, ""),
        )
        for row, element in zip(publications, about, strict=True)
    ]


def element_address(version: Publication) -> str:
    """The fixed address of a version, with the host."""
    path = reverse("public:element-version", args=[version.subject.slug, version.number])
    return f"{settings.PUBLIC_URL}{path}"
