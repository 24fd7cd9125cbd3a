"""A dossier: a selection, or interventions picked by hand, as one text to hand on."""

import datetime
import re
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from elements import dates
from elements.models import Element
from interventions.finding.selection import Fault, Selection
from interventions.finding.selection.sentence import counted, sentence
from interventions.models import Intervention, Publication
from interventions.models.recognition import is_past
from interventions.public.summaries.blocks import Section, Summary, address, items, table, text
from interventions.public.summaries.content import Reading, intervention_summary, written
from interventions.public.summaries.overview import overview
from interventions.public.summaries.words import HOW_TO_READ, NO_PROOF
from interventions.sheet.older import document_of
from interventions.showing.citation import cite
from interventions.workflow import notices

MOST = 50
FIRST = f"Dit zijn de eerste {MOST}."
NUMBER = re.compile("[0-9]{1,9}")
NOTHING = "niet gevonden"


@dataclass(frozen=True)
class Choice:
    """What a dossier is made of: versions in order, and what of the address was not used."""

    versions: list[Publication]
    faults: list[Fault]
    why: str


@dataclass(frozen=True)
class Dossier:
    """The opening, a part for each intervention, what they share, and the closing."""

    opening: Summary
    parts: list[Summary]
    after: list[Section]
    closing: Summary
    fixed: str  # the query with every version filled in


def read_choice(data: QueryDict, selection: Selection) -> Choice:
    """Picked by hand (`interventie=<slug>[@<n>]`), else the selection; at most 50. Never raises."""
    picked = list(dict.fromkeys(data.getlist("interventie")))
    if picked:
        return _by_hand(picked)
    if not selection.is_narrowed:
        return Choice([], list(selection.faults), "")
    faults, why = list(selection.faults), sentence(selection)
    if selection.total > MOST:
        faults.append(_too_many(selection.total))
        why = f"{why} {FIRST}"
    return Choice(newest(selection.ids[:MOST]), faults, why)


def _too_many(total: int) -> Fault:
    message = f"Een dossier heeft hooguit {MOST} interventies. {FIRST}"
    return Fault("interventie", str(total), message)


def _by_hand(picked: list[str]) -> Choice:
    faults = [_too_many(len(picked))] if len(picked) > MOST else []
    asked = [(value, *value.partition("@")[::2]) for value in picked[:MOST]]
    public = Publication.objects.filter(
        intervention__status="published",
        intervention__replaces=None,
        intervention__slug__in={slug for _, slug, _ in asked if "\x00" not in slug},
    ).select_related("intervention")
    numbers: dict[str, dict[int, int]] = {}
    for row in public.defer("document"):
        numbers.setdefault(_slug(row), {})[row.number] = row.pk
    chosen = []
    for value, slug, number in asked:
        known = numbers.get(slug)
        if known is None:
            faults.append(Fault("interventie", value[:80], "Deze interventie is er niet."))
        elif number == "" and "@" not in value:
            chosen.append(known[max(known)])
        elif NUMBER.fullmatch(number) and int(number) in known:
            chosen.append(known[int(number)])
        else:
            faults.append(Fault("interventie", value[:80], "Deze versie is er niet."))
    rows = public.in_bulk(chosen)
    versions = [rows[pk] for pk in dict.fromkeys(chosen)]
    return Choice(versions, faults, f"{counted(len(versions))}, met de hand gekozen.")


def newest(ids: list[int]) -> list[Publication]:
    """The newest version of each intervention, in the order of the ids."""
    rows = Publication.objects.filter(intervention__in=ids).select_related("intervention")
    return _newest(rows, "intervention", ids)


def newest_of_elements(elements: list[Element]) -> list[tuple[Element, Publication]]:
    """Each element that has a version with its newest, in their order."""
    rows = Publication.objects.filter(element__in=elements)
    found = _newest(rows, "element", [element.pk for element in elements])
    by_pk: dict[int | None, Element] = {element.pk: element for element in elements}
    return [(by_pk[row.element_id], row) for row in found]


def _newest(rows: QuerySet, subject: str, ids: list[int]) -> list[Publication]:
    found = dict(rows.order_by("number").values_list(subject, "pk"))
    versions = rows.in_bulk(found.values())
    return [versions[found[pk]] for pk in ids if pk in found]


def make_dossier(
    choice: Choice,
    elements: list[Element],
    offered: list[Element],
    names: dict[str, str],
    day: datetime.date,
) -> Dossier:
    """`elements`: all that a text can be about; `offered`: those of the overview."""
    readings = [Reading(document_of(row), elements, names) for row in choice.versions]
    ids = cast(list[int], [row.intervention_id for row in choice.versions])
    disputed = notices.on_interventions(ids)
    parts = [
        intervention_summary(row, reading, version_address(row), notice=disputed.get(pk, ""))
        for row, reading, pk in zip(choice.versions, readings, ids, strict=True)
    ]
    fixed = "&".join(f"interventie={_slug(row)}@{row.number}" for row in choice.versions)
    fixed_address = f"{settings.PUBLIC_URL}{reverse('summaries:dossier')}?{fixed}"
    title = f"Dossier: {counted(len(readings))}"
    opening = Summary(
        title=title,
        subtitle=f"Samenvattingen voor beleid, gemaakt op {dates.in_words(day)}",
        lead="",
        sections=[
            Section("waarom", "Waarom deze?", [text(choice.why), text(NO_PROOF)]),
            Section("dekking", "Welke elementen komen voor?", [overview(readings, offered)]),
        ],
        cite=[],
        references=[],
    )
    sources = {slug: source for reading in readings for slug, source in reading.sources.items()}
    closing = Summary(
        title=title,
        subtitle="",
        lead="",
        sections=[],
        how_to_read=HOW_TO_READ,
        cite=[cite(title, None, day, fixed_address)],
        references=written(sources.values()),
    )
    after = [
        Section("vergelijking", "Naast elkaar", [_comparison(readings)]),
        Section("versies", "Welke versies zijn dit?", [items(_versions(choice.versions))]),
        Section("vast", "Vaste link naar dit dossier", [address(fixed_address)]),
    ]
    return Dossier(opening, parts, after, closing, f"?{fixed}")


def version_address(version: Publication) -> str:
    """The fixed address of a version, with the host."""
    args = [_slug(version), version.number]
    return f"{settings.PUBLIC_URL}{reverse('public:intervention-version', args=args)}"


def _slug(version: Publication) -> str:
    return cast(Intervention, version.intervention).slug


def _comparison(readings: list[Reading]) -> dict:
    head = ["Interventie", "Voor wie", "Tijd", "Rol van de gemeente", "Erkenning"]
    rows = [
        [
            reading["naam"],
            reading.named("doelgroepen") or NOTHING,
            reading["tijd"] or NOTHING,
            reading["rolGemeente"] or NOTHING,
            _level(reading),
        ]
        for reading in readings
    ]
    return table("Wat de interventies vragen, naast elkaar", head, rows)


def _level(reading: Reading) -> str:
    row = reading["erkenning"]
    if not row:
        return NOTHING
    lapsed = "; mogelijk verlopen" if is_past(row["geldigTot"] or "", dates.today()) else ""
    level = reading.names.get(row["niveau"], row["niveau"])
    return f"{level}, {dates.in_words(row['datum'])}{lapsed}"


def _versions(versions: list[Publication]) -> list[str]:
    return [
        f"{document_of(row)['naam']}: versie {row.number}, {dates.in_words(dates.day_of(row.at))}"
        for row in versions
    ]
