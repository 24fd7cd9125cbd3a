"""The six points that a reviewer checks before publishing, each with what the desk can find itself.

A hint is a place to look at, never a verdict: the reviewer decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from elements import dates
from elements.text import fold, list_lines
from interventions.models import Intervention, Proposal
from interventions.sheet import FACTS, SOURCED, WRITTEN, Kind
from interventions.workflow.bibliography import SENDERS_WORD, UNREAD

PROOF = re.compile(r"\b(bewezen|bewijs|bewijst|bewijzen|aangetoond)\b", re.IGNORECASE)
EMPTY_WORDS = re.compile(
    r"^(\W*+(onbekend|niet bekend|geen|n\.?v\.?t\.?|n\.?b\.?|niet van toepassing|volgt)"
    r"|[^\w?-]*+[?-])\W*+$",
    re.IGNORECASE,
)
BREAK = re.compile(r"[.!?:]\s|\n")
LONGEST_SENTENCE = 25  # words
LINES = tuple(part for fact in FACTS for part in fact.parts if part.kind is Kind.LINE)
SEARCH_AGAIN = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Point:
    """One thing to check; `find` gives the places of a text to look at."""

    key: str
    label: str
    find: Callable[[Intervention], Iterator[str]]


def texts(row: Intervention) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that a reader sees and somebody wrote."""
    for fact in WRITTEN:
        yield fact.label, getattr(row, fact.field)
    for part in LINES:
        yield part.heading, getattr(row, part.field)
    for statement in row.statements.all():
        yield f"Uitspraak over {statement.element.short_name}", statement.explanation


def without_place(row: Intervention) -> Iterator[str]:
    for statement in row.statements.all():
        name = statement.element.short_name
        if not statement.section:
            yield f"{name}: zonder vindplaats."
        if not statement.evidence:
            yield f"{name}: zonder bewijsplaats."
        if statement.basis == SENDERS_WORD:
            yield f"{name}: dit zegt de indiener. Niemand heeft het nog met de bron vergeleken."
    for source in row.sources.all():
        if source.seen == UNREAD:
            yield f"{source}: deze bron is nog niet gelezen."


def unread_passages(row: Intervention) -> Iterator[str]:
    """What a description sheet says and nobody dealt with; it stops nothing."""
    waiting = Proposal.objects.about(row).of_sheets().open().count()
    if waiting:
        number = "1 passage" if waiting == 1 else f"{waiting} passages"
        yield f"Uit een werkblad: {number} nog niet verwerkt."


def sources(row: Intervention) -> Iterator[str]:
    yield from without_place(row)
    yield from unread_passages(row)


def proof(row: Intervention) -> Iterator[str]:
    for where, text in texts(row):
        for word in sorted({found.lower() for found in PROOF.findall(text)}):
            yield f"{where}: hier staat ‘{word}’."


def long_sentences(row: Intervention) -> Iterator[str]:
    for where, text in texts(row):
        longest = max((len(part.split()) for part in BREAK.split(text)), default=0)
        if longest > LONGEST_SENTENCE:
            yield f"{where}: een zin van {longest} woorden."


def filler(row: Intervention) -> Iterator[str]:
    for where, text in texts(row):
        if EMPTY_WORDS.match(text):
            yield f"{where}: hier staat alleen ‘{text.strip()}’. Maak dit leeg."
    for fact in SOURCED:
        if fact.is_filled(row) and getattr(row, fact.source) is None:
            yield f"{fact.label}: zonder bron."


def loose_dates(row: Intervention) -> Iterator[str]:
    for recognition in row.recognitions.all():
        if len(recognition.date) < len("2014-02-10"):
            yield f"{recognition.level} ({recognition.date}): de dag van het besluit ontbreekt."
    searched = row.research_searched_on
    if searched and searched < dates.today() - SEARCH_AGAIN:
        said = dates.in_words(searched.isoformat())
        yield f"Onderzoek: voor het laatst gezocht op {said}. Dat is langer dan twee jaar geleden."
    if row.research_kind and not searched:
        yield "Onderzoek: er staat niet bij wanneer u voor het laatst zocht."


def same_name(row: Intervention) -> Iterator[str]:
    own = {fold(name): name for name in (row.name, *row.alias_list)}
    others = Intervention.objects.exclude(pk__in=(row.pk, row.replaces_id or row.pk))
    for name, key, aliases in others.values_list("name", "name_key", "aliases"):
        for shared in own.keys() & {key, *map(fold, list_lines(aliases))}:
            yield f"‘{own[shared]}’ staat ook bij {name}."


POINTS = (
    Point("bron", "Elke uitspraak staat echt in de bron die erbij staat.", sources),
    Point("bewijs", "Nergens staat dat iets ‘bewezen’ is.", proof),
    Point("taal", "De tekst is in gewone taal: korte zinnen, geen vakwoorden.", long_sentences),
    Point("leeg", "Wat geen bron zegt, is leeg gelaten.", filler),
    Point("erkenning", "De datums bij erkenning en onderzoek kloppen.", loose_dates),
    Point("naam", "De naam klopt en staat er nog niet.", same_name),
)


def findings(row: Intervention) -> list[tuple[Point, list[str]]]:
    """Every point with its hints; give a row `for_detail()`."""
    return [(point, list(point.find(row))) for point in POINTS]
