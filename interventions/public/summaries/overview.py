"""Which interventions have which element, as a table of words."""

from elements.models import Element, Source
from interventions.finding.facets import ALL, ARTICLE, FacetIndex
from interventions.public.summaries.blocks import table
from interventions.public.summaries.content import Reading
from interventions.public.summaries.words import named_with_mark

# Strongest first: a cell with several statements shows the first of these.
WORDS = ("artikel", "bron", "tegenvoorbeeld", "redactie")
KEY = (
    "Artikel: genoemd in het artikel uit 2014. Bron: genoemd in een andere bron. Tegenvoorbeeld: "
    "genoemd als tegenvoorbeeld. Redactie: gelezen door de redactie. Een streepje: niet genoemd. "
    "Dat betekent niet dat de aanpak dit niet heeft."
)
NOT_NAMED = "–"


def overview(readings: list[Reading], elements: list[Element]) -> dict:
    """A row for each intervention, a column for each element."""
    founding = _founding()
    rows = [
        [
            named_with_mark(reading.document),
            *(_cell(reading, element.slug, founding) for element in elements),
        ]
        for reading in readings
    ]
    return table(KEY, ["Interventie", *(element.short_name for element in elements)], rows)


def _founding() -> str:
    return Source.objects.founding().values_list("slug", flat=True).first() or ""


def _cell(reading: Reading, slug: str, founding: str) -> str:
    words = {_word(row, founding) for row in reading["uitspraken"] if row["element"] == slug}
    return min(words, key=WORDS.index, default=NOT_NAMED)


def _word(row: dict, founding: str) -> str:
    if row["soort"] == "contrast":
        return "tegenvoorbeeld"
    if row["soort"] == "afgeleid":
        return "redactie"
    return "artikel" if row["bron"] == founding else "bron"


def counts(index: FacetIndex, elements: list[Element]) -> dict:
    """Where there are too many interventions for a row each: how many have each element."""
    rows = [
        [
            element.short_name,
            str(index.naming[ARTICLE].get(element.slug, 0).bit_count()),
            str(index.naming[ALL].get(element.slug, 0).bit_count()),
            str(index.element_bits[ALL].get(element.slug, 0).bit_count()),
        ]
        for element in elements
    ]
    head = ["Element", "Genoemd in het artikel", "Genoemd in een bron", "Genoemd of gelezen"]
    return table("Bij hoeveel interventies vonden wij dit element?", head, rows)
