"""The numbered versions of what is public, and the numbers of the statements in them."""

import datetime
from collections.abc import Iterator, Sequence
from typing import cast

from django.db.models import Max
from django.utils import timezone

from elements.models import Element, Source, content_change
from interventions.models import Intervention, Publication, StatementNumber
from interventions.sheet.document import element_document, intervention_document, sources_of

AT_ONCE = 200


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
    _number([publication])
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


# --- Numbers of statements ------------------------------------------------------------------------


def number_statements() -> int:
    """Number what stands in versions that were kept without; gives how many versions that were.

    For what was public before there were numbers, oldest first, and for what the version before
    published while this one came. A source that is gone gets none. Safe to run again.
    """
    without = Publication.objects.filter(element=None, statement_numbers=None)
    keys, done = list(without.order_by("at", "pk").values_list("pk", flat=True)), 0
    for start in range(0, len(keys), AT_ONCE):
        with content_change():
            found = Publication.objects.filter(pk__in=keys[start : start + AT_ONCE])
            versions = [*found.order_by("at", "pk")]
            about = Intervention.objects.filter(pk__in=[row.intervention_id for row in versions])
            [*about.order_by("pk").select_for_update()]  # nobody publishes these meanwhile
            done += _number(versions)
    return done


def _number(publications: Sequence[Publication]) -> int:
    """Link versions to the numbers of their statements, new ones in the order of the text.

    Gives how many versions have any. What they are about is locked.
    """
    elements = dict(Element.objects.values_list("slug", "pk"))
    slugs = {row["bron"] for version in publications for row in version.document["uitspraken"]}
    sources = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    stated = {one: list(_stated(one, elements, sources)) for one in publications}
    numbers = StatementNumber.objects.filter(
        intervention__in={one.intervention_id for one in publications}
    )
    known = {(row.intervention_id, row.element_id, row.source_id): row for row in numbers}
    new = dict.fromkeys(key for keys in stated.values() for key in keys if key not in known)
    for row in StatementNumber.objects.bulk_create(
        StatementNumber(intervention_id=about, element_id=element, source_id=source)
        for about, element, source in new
    ):
        known[row.intervention_id, row.element_id, row.source_id] = row
    links = Publication.statement_numbers.through
    links.objects.bulk_create(
        links(publication=version, statementnumber=known[key])
        for version, keys in stated.items()
        for key in dict.fromkeys(keys)
    )
    return sum(map(bool, stated.values()))


def _stated(
    publication: Publication, elements: dict[str, int], sources: dict[str, int]
) -> Iterator[tuple[int, int, int]]:
    """(intervention, element, source) of each statement in a version, as far as they are there."""
    for row in publication.document["uitspraken"]:
        if row["element"] in elements and row["bron"] in sources:
            about = cast(int, publication.intervention_id)
            yield about, elements[row["element"]], sources[row["bron"]]
