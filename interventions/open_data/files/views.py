"""The current selection as a file."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from urllib.parse import urlencode

from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse

from elements import dates
from interventions.finding.selection import read_selection
from interventions.open_data.files import rows, schemas
from interventions.open_data.files.files import csv_lines, json_lines
from interventions.open_data.files.overview import is_overview, overview
from interventions.open_data.files.people import overview_workbook, selection_workbook
from interventions.open_data.files.references import bib_lines, references, ris_lines
from interventions.sheet.columns import Column
from interventions.showing.caching import NO_LIMIT, by_key, page_key
from interventions.showing.matrix import offered
from interventions.showing.methods import reads

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Which page is shown and the visitor's own list select nothing, so they hinder no file.
PASSED_OVER = ("pagina", "lijst", "perPagina")
# Interventions in a workbook, which is written before its first byte goes out: each takes a
# millisecond or two, and a tenth of that in the overview. CSV and JSON hold any number.
MOST_IN_WORKBOOK, MOST_IN_OVERVIEW = 1000, 10_000


def as_file(name: str, kind: str) -> Callable:
    """A view of a selection that answers with a file, under a name that says what and when.

    A value in the address that means nothing is refused here: a file cannot say that it holds more
    than was asked for.
    """

    def decorate(view):
        @wraps(view)
        def answer(request):
            selection = read_selection(request.GET)
            faults = [one for one in selection.faults if one.parameter not in PASSED_OVER]
            if faults:
                return render(
                    request, "open_data/files/refused.html", {"faults": faults}, status=400
                )
            response = view(request, selection)
            if response.status_code == 200:
                stem, ending = name.split(".")
                file = f"{stem}-{dates.today().isoformat()}.{ending}"
                response["Content-Type"] = kind
                response["Content-Disposition"] = f'attachment; filename="{file}"'
                response["Cache-Control"] = "no-cache"
                response["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate


@reads
@as_file("interventies.csv", CSV)
def interventions_csv(request, selection):
    table = _table(rows.interventions(selection), rows.INTERVENTION_COLUMNS)
    return _csv(request, *table, schema="interventions-schema")


@reads
@as_file("uitspraken.csv", CSV)
def statements_csv(request, selection):
    table = _table(rows.statements(selection), rows.STATEMENT_ROWS)
    return _csv(request, *table, schema="statements-schema")


@reads
@as_file("interventies.xlsx", XLSX)
def interventions_xlsx(request, selection):
    if selection.total > MOST_IN_WORKBOOK:
        return _too_many(request, selection, MOST_IN_WORKBOOK)
    if request.method == "HEAD":
        return HttpResponse()
    return FileResponse(selection_workbook(selection))


@reads
@as_file("interventies.json", "application/json")
def interventions_json(request, selection):
    return _stream(request, json_lines(rows.origin(), rows.documents(selection)))


@reads
@as_file("interventies.ris", "application/x-research-info-systems; charset=utf-8")
def interventions_ris(request, selection):
    return _stream(request, ris_lines(references(rows.with_versions(selection))))


@reads
@as_file("interventies.bib", "application/x-bibtex; charset=utf-8")
def interventions_bib(request, selection):
    return _stream(request, bib_lines(references(rows.with_versions(selection))))


@reads
@as_file("overzicht.csv", CSV)
def matrix_csv(request, selection):
    found = overview(selection, offered(selection), _rows_asked(request))
    if found is None:
        return _no_such_rows(request)
    asked = [(name, one) for name in ("rijen", "element") for one in request.GET.getlist(name)]
    return _csv(request, *found, schema="matrix-schema", query=urlencode(asked))


@reads
@as_file("overzicht.xlsx", XLSX)
def matrix_xlsx(request, selection):
    most = NO_LIMIT if getattr(request, "copied_on", "") else MOST_IN_OVERVIEW
    if selection.total > most and _rows_asked(request) == "interventie":
        return _too_many(request, selection, most)
    found = overview_workbook(selection, offered(selection), _rows_asked(request))
    if found is None:
        return _no_such_rows(request)
    if request.method == "HEAD":
        found.close()
        return HttpResponse()
    return FileResponse(found)


# --- What the columns hold ------------------------------------------------------------------------


@reads
def interventions_schema(request):
    return _schema(request, read_selection(QueryDict()), schemas.interventions_schema)


@reads
def statements_schema(request):
    return _schema(request, read_selection(QueryDict()), schemas.statements_schema)


@reads
def matrix_schema(request):
    """Of the overview that the same question gives: its columns are the elements."""
    selection, by = read_selection(request.GET), _rows_asked(request)
    if not is_overview(by):
        return _no_such_rows(request)
    make = partial(schemas.overview_schema, offered(selection), by)
    return _schema(request, selection, make, [("rijen", by)])


def _schema(request, selection, make: Callable[[], dict], asked=()) -> HttpResponseBase:
    def made() -> JsonResponse:
        return JsonResponse(make(), json_dumps_params={"ensure_ascii": False, "indent": 2})

    key = page_key(request.path, selection, [*asked])
    response = by_key(request, key, made, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


# --- What the files share -------------------------------------------------------------------------


def _rows_asked(request) -> str:
    return request.GET.get("rijen", "") or "interventie"


def _no_such_rows(request) -> HttpResponse:
    value = _rows_asked(request)[:60]
    fault = {"parameter": "rijen", "value": value, "message": "Deze keuze bestaat niet."}
    return render(request, "open_data/files/refused.html", {"faults": [fault]}, status=400)


def _too_many(request, selection, most: int) -> HttpResponse:
    context = {
        "most": most,
        "total": selection.total,
        "csv": f"{request.path.removesuffix('xlsx')}csv?{request.GET.urlencode()}",
    }
    return render(request, "open_data/files/too_many.html", context, status=400)


def _table(found: Iterable, columns: tuple[Column, ...]) -> tuple[list[str], Iterator[list[str]]]:
    return rows.head(columns), (rows.cells(row, columns) for row in found)


def _csv(request, head: list[str], found: Iterable[list], *, schema: str, query: str = ""):
    """A CSV file that says where its Table Schema stands."""
    response = _stream(request, csv_lines(head, found))
    address = f"{reverse(f'linked-data:{schema}')}{'?' if query else ''}{query}"
    response["Link"] = f'<{address}>; rel="describedby"; type="application/json"'
    return response


def _stream(request, lines) -> HttpResponseBase:
    return HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(lines)
