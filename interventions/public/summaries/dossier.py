"""A dossier: elements and interventions, picked by hand or a selection, as one text to hand on."""

import datetime
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.urls import reverse

from elements import dates
from elements.models import Element
from elements.text import fold
from interventions.finding.facets import FacetIndex
from interventions.finding.selection.sentence import counted, joined
from interventions.models import Publication
from interventions.public.summaries.blocks import Section, Summary, address, items, text
from interventions.public.summaries.choice import Choice, count_of_elements
from interventions.public.summaries.comparison import comparison
from interventions.public.summaries.content import Reading, intervention_summary
from interventions.public.summaries.element_parts import element_summaries
from interventions.public.summaries.overview import overview
from interventions.public.summaries.words import HOW_TO_READ, NO_PROOF
from interventions.sheet.names import names_of_slugs
from interventions.sheet.older import document_of
from interventions.showing.citation import cite
from interventions.workflow import notices

MOST_UPRIGHT = 4  # columns of texts side by side on an upright page


@dataclass(frozen=True)
class Dossier:
    """The opening, a part for each element and intervention, what they share, and the closing."""

    opening: Summary
    parts: list[Summary]
    after: list[Section]
    closing: Summary
    fixed: str  # the query with every version filled in


def make_dossier(
    choice: Choice,
    index: FacetIndex,
    elements: list[Element],
    offered: list[Element],
    names: dict[str, str],
    day: datetime.date,
) -> Dossier:
    """`elements`: all that a text can be about; `offered`: those of the overview."""
    readings = [Reading(document_of(row), elements, names) for row in choice.versions]
    texts = element_summaries(choice.elements, index, elements, names)
    parts = [*texts, *_interventions(choice.versions, readings)]
    query = "&".join(
        [
            *(f"interventie={row.subject.slug}@{row.number}" for row in choice.versions),
            *(f"onderdeel={row.subject.slug}@{row.number}" for row in choice.elements),
        ]
    )
    fixed = f"{settings.PUBLIC_URL}{reverse('summaries:dossier')}?{query}"
    title = _title(choice)
    opening = Summary(
        title=title,
        subtitle=f"Samenvattingen voor beleid, gemaakt op {dates.in_words(day)}",
        lead="",
        sections=_before(choice, readings, offered),
        cite=[],
        references=[],
    )
    closing = Summary(
        title=title,
        subtitle="",
        lead="",
        sections=[],
        how_to_read=HOW_TO_READ,
        cite=[cite(title, None, day, fixed)],
        references=sorted(
            {line for part in parts for line in part.references}, key=lambda line: fold(line)
        ),
    )
    return Dossier(opening, parts, _after(choice, readings, fixed), closing, f"?{query}")


def reading_of(version: Publication) -> Reading:
    """The document of one version, with the words for all that it may name."""
    return Reading(document_of(version), list(Element.objects.public()), names_of_slugs())


def version_address(version: Publication) -> str:
    """The fixed address of a version, with the host."""
    args = [version.subject.slug, version.number]
    return f"{settings.PUBLIC_URL}{reverse('public:intervention-version', args=args)}"


def _title(choice: Choice) -> str:
    counts = [count_of_elements(len(choice.elements))] if choice.elements else []
    counts += [counted(len(choice.versions))] if choice.versions else []
    return f"Dossier: {joined(counts, 'en')}"


def _interventions(versions: list[Publication], readings: list[Reading]) -> list[Summary]:
    ids = [cast(int, row.intervention_id) for row in versions]
    disputed = notices.on_interventions(ids)
    return [
        intervention_summary(row, reading, version_address(row), notice=disputed.get(pk, ""))
        for row, reading, pk in zip(versions, readings, ids, strict=True)
    ]


def _before(choice: Choice, readings: list[Reading], offered: list[Element]) -> list[Section]:
    found = [Section("waarom", "Waarom deze?", [text(choice.why), text(NO_PROOF)])]
    if readings:
        blocks = [overview(readings, offered)]
        found.append(Section("dekking", "Welke elementen komen voor?", blocks))
    return found


def _after(choice: Choice, readings: list[Reading], fixed: str) -> list[Section]:
    versions = [items([_version(row) for row in (*choice.elements, *choice.versions)])]
    if choice.elements:
        versions.append(text("De voorbeelden bij de elementen komen uit de nieuwste versies."))
    found = [
        Section("versies", "Welke versies zijn dit?", versions),
        Section("vast", "Vaste link naar dit dossier", [address(fixed)]),
    ]
    if readings:
        blocks = comparison(readings)
        wide = len(blocks[0].get("head", ())) > MOST_UPRIGHT
        found.insert(0, Section("vergelijking", "Naast elkaar", blocks, wide=wide))
    return found


def _version(row: Publication) -> str:
    day = dates.in_words(dates.day_of(row.at))
    return f"{document_of(row)['naam']}: versie {row.number}, {day}"
