"""Of which versions a file was made, with the permanent addresses."""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from elements import dates
from elements.models import Element
from interventions.models import Publication
from interventions.public.summaries.blocks import Section, items
from interventions.sheet.permanent import permanent
from interventions.showing.matrix import Named


def versions_section(lines: list[str]) -> Section:
    """The lines below their heading."""
    return Section("versies", "Welke versies zijn dit?", [items(lines)])


def element_versions(elements: Sequence[Element]) -> list[str]:
    """A line for each element that has a version, in their order. One query."""
    rows = Publication.objects.filter(element__in=elements)
    return _lines("element", rows, [(element.slug, element.short_name) for element in elements])


def intervention_versions(those: Iterable[Named]) -> list[str]:
    """A line for each of these interventions, in their order. One query."""
    named = list(dict.fromkeys((one.slug, one.name) for one in those))
    slugs = [slug for slug, _ in named]
    rows = Publication.objects.filter(intervention__slug__in=slugs, intervention__replaces=None)
    return _lines("intervention", rows, named)


def _lines(kind: str, rows: QuerySet, named: Iterable[tuple[str, str]]) -> list[str]:
    newest: dict[str, tuple[int, datetime.datetime]] = {
        slug: (number, at)
        for slug, number, at in rows.order_by("number").values_list(f"{kind}__slug", "number", "at")
    }
    return [
        f"{name}: versie {newest[slug][0]}, {dates.in_words(dates.day_of(newest[slug][1]))}. "
        f"{permanent(kind, slug)}"
        for slug, name in named
        if slug in newest
    ]
