"""Versions as they are read: what an older one does not know is completed here, only here."""

from collections.abc import Iterable

from elements.models import Source
from elements.names import guessed
from elements.text import without_controls
from interventions.models import Publication
from interventions.models.statement import counts
from interventions.sheet.boxes import BOXES, Box
from interventions.sheet.document import KIND_OF, NUMBERS, source_document, source_key, told
from interventions.sheet.fact import Kind
from interventions.sheet.facts import SORTING, SOURCED

NOT_KNOWN = "Deze versie kende dit nog niet."
UNKNOWN_THEN = "nogNietGekend"
LISTS = (
    *(fact.key for fact in told() if fact.kind is Kind.LINES),
    *(fact.key for fact in SORTING),
    *(box.key for box in BOXES),
    *("gemeenten", "bronnen"),
)
EMPTY: dict[Kind, str | list] = {Kind.WORDS: [], Kind.TEXT: ""}  # in a row; all else is None
SINGLE = (
    *(fact.key for fact in told() if fact.kind is not Kind.LINES),
    *(source_key(fact) for fact in SOURCED),
    *("erkenning", "nieuwsteBron"),
)


def document_of(publication: Publication) -> dict:
    """The document of a version, completed."""
    return complete(publication.document)


def complete(document: dict) -> dict:
    """A document with every key of today, as immutable JSON of any age says it.

    What it did not know is None or an empty list; `nogNietGekend` has those keys. The elements of
    an intervention follow from its statements by the rule of today: a contrast does not count. The
    authors of a source are those in its text. Of an element only the numbers of its points are
    completed: None. Line ends are those of today.
    """
    document = _cleaned(document)
    if "bronnen" in document:
        document["bronnen"] = [_with_authors(source) for source in document["bronnen"]]
    if "uitspraken" not in document:
        return {NUMBERS: None, **document} if "zoDoetUDat" in document else document
    missing = [key for key in (*SINGLE, *LISTS) if key not in document]
    return {
        **document,
        **{box.key: [_whole(box, row) for row in document.get(box.key, ())] for box in BOXES},
        **{key: [] if key in LISTS else None for key in missing},
        "elementen": elements_of(document),
        UNKNOWN_THEN: missing,
    }


def _whole(box: Box, row: dict) -> dict:
    """A row with every fact of today."""
    return {**{fact.key: EMPTY.get(fact.kind) for fact in box.facts if fact.key}, **row}


def with_sources_of_now(documents: Iterable[dict]) -> list[dict]:
    """The documents with each source as it is now, by one query; what is no longer there stays.

    For who shows the newest text; a version that is asked for by its number keeps its own.
    """
    documents = list(documents)
    slugs = {row["id"] for document in documents for row in document["bronnen"]}
    now = {row.slug: source_document(row) for row in Source.objects.filter(slug__in=slugs)}
    return [
        {**document, "bronnen": [now.get(row["id"], row) for row in document["bronnen"]]}
        for document in documents
    ]


def _cleaned(said):
    """What was kept when texts still had the line ends of a browser."""
    if isinstance(said, str):
        return without_controls(said)
    if isinstance(said, list):
        return [_cleaned(one) for one in said]
    if isinstance(said, dict):
        return {key: _cleaned(one) for key, one in said.items()}
    return said


def _with_authors(source: dict) -> dict:
    """What was kept when all authors were one text, which stays."""
    if "auteurs" in source:
        return source
    authors = guessed(source["auteur"] or "", source["uitgever"] or "")
    return {**source, "auteurs": [author.cited for author in authors]}


def elements_of(document: dict) -> list[str]:
    """The slugs of the elements that an intervention has, by the statements in its document."""
    rows = document["uitspraken"]
    return list(dict.fromkeys(row["element"] for row in rows if counts(KIND_OF[row["soort"]])))
