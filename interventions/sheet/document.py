"""One intervention or element as plain data: the JSON shape of the public contract.

Publications, version pages, differences, exports, the API and JSON-LD all use it. Only fields and
relations are read, no properties: the rows of a migration have none.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from elements import dates
from elements.authors import authors_of
from elements.models import Element, Source
from elements.points import read
from elements.text import list_lines
from interventions.models import (
    Intervention,
    Recognition,
    Statement,
)
from interventions.models.intervention import public_original
from interventions.models.recognition import expiry, is_past, newest_of
from interventions.models.statement import counts, public_statements
from interventions.sheet.boxes import PLACES, RECOGNITIONS, STATEMENTS, Box
from interventions.sheet.fact import Fact, Kind, Part
from interventions.sheet.facts import (
    FACT,
    FACTS,
    SORTING,
    SOURCE_FIELDS,
    SOURCE_RELATIONS,
    SOURCED,
)

RESEARCH = FACT["onderzoeksbeeld"]

# What the contract calls the kind of a statement: the first word of its label at the desk.
KINDS: dict[str, str] = {kind: kind.label.partition(":")[0] for kind in Statement.Kind}
KIND_OF = {word: kind for kind, word in KINDS.items()}
NUMBERS = "zoDoetUDatNummers"  # of the practice points of an element, in the same order


def intervention_document(
    row: Intervention, *, version: int | None = None, day: datetime.date | None = None
) -> dict:
    """Everything that is public about an intervention; give a row `for_detail()`.

    `day` decides what has lapsed (default: today in Amsterdam). Unknown is None or an empty list.
    """
    return {
        **listed_document(row, version=version, day=day),
        **{fact.key: value_of(row, fact) for fact in told()},
        **{source_key(fact): _slug(getattr(row, fact.source)) for fact in SOURCED},
        "uitspraken": [_row(STATEMENTS, one) for one in statements_in_order(row)],
        "erkenningen": [_recognition(one, day) for one in row.recognitions.all()],
        "plaatsen": [_row(PLACES, one) for one in row.places.all()],
        "bronnen": [source_document(one) for one in in_order(sources_of(row))],
    }


def value_of(row: Intervention, fact: Fact):
    """What the document says of a fact of the sheet; None or an empty list when unknown."""
    value = getattr(row, fact.field)
    match fact.kind:
        case Kind.LINES:
            return list_lines(value)
        case Kind.ORIGINAL:
            return public_original(row) or None
        case Kind.DAY:
            return iso(value)
        case Kind.CHOICE:
            return _choice(row, fact)
        case Kind.PARTS:
            return parts(fact, {one.field: _part(row, one) for one in fact.parts})
    return value or None


def told() -> Iterator[Fact]:
    """The facts that a document tells by themselves; what a taxonomy sorts, stands in lists too."""
    return (fact for fact in FACTS if fact.key and fact.kind is not Kind.WORDS)


def source_key(fact: Fact) -> str:
    """The key of the own source of a fact."""
    return f"{fact.key}Bron"


def listed_document(
    row: Intervention, *, version: int | None = None, day: datetime.date | None = None
) -> dict:
    """The part of `intervention_document` that lists show."""
    newest = newest_of(row)
    return listed(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        elements=[one.element.slug for one in statements_in_order(row) if counts(one.kind)],
        words={fact.field: _slugs(getattr(row, fact.field)) for fact in SORTING},
        recognition=_recognition(newest, day) if newest else None,
        activity=_choice(row, FACT["uitvoering"]),
        research=value_of(row, RESEARCH),
        municipalities=(one.municipality.slug for one in row.places.all()),
        source_dates=[source.date for source in sources_of(row)],
        version=version,
        published_at=row.published_at,
        revised_at=row.revised_at,
    )


def element_document(element: Element) -> dict:
    """Everything that is public about a working element."""
    points = read(element.practice, element.last_point)
    return {
        "slug": element.slug,
        "positie": element.position,
        "naam": element.name,
        "korteNaam": element.short_name,
        "samenvatting": element.summary,
        "beschrijving": element.description,
        "zoDoetUDat": [point.text for point in points],
        NUMBERS: [point.number for point in points],
        "samenvattingVoorBeleid": element.policy_summary,
        "algemeneUitspraak": element.general_claim or None,
        "bron": element.source.slug,
        "vindplaats": element.section or None,
        "bronnen": [source_document(element.source)],
    }


def source_document(source: Source) -> dict:
    return {
        "id": source.slug,
        "titel": source.title,
        "auteur": source.author or None,
        "auteurs": [author.cited for author in authors_of(source.authors)],
        "uitgever": source.publisher or None,
        "datum": source.date or None,
        "url": source.url or None,
        "soort": source.kind,
        "gelezen": source.seen,
    }


def statements_in_order(row: Intervention) -> list[Statement]:
    """By element, then as they were written."""
    return sorted(public_statements(row), key=lambda one: (one.element.position, one.pk or 0))


def sources_of(row: Intervention) -> set[Source]:
    """Every source that something about the intervention points to."""
    found = {source for name in SOURCE_RELATIONS for source in getattr(row, name).all()}
    for statement in public_statements(row):
        found |= {statement.source, *statement.extra_sources.all()}
    found |= {recognition.source for recognition in row.recognitions.all()}
    found |= {place.source for place in row.places.all()}
    for field in SOURCE_FIELDS:
        if source := getattr(row, field):
            found.add(source)
    return found


def in_order(sources) -> list[Source]:
    return sorted(sources, key=lambda source: source.slug)


# --- From bare values, for who reads many ---------------------------------------------------------


def listed(
    *,
    slug: str,
    name: str,
    summary: str,
    elements: Iterable[str],
    words: Mapping[str, Iterable[str]],
    recognition: dict | None,
    activity: dict | None,
    research: dict | None,
    municipalities: Iterable[str],
    source_dates: Iterable[str | None],
    version: int | None,
    published_at: datetime.datetime,
    revised_at: datetime.datetime,
) -> dict:
    """What `listed_document` gives.

    `elements`: of each statement, in order; `words`: the slugs of each field that sorts.
    """
    return {
        "slug": slug,
        "naam": name,
        "samenvatting": summary,
        "elementen": list(dict.fromkeys(elements)),
        **{fact.key: sorted(words[fact.field]) for fact in SORTING},
        "erkenning": recognition,
        "uitvoering": activity,
        RESEARCH.key: research,
        "gemeenten": sorted(set(municipalities)),
        "nieuwsteBron": max(filter(None, source_dates), default=None),
        "versie": version,
        "gepubliceerdOp": iso(published_at),
        "gewijzigdOp": iso(revised_at),
    }


def recognition(said: dict, expires: str, day: datetime.date | None) -> dict:
    """What the facts of a recognition say, with what follows from them."""
    lapsed = is_past(expires, day or dates.today())
    return {**said, "geldigTot": expires or None, "mogelijkVerlopen": lapsed}


def of_row(fact: Fact, value):
    """What a document says of a fact of a row, from the bare value of its field, or its slug."""
    match fact.kind:
        case Kind.CHOICE:
            return KINDS[value]
        case Kind.DAY:
            return iso(value)
        case Kind.TEXT | Kind.WORDS:
            return value
    return value or None


def activity(value: str, since: str, source: str | None) -> dict | None:
    """A choice with the date and the source of it, as whether it is still done."""
    if value == Intervention.Activity.UNKNOWN:
        return None
    return {"stand": value, "datum": since or None, "bron": source}


def parts(fact: Fact, values: Mapping[str, Any]) -> dict | None:
    """A fact of parts from the value of each field; nothing as long as its own field is empty, or
    all of them where that may be.
    """
    told = {part.key: values[part.field] or None for part in fact.parts}
    if not any(told.values()) or (fact is RESEARCH and not values[fact.field]):
        return None
    for part in fact.parts:
        if part.kind is Kind.WORDS:
            told[part.key] = sorted(values[part.field])
        elif part.kind is Kind.DAY:
            told[part.key] = iso(values[part.field])
    return told


# --- Parts of a row -------------------------------------------------------------------------------


def _row(box: Box, row) -> dict:
    """What the facts of a row below an intervention say, by their keys."""
    return {fact.key: of_row(fact, _bare(row, fact)) for fact in box.facts if fact.key}


def _bare(row, fact: Fact):
    value = getattr(row, fact.field)
    if fact.is_relation:
        return _slugs_in_order(value)
    return _slug(value) if isinstance(value, Model) else value


def _recognition(row: Recognition, day: datetime.date | None) -> dict:
    return recognition(_row(RECOGNITIONS, row), expiry(row), day)


def _part(row: Intervention, part: Part):
    value = getattr(row, part.field)
    return _slugs(value) if part.kind is Kind.WORDS else value


def _choice(row: Intervention, fact: Fact) -> dict | None:
    """A choice with its date, and its source where it has one; else with the year of the date."""
    if not fact.is_filled(row):
        return None
    date = getattr(row, fact.date)
    if fact.source:
        return activity(getattr(row, fact.field), date, _slug(getattr(row, fact.source)))
    return {"stand": getattr(row, fact.field), "jaar": int(date[:4]), "datum": date}


def _slug(row) -> str | None:
    return row.slug if row else None


def _slugs_in_order(rows) -> list[str]:
    return [row.slug for row in in_order(rows.all())]


def _slugs(rows) -> list[str]:
    return [row.slug for row in rows.all()]


def iso(moment) -> str | None:
    """A date or a moment as ISO 8601; None when unknown."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None
