"""The numbered versions of what is public."""

import datetime

from django.db.models import Max
from django.utils import timezone

from elements.models import Element
from interventions.models import Intervention, Publication
from interventions.sheet.document import element_document, intervention_document, sources_of


def record_intervention(
    row: Intervention, *, by, at: datetime.datetime, note: str, is_quiet: bool = False
) -> Publication:
    """Keep the public text as it is now, under the next number.

    A quiet version is no news: feed, alerts and the order of the newest pass it over.
    """
    number = _next(Publication.objects.for_intervention(row))
    whole = Intervention.objects.for_detail().get(pk=row.pk)
    publication = Publication.objects.create(
        intervention=row,
        number=number,
        document=intervention_document(whole, version=number),
        at=at,
        by=by,
        note=note,
        is_quiet=is_quiet,
    )
    publication.sources.set(sources_of(whole))
    return publication


def record_element(element: Element, *, by, note: str = "") -> Publication:
    """Keep the text of an element as it is now, under the next number."""
    publication = Publication.objects.create(
        element=element,
        number=_next(Publication.objects.for_element(element)),
        document=element_document(element),
        at=timezone.now(),
        by=by,
        note=note,
    )
    publication.sources.set([element.source])
    return publication


def _next(publications) -> int:
    """Numbers run from 1, without gaps: the row they belong to is locked."""
    return (publications.aggregate(last=Max("number"))["last"] or 0) + 1
