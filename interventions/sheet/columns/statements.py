"""The columns of statements: a file beside that of the interventions."""

from elements.models import Source
from interventions.models import Statement
from interventions.sheet.columns import cells
from interventions.sheet.columns.column import Column
from interventions.sheet.document import KINDS


def _text(key: str, heading: str, field: str) -> Column:
    read, write = cells.text(Statement, field), cells.value_of(field)
    return Column(key, heading, field, read, write, field)


STATEMENT_COLUMNS = (
    Column(
        "interventie",
        "Interventie",
        "intervention",
        cells.plain,
        cells.slug_of("intervention"),
        also=("interventie.slug",),
    ),
    Column(
        "element",
        "Element",
        "element",
        cells.one("elements"),
        cells.slug_of("element"),
        "element",
        "elements",
        ("werkzaam element",),
    ),
    Column(
        "soort",
        "Soort",
        "kind",
        cells.one("kinds"),
        lambda row: KINDS[row.kind],
        "kind",
        "kinds",
    ),
    _text("grondslag", "Grondslag", "basis"),
    _text("uitleg", "Uitleg", "explanation"),
    Column(
        "bron",
        "Bron",
        "source",
        cells.plain,
        cells.slug_of("source"),
        words="sources",
    ),
    _text("vindplaats", "Vindplaats", "section"),
    Column(
        "extraBronnen",
        "Extra bronnen",
        "extra sources",
        cells.many("sources"),
        cells.slugs_of("extra_sources"),
        words="sources",
    ),
    # A source that is not known yet.
    Column("bron.titel", "Titel van de bron", "source title", cells.text(Source, "title")),
    Column("bron.url", "Adres van de bron", "source url", cells.text(Source, "url")),
    Column("bron.datum", "Datum van de bron", "source date", cells.partial_date),
)
