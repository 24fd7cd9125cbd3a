"""What the sheet says, as the page of an intervention tells it: in short, below, and missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from elements.blocks import first_words
from elements.models import Source
from elements.text import first_sentence
from interventions.models import Intervention, Place
from interventions.sheet import PAGE, PLACES, READERS_ORDER, SHORT, UNKNOWN, Fact, shown_in
from interventions.sheet.document import RESEARCH
from interventions.showing.matrix import Named

# The headings of the page, each with the facts below it; the first needs no heading of its own.
# A fact that stands in none comes below the first heading.
SECTIONS = {
    "aanpak": ("aanpak", "doel", "doelgroepTekst"),
    "nodig": ("randvoorwaarden", "kosten", "rolGemeente", "materialen"),
    "lastig": ("aandachtspunten",),
    "onderzoek": ("onderzoek",),
}
ANCHORS = {key: anchor for anchor, keys in SECTIONS.items() for key in keys}


@dataclass(frozen=True)
class Told:
    """A fact on the page: `name` is what it is within a sentence, `more` where the rest stands."""

    key: str
    title: str
    name: str
    text: str
    source: Source | None = None
    more: str = ""


@dataclass(frozen=True)
class Said:
    """What a source says of a whole approach, for a list of several approaches."""

    about: Named
    text: str
    source: Source | None


def said_of(row: Intervention, fact: Fact) -> Said:
    """What a row says of a fact that has its own source, which is read with the row."""
    about = Named(row.slug, row.name, row.activity, row.activity_date)
    return Said(about, getattr(row, fact.field), getattr(row, fact.source))


def in_short(row: Intervention) -> Iterator[Told]:
    """The facts a reader asks for first; of a text that stands below, the first sentence."""
    for fact in shown_in(SHORT, first=READERS_ORDER):
        told = _told(row, fact, SHORT)
        anchor = ANCHORS.get(fact.key, "")
        first = first_sentence(first_words(told.text))
        if anchor and first != told.text.strip():
            told = Told(told.key, told.title, told.name, first, told.source, anchor)
        yield told


def sections(row: Intervention) -> dict[str, list[Told]]:
    """What stands below each heading; only the first of them may be empty."""
    found: dict[str, list[Told]] = {anchor: [] for anchor in SECTIONS}
    keys = [key for keys in SECTIONS.values() for key in keys]
    facts = {fact.key: fact for fact in shown_in(PAGE)}
    for key in dict.fromkeys([*keys, *facts]):
        anchor = ANCHORS.get(key, next(iter(SECTIONS)))
        told = _told(row, facts[key], PAGE)
        if told.text or not found[anchor]:
            found[anchor].append(told)
    return found


def missing(row: Intervention) -> Iterator[tuple[str, str]]:
    """(key, name) of what no source said."""
    for fact in shown_in(UNKNOWN):
        if not fact.is_filled(row):
            yield fact.key, fact.title(UNKNOWN)
    if not row.places.all():
        yield PLACES.key, "waar het is gedaan"


def years(place: Place) -> str:
    """The years that a source gives for a place."""
    if place.since and place.until:
        return str(place.since) if place.since == place.until else f"{place.since}-{place.until}"
    if place.since:
        return f"vanaf {place.since}"
    return f"tot en met {place.until}" if place.until else ""


def told_by(row: Intervention, fact: Fact) -> str:
    """What a row says of a fact, as text; of what research says, the sentence."""
    return row.research_line if fact is RESEARCH else getattr(row, fact.field)


def _told(row: Intervention, fact: Fact, place: str) -> Told:
    source = getattr(row, fact.source) if fact.source else None
    name = fact.shown.get(UNKNOWN) or fact.name
    return Told(fact.key, fact.title(place), name, told_by(row, fact), source)
