"""The columns of interventions: the description sheet, and what only a spreadsheet has."""

from collections.abc import Iterator

from elements.models import Source
from interventions.models import Intervention, Recognition
from interventions.models.intervention import public_original
from interventions.sheet.columns import cells
from interventions.sheet.columns.column import Column
from interventions.sheet.document import source_key
from interventions.sheet.fact import Fact, Kind, label_of
from interventions.sheet.facts import COLUMN, FACT, FACTS

PARTS = {"stand": "field", "datum": "date", "bron": "source"}  # of a choice


def _columns(fact: Fact) -> Iterator[Column]:
    """The column of a fact, and that of its own source; a choice has one for each of its parts."""
    if fact.kind is not Kind.CHOICE:
        yield _column(fact.key, fact.title(COLUMN), fact.field, fact.kind, fact.also)
        if fact.source:
            label = label_of(fact.model, fact.source)
            yield _column(source_key(fact), label, fact.source, Kind.SOURCE)
        return
    for part, name in PARTS.items():
        if field := getattr(fact, name):
            heading = fact.headings.get(part) or fact.label
            kind = {"datum": Kind.DATE, "bron": Kind.SOURCE}.get(part, Kind.CHOICE)
            also = (fact.key,) if part == "stand" else ()
            yield _column(f"{fact.key}.{part}", heading, field, kind, also)


def _column(key: str, heading: str, field: str, kind: Kind, also: tuple[str, ...] = ()) -> Column:
    """A column by the kind of what is in it; its other heading is the field in words."""
    words = {Kind.SOURCE: "sources", Kind.CHOICE: field, Kind.WORDS: field}.get(kind, "")
    read, write = _reading(kind, field, words), _writing(kind, field)
    stored = "" if kind is Kind.ORIGINAL else field
    return Column(key, heading, field.replace("_", " "), read, write, stored, words, also)


def _reading(kind: Kind, field: str, words: str):
    match kind:
        case Kind.LINES:
            return cells.lines
        case Kind.YEAR:
            return cells.year
        case Kind.DATE:
            return cells.partial_date
        case Kind.DAY:
            return cells.day
        case Kind.ORIGINAL:
            return cells.plain
        case Kind.SOURCE | Kind.CHOICE:
            return cells.one(words)
        case Kind.WORDS:
            return cells.many(words)
    return cells.text(Intervention, field)


def _writing(kind: Kind, field: str):
    match kind:
        case Kind.ORIGINAL:
            return public_original
        case Kind.SOURCE:
            return cells.slug_of(field)
        case Kind.WORDS:
            return cells.slugs_of(field)
    return cells.value_of(field)


def _recognition(key: str, heading: str, english: str, reader, value, words="", *also) -> Column:
    read, write = cells.alongside(reader), cells.recognitions(value)
    return Column(f"erkenningen.{key}", heading, english, read, write, words=words, also=also)


def _made(key: str, heading: str, english: str, write, *also: str) -> Column:
    """A column that is written and never read: the desk and the workflow make what is in it."""
    return Column(key, heading, english, write=write, also=also)


def _only_read(key: str, heading: str, english: str, read, *also: str, words: str = "") -> Column:
    return Column(key, heading, english, read, words=words, also=also)


def _elements(row: Intervention) -> str:
    found = sorted({(each.element.position, each.element.slug) for each in row.statements.all()})
    return "; ".join(slug for _, slug in found)


(SLUG,), (CHECKED,) = _columns(FACT["slug"]), _columns(FACT["nagelezenDoorEigenaar"])
SHEET_COLUMNS = (
    SLUG,
    *(
        column
        for fact in FACTS
        if fact.key not in ("", "slug", "nagelezenDoorEigenaar")
        for column in _columns(fact)
    ),
    _recognition(
        "niveau",
        "Erkenning",
        "recognition",
        cells.one("levels"),
        lambda row: row.level.slug,
        "levels",
        *("erkenning.niveau", "recognition level", "niveau"),
    ),
    _recognition(
        "datum",
        "Datum van de erkenning",
        "recognition date",
        cells.partial_date,
        lambda row: row.date,
    ),
    _recognition(
        "commissie",
        "Commissie",
        "recognition body",
        cells.text(Recognition, "body"),
        lambda row: row.body,
    ),
    _recognition(
        "geldigTot",
        "Erkenning geldig tot",
        "recognition valid until",
        cells.partial_date,
        lambda row: row.valid_until,
    ),
    _recognition(
        "nagekekenOp",
        "Erkenning nagekeken op",
        "recognition checked on",
        cells.day,
        lambda row: str(row.checked_on or ""),
    ),
    _recognition(
        "bron",
        "Bron van de erkenning",
        "recognition source",
        cells.one("sources"),
        lambda row: row.source.slug,
        "sources",
    ),
    CHECKED,
    Column(
        "elementen",
        "Elementen",
        "elements",
        cells.many("elements"),
        _elements,
        words="elements",
        also=("werkzame elementen", "element"),
    ),
    # A page about the intervention: it becomes a source.
    _only_read("pagina.url", "Adres van de pagina", "url", cells.text(Source, "url"), "adres"),
    _only_read("pagina.datum", "Datum van de pagina", "page date", cells.partial_date, "page_date"),
    _only_read("pagina.soort", "Soort bron", "source kind", cells.plain, "source_kind"),
    _only_read("aantekening", "Aantekening", "note", cells.plain, "opmerking", "desk_note"),
    # Made by the workflow, so passed over.
    _made("status", "Status", "status", cells.value_of("status")),
    _made("gepubliceerdOp", "Gepubliceerd op", "published at", cells.value_of("published_at")),
    _made("gewijzigdOp", "Gewijzigd op", "revised at", cells.value_of("revised_at")),
)
