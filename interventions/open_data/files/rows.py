"""The rows of a selection, read in pieces, so that a large one takes no more memory."""

from collections.abc import Callable, Iterator
from typing import cast

from django.conf import settings
from django.db.models import Max

from interventions.finding.selection import Selection
from interventions.models import Intervention, Publication, Statement
from interventions.sheet import SOURCE_FIELDS
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column
from interventions.sheet.document import intervention_document
from interventions.sheet.names import names_by_list
from interventions.sheet.permanent import with_permanent

AT_ONCE = 200
SOURCES_AT_ONCE = 2000  # one line each

INTERVENTION_COLUMNS = tuple(column for column in SHEET_COLUMNS if column.write)
STATEMENT_ROWS = tuple(column for column in STATEMENT_COLUMNS if column.write)
FORM = 1  # of the JSON file; another number when another site has to read it otherwise
ONE = (*SOURCE_FIELDS, "variant_of")


def interventions(selection: Selection) -> Iterator[Intervention]:
    """Every intervention of the selection, in its order, with all that a file says of it."""
    rows = Intervention.objects.published().select_related(*ONE).for_detail()
    for ids in pieces(selection.ids):
        found = rows.in_bulk(ids)
        yield from (found[pk] for pk in ids if pk in found)


def statements(selection: Selection) -> Iterator[Statement]:
    """Every statement about the interventions of the selection."""
    rows = (
        Statement.objects.public()
        .with_numbers()
        .select_related("intervention", "element", "source")
    )
    rows = rows.filter(intervention__status=Intervention.Status.PUBLISHED)
    for ids in pieces(selection.ids):
        place = {pk: number for number, pk in enumerate(ids)}
        found = rows.filter(intervention__in=ids).prefetch_related("extra_sources")
        yield from sorted(
            found, key=lambda row: (place[row.intervention_id], row.element.position, row.pk)
        )


def documents(selection: Selection) -> Iterator[dict]:
    """The document of every intervention of the selection, with its version and identifiers."""
    for ids in pieces(selection.ids):
        yield from with_permanent(
            intervention_document(row, version=version) for row, version in _with_versions(ids)
        )


def origin() -> dict:
    """Whose file it is, and what its words are called: another site reads that from the file."""
    return {"site": settings.PUBLIC_URL, "vorm": FORM, "namen": names_by_list()}


def with_versions(selection: Selection) -> Iterator[tuple[Intervention, int | None]]:
    """Every intervention of the selection, with the number of its newest version."""
    for ids in pieces(selection.ids):
        yield from _with_versions(ids)


def _with_versions(ids: list[int]) -> Iterator[tuple[Intervention, int | None]]:
    newest = Publication.objects.filter(intervention__in=ids).values_list("intervention")
    versions = dict(newest.annotate(last=Max("number")).order_by())
    rows = Intervention.objects.published().select_related(*ONE).for_detail()
    found = rows.in_bulk(ids)
    yield from ((found[pk], versions.get(pk)) for pk in ids if pk in found)


def pieces(ids: list[int], at_once: int = AT_ONCE) -> Iterator[list[int]]:
    for start in range(0, len(ids), at_once):
        yield ids[start : start + at_once]


def head(columns: tuple[Column, ...]) -> list[str]:
    return [column.heading for column in columns]


def cells(row, columns: tuple[Column, ...]) -> list[str]:
    return [cast(Callable, column.write)(row) for column in columns]
