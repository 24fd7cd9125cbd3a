"""The workbook of a selection, and that of the overview: what stands on which sheet."""

from collections.abc import Iterable, Iterator
from typing import IO

from django.conf import settings
from django.urls import reverse

from elements import dates
from elements.models import Element, Source
from elements.references import reference_with_address
from interventions.finding.selection import Selection
from interventions.finding.selection.sentence import sentence
from interventions.models import Intervention
from interventions.open_data.files import rows
from interventions.open_data.files.overview import overview
from interventions.open_data.files.workbook import Page, explained, workbook
from interventions.sheet.columns import Column
from interventions.sheet.columns.cells import shown_date
from interventions.sheet.columns.column import Cell
from interventions.sheet.document import sources_of
from interventions.showing.citation import NAME
from interventions.showing.matrix import Cell as State
from interventions.showing.matrix import offered

# What a reader asks first stands first; the slug, for the import, last.
FIRST = ("naam", "uitvoering.stand", "uitvoering.datum", "samenvatting", "elementen")
LAST = ("slug",)
OF_A_STATE = 22  # letters of a line, so that the overview fits on a page
SOURCE_HEAD = [
    "Titel",
    "Volledige verwijzing",
    "Auteurs",
    "Uitgever",
    "Datum",
    "Adres",
    "Soort",
    "Wat is gelezen",
]


def selection_workbook(selection: Selection) -> IO[bytes]:
    """Interventions, statements, the overview, and the sources of all that in full."""
    used: set[int] = set()
    columns = _in_order(rows.INTERVENTION_COLUMNS)
    found = overview(selection, offered(selection), "interventie", for_people=True)
    pages = [
        Page("Interventies", rows.head(columns), _interventions(selection, columns, used)),
        Page("Uitspraken", rows.head(rows.STATEMENT_ROWS), _statements(selection)),
        _overview_page(*(found or ([], ()))),
        Page("Bronnen", SOURCE_HEAD, _sources(used)),
        explained(_explanation(selection)),
    ]
    return workbook(f"Interventies van {NAME}", pages, day=dates.today())


def overview_workbook(selection: Selection, elements: list[Element], by: str) -> IO[bytes] | None:
    """The overview alone; None when there is none by that name."""
    found = overview(selection, elements, by, for_people=True)
    if found is None:
        return None
    pages = [_overview_page(*found), explained(_explanation(selection))]
    return workbook(f"Overzicht van {NAME}", pages, day=dates.today())


def _overview_page(head: list[str], found: Iterable[list[Cell]]) -> Page:
    lines = (("", row) for row in found)
    return Page("Overzicht", head, lines, widest=OF_A_STATE, quiet=State.NONE.label)


def _in_order(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    place = {key: number for number, key in enumerate(FIRST)}
    place |= dict.fromkeys(LAST, len(columns) + len(FIRST))
    return tuple(sorted(columns, key=lambda column: place.get(column.key, len(FIRST))))


def _interventions(
    selection: Selection, columns: tuple[Column, ...], used: set[int]
) -> Iterator[tuple[str, list[Cell]]]:
    """Each row; what it names as a source is put into `used`, for the sheet that comes after."""
    for row in rows.interventions(selection):
        used.update(source.pk for source in sources_of(row))
        yield _where(row), [column.shown(row) for column in columns]


def _statements(selection: Selection) -> Iterator[tuple[str, list[Cell]]]:
    for row in rows.statements(selection):
        yield _where(row.intervention), [column.shown(row) for column in rows.STATEMENT_ROWS]


def _where(row: Intervention) -> str:
    page = f"{settings.PUBLIC_URL}{reverse('public:intervention-detail', args=[row.slug])}"
    return f"op {page} en in het CSV-bestand"


def _sources(used: set[int]) -> Iterator[tuple[str, list[Cell]]]:
    for ids in rows.pieces(sorted(used), rows.SOURCES_AT_ONCE):
        for row in Source.objects.filter(pk__in=ids):
            texts: list[Cell] = [row.title, reference_with_address(row), row.author, row.publisher]
            texts += [shown_date(row.date), row.url, row.get_kind_display(), row.seen]
            yield "", texts


def _explanation(selection: Selection) -> Iterator[tuple[str, Cell]]:
    yield "Wat dit is", f"Interventies uit de kennisbank {NAME}. {sentence(selection)}"
    yield "Gemaakt op", dates.today()
    yield "Waar het staat", f"{settings.PUBLIC_URL}{reverse('public:intervention-list')}"
    yield "Gebruik", f"Teksten: {settings.PUBLISHER['licence_name']}. Noem de bron."
    yield "Een lege cel", "Wij vonden dit niet in de bronnen die wij lazen."
    yield State.NONE.label, "Dat betekent niet dat de aanpak dit niet heeft."
    yield "Een werkzaam element", "Een goede indicatie, geen bewijs."
    yield "Voor programma's", "Op dezelfde plek staan CSV en JSON, met vaste kenmerken."
