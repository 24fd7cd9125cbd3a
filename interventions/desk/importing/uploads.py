"""A file between its upload and its import: kept, checked, and given back in part."""

from dataclasses import asdict
from itertools import accumulate
from urllib.parse import quote

from django.http import HttpResponse, QueryDict
from django.utils.text import get_valid_filename

from interventions.desk.importing.forms import UploadForm
from interventions.intake.spreadsheets.checking import Check, Unknown, check
from interventions.intake.spreadsheets.tables import Table
from interventions.intake.spreadsheets.vocabulary import choice_key
from interventions.intake.spreadsheets.workbooks import rest_tables, rest_workbook
from interventions.models import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED, OPTIONS = 200, 20_000  # unknown words in one form, and the choices of all together


def keep(form: UploadForm, *, by) -> Upload:
    """Let the file wait, and throw away what waited for more than a day."""
    Upload.objects.old().delete()
    return Upload.objects.create(
        file_name=form.cleaned_data["file"].name[-200:],
        by=by,
        tables=[asdict(table) for table in form.tables],
        is_update=form.cleaned_data["existing"],
    )


def keep_rest(upload: Upload, found: Check) -> None:
    """Let the rows with a fault wait on, now that the others are read in."""
    upload.tables = [asdict(table) for table in rest_tables(found)]
    upload.save()


def check_upload(upload: Upload) -> Check:
    """Raises Refused."""
    tables = [Table(**table) for table in upload.tables]
    return check(tables, choices=upload.choices, is_update=upload.is_update, by=upload.by)


def choose(upload: Upload, form: QueryDict, *, forget: bool) -> None:
    """Keep what the editor chose for each unknown word, with what was chosen before."""
    if forget:
        upload.choices = {}
    given = (form.getlist(name) for name in ("words", "value", "choice"))
    for words, value, choice in zip(*given, strict=False):
        if choice:
            upload.choices[choice_key(words, value)] = choice
    upload.is_update = "existing" in form
    upload.save()


def asked(unknown: list[Unknown]) -> list[Unknown]:
    """The words of one form; at least one, however long its list is."""
    total = accumulate(len(word.options) for word in unknown)
    fits = sum(1 for options in total if options <= OPTIONS)
    return unknown[: min(max(fits, 1), ASKED)]


def done(found: Check) -> str:
    parts = []
    if number := len(found.drafts):
        parts.append("1 interventie" if number == 1 else f"{number} interventies")
    if number := len(found.statements):
        parts.append("1 uitspraak" if number == 1 else f"{number} uitspraken")
    return f"Ingelezen als concept: {' en '.join(parts)}."


def rest_of(upload: Upload, found: Check) -> HttpResponse:
    stem = get_valid_filename(f"_{upload.file_name}").lstrip("_").rpartition(".")[0]
    return download(rest_workbook(found), f"rest-{stem or 'bestand'}.xlsx")


def download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
        },
    )
