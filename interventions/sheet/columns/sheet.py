"""The columns of interventions and of statements: the sheet, and what only a spreadsheet has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from django.db.models import Field, Model

from elements.models import Element, Source
from interventions.models import Intervention, Statement
from interventions.models.intervention import public_original
from interventions.models.statement import counts, public_statements
from interventions.sheet.boxes import PLACES, RECOGNITIONS, STATEMENTS, Box
from interventions.sheet.columns import cells
from interventions.sheet.columns.column import Column
from interventions.sheet.document import KINDS, source_key
from interventions.sheet.fact import ABOUT_OWN, Fact, Kind, label_of
from interventions.sheet.facts import COLUMN, FACT, FACTS
from interventions.sheet.permanent import permanent

READ = {
    Kind.LINES: cells.lines,
    Kind.YEAR: cells.year,
    Kind.DATE: cells.partial_date,
    Kind.DAY: cells.day,
    Kind.ORIGINAL: cells.plain,
}
WRITE = {
    Kind.ORIGINAL: lambda field: public_original,
    Kind.WORDS: cells.slugs_of,
    **dict.fromkeys((Kind.SOURCE, Kind.ELEMENT, Kind.LEVEL, Kind.WORD), cells.slug_of),
}
SHOW = {
    Kind.ORIGINAL: lambda field: lambda row: row.variant_of.name if public_original(row) else "",
    Kind.WORDS: cells.names_of,
    Kind.YEAR: cells.number_of,
    Kind.CHOICE: cells.label_of,
    **dict.fromkeys((Kind.DATE, Kind.DAY), cells.date_of),
    **dict.fromkeys((Kind.SOURCE, Kind.ELEMENT, Kind.LEVEL, Kind.WORD), cells.name_of),
}

SEPARATOR = {Kind.WORDS: cells.BETWEEN, Kind.LINES: "\n"}


def _columns(facts: Iterable[Fact]) -> Iterator[Column]:
    for fact in facts:
        if fact.parts:
            yield from _of_parts(fact)
        else:
            yield from _parts(fact) if fact.date else _with_source(fact)


def _with_source(fact: Fact) -> Iterator[Column]:
    """The column of a fact, and that of its own source."""
    heading, kind = fact.title(COLUMN), fact.kind
    yield _column(fact.key, heading, fact.model, fact.field, kind, fact.also, about=fact.about)
    if fact.source:
        heading = label_of(fact.model, fact.source)
        yield _column(
            *(source_key(fact), heading, fact.model, fact.source, Kind.SOURCE),
            about=fact.about_source,
        )


def _parts(fact: Fact) -> Iterator[Column]:
    """A choice has a column for each of its parts."""
    for part, field, kind, also in (
        ("stand", fact.field, fact.kind, (fact.key,)),
        ("datum", fact.date, Kind.DATE, ()),
        ("bron", fact.source, Kind.SOURCE, ()),
    ):
        if field:
            heading = fact.headings.get(part) or fact.label
            about = ABOUT_OWN.get(part, fact.about)
            yield _column(
                *(f"{fact.key}.{part}", heading, fact.model, field, kind, also), about=about
            )


def _of_parts(fact: Fact) -> Iterator[Column]:
    for part in fact.parts:
        yield _column(
            *(f"{fact.key}.{part.key}", part.heading, fact.model, part.field, part.kind),
            about=part.about,
        )


def _column(
    key: str,
    heading: str,
    model: type[Model],
    field: str,
    kind: Kind,
    also: tuple[str, ...] = (),
    *,
    about: str = "",
) -> Column:
    """A column by the kind of what is in it; its other heading is the field in words."""
    also = (field.replace("_", " "), *also)
    words = _words(cast(Field, model._meta.get_field(field)))
    named = cells.one(words) if words else cells.text(model, field)
    read = cells.many(words) if kind is Kind.WORDS else READ.get(kind, named)
    write = WRITE.get(kind, cells.value_of)(field)
    show = SHOW[kind](field) if kind in SHOW else None
    between = SEPARATOR.get(kind, "")
    return Column(
        *(key, heading, also, read, write, show, model, field, kind, words, about, between)
    )


def _words(field: Field) -> str:
    """The list of words that a field holds: those of another model, or its own choices."""
    if field.related_model and field.related_model is not Intervention:
        return str(field.related_model._meta.model_name)
    return field.name if field.choices else ""


def _alongside(box: Box, *first: str) -> Iterator[Column]:
    """The facts of the rows of a box, some first; each cell has a value for each row."""
    facts = sorted(box.facts, key=lambda fact: fact.key not in first)
    for column in _columns(facts):
        yield replace(
            column,
            key=f"{box.key}.{column.key}",
            also=tuple(f"{box.model._meta.model_name} {name}" for name in column.also[:1])
            + column.also[1:],
            read=cells.alongside(column.read, column.words),
            write=cells.of_rows(box.relation, column.write),
            show=cells.beside(box.relation, column.shown),
            separator=f" {cells.ALONGSIDE} ",
        )


def _statements() -> Iterator[Column]:
    """The source is read as text: the columns beside it may make a new one."""
    own: dict[str, dict[str, Any]] = {
        "soort": {"write": lambda row: KINDS[row.kind], "show": None},
        "bron": {"read": cells.plain},
    }
    for column in _columns(fact for fact in STATEMENTS.facts if fact.key):
        yield replace(column, **own.get(column.key, {}))


def _elements(row: Intervention) -> list[Element]:
    rows = (each for each in public_statements(row) if counts(each.kind))
    found = {each.element.position or 0: each.element for each in rows}
    return [found[position] for position in sorted(found)]


def _moment(key: str, heading: str, field: str, about: str) -> Column:
    also = (field.removesuffix("_at") + " at",)
    write, show = cells.moment_of(field), cells.day_of(field)
    return Column(key, heading, also, None, write, show, kind=Kind.MOMENT, about=about)


def _address(key: str, heading: str, *also: str) -> Column:
    return Column(key, heading, also, cells.text(Source, "url"), kind=Kind.ADDRESS)


def _date(key: str, heading: str, *also: str) -> Column:
    return Column(key, heading, also, cells.partial_date, kind=Kind.DATE)


def _permanent(key: str, heading: str, about: str, write: Callable[[Any], str]) -> Column:
    """A permanent address: written, and passed over by who reads."""
    return Column(key, heading, (), None, write, kind=Kind.PERMANENT, about=about)


def _number_of(row: Statement) -> str:
    """Only a statement that was read with its number has one."""
    number = getattr(row, "number", None)
    return permanent("statement", number) if number else ""


FIRST, LAST = FACT["slug"], FACT["nagelezenDoorEigenaar"]
SHEET_COLUMNS = (
    *_columns([FIRST, *(fact for fact in FACTS if fact.key and fact not in (FIRST, LAST))]),
    *_alongside(RECOGNITIONS, "niveau", "datum"),
    *_alongside(PLACES),
    *_columns([LAST]),
    Column(
        "elementen",
        "Elementen",
        ("elements", "werkzame elementen", "element"),
        cells.many("element"),
        lambda row: cells.BETWEEN.join(element.slug for element in _elements(row)),
        lambda row: "\n".join(element.short_name for element in _elements(row)),
        kind=Kind.WORDS,
        words="element",
        about="De werkzame elementen die een bron noemt of beschrijft.",
        separator=cells.BETWEEN,
    ),
    # A page about the intervention: it becomes a source.
    _address("pagina.url", "Adres van de pagina", "url", "adres"),
    _date("pagina.datum", "Datum van de pagina", "page date"),
    Column("pagina.soort", "Soort bron", ("source kind",), cells.plain),
    Column("aantekening", "Aantekening", ("note", "opmerking", "desk_note"), cells.plain),
    # Made by the workflow, so written and passed over.
    Column(
        "status",
        "Status",
        write=cells.value_of("status"),
        show=cells.label_of("status"),
        about="De stand: wat u downloadt, is openbaar.",
    ),
    _moment("gepubliceerdOp", "Gepubliceerd op", "published_at", "Voor het eerst openbaar."),
    _moment("gewijzigdOp", "Gewijzigd op", "revised_at", "De tekst van nu staat er sinds dan."),
    _permanent(
        "id",
        "Vast adres",
        "Het adres van de interventie dat blijft.",
        lambda row: permanent("intervention", row.slug),
    ),
    replace(
        _permanent(
            "elementen.id",
            "Vaste adressen van de elementen",
            "De adressen van de elementen, in dezelfde volgorde.",
            lambda row: cells.BETWEEN.join(
                permanent("element", element.slug) for element in _elements(row)
            ),
        ),
        separator=cells.BETWEEN,
    ),
)
STATEMENT_COLUMNS = (
    Column(
        "interventie",
        "Interventie",
        ("intervention", "interventie.slug"),
        cells.plain,
        cells.slug_of("intervention"),
        cells.name_of("intervention"),
        kind=Kind.ORIGINAL,
        about="Over welke interventie dit gaat: het kenmerk.",
    ),
    *_statements(),
    # A source that is not known yet.
    Column("bron.titel", "Titel van de bron", ("source title",), cells.text(Source, "title")),
    _address("bron.url", "Adres van de bron", "source url"),
    _date("bron.datum", "Datum van de bron", "source date"),
    _permanent("id", "Vast adres", "Het adres van de uitspraak dat blijft.", _number_of),
    _permanent(
        "interventie.id",
        "Vast adres van de interventie",
        "Het adres van de interventie dat blijft.",
        lambda row: permanent("intervention", row.intervention.slug),
    ),
    _permanent(
        "element.id",
        "Vast adres van het element",
        "Het adres van het werkzame element dat blijft.",
        lambda row: permanent("element", row.element.slug),
    ),
)
