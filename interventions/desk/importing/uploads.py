"""A file between its upload and its import: kept, checked, read in, and given back in part."""

from dataclasses import asdict
from itertools import accumulate
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import get_valid_filename

from interventions.desk.importing.forms import UploadForm
from interventions.intake.exports.checking import ExportCheck, check_any
from interventions.intake.exports.writing import write_any
from interventions.intake.spreadsheets.checking import Check, Unknown
from interventions.intake.spreadsheets.tables import Table
from interventions.intake.spreadsheets.vocabulary import ASK, choice_key
from interventions.intake.spreadsheets.workbooks import rest_tables, rest_workbook
from interventions.models import ImportBatch, Upload
from interventions.models.word_request import ASKED_FOR
from interventions.workflow import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED, OPTIONS = 200, 20_000  # unknown words in one form, and the choices of all together


def keep(form: UploadForm, *, by) -> Upload:
    """Let the file wait, and throw away what waited for too long."""
    Upload.objects.old().delete()
    return Upload.objects.create(
        file_name=form.cleaned_data["file"].name[-200:],
        by=by,
        tables=[asdict(table) for table in form.tables],
        is_update=form.cleaned_data["existing"],
    )


def read_in(upload: Upload, found: Check, *, by) -> ImportBatch | None:
    """Write the good rows; those with a fault wait on, as a file of their own. Raises Refused.

    Nothing when somebody was first: then the upload knows what it became.
    """
    with transaction.atomic():
        if not end(upload):
            return None
        upload.batch = write_any(found, file_name=upload.file_name, by=by)
        upload.save(update_fields=["batch"])
        if found.faults and not isinstance(found, ExportCheck):  # that is read again as a whole
            Upload.objects.create(
                file_name=upload.file_name,
                by=by,
                at=upload.at,
                tables=[asdict(table) for table in rest_tables(found)],
                choices=upload.choices,
                is_update=upload.is_update,
                rest_of=upload.batch,
            )
    return upload.batch


def end(upload: Upload) -> bool:
    """Nothing waits any more, and what was in the file goes. False when somebody was first."""
    waiting = Upload.objects.filter(pk=upload.pk, ended_at=None)
    return bool(waiting.update(ended_at=timezone.now(), tables=[]))


def check_upload(upload: Upload, *, by) -> Check:
    """Raises Refused."""
    tables = [Table(**table) for table in upload.tables]
    return check_any(tables, choices=upload.choices, is_update=upload.is_update, by=by)


def choose(upload: Upload, form: QueryDict, *, by, forget: bool = False) -> list[str]:
    """Keep what the editor chose for each unknown word, with what was chosen before; a word that
    is asked for, is asked now. Gives why not, where it cannot be.
    """
    refused = []
    if forget:
        upload.choices = {}
    for kind, value, choice in chosen_in(form):
        try:
            if choice == ASK and kind in ASKED_FOR:
                words.ask(kind, value, by=by)
        except ValidationError as refusal:
            refused.append(f"{value}: {' '.join(refusal.messages)}")
        else:
            upload.choices[choice_key(kind, value)] = choice
    upload.is_update = "existing" in form
    upload.save(update_fields=["choices", "is_update"])
    return refused


def chosen_in(form: QueryDict) -> list[tuple[str, str, str]]:
    """(list, word, choice) of every word that something was chosen for."""
    given = (form.getlist(name) for name in ("words", "value", "choice"))
    return [one for one in zip(*given, strict=False) if one[2]]


def has_news(upload: Upload, form: QueryDict) -> bool:
    """Whether the form holds choices that the preview does not show yet."""
    other = "box" in form and upload.is_update != ("existing" in form)
    return other or bool(chosen_in(form))


def asked(unknown: list[Unknown]) -> list[Unknown]:
    """The words of one form; at least one, however long its list is."""
    total = accumulate(len(word.options) for word in unknown)
    fits = sum(1 for options in total if options <= OPTIONS)
    return unknown[: min(max(fits, 1), ASKED)]


def done(found: Check) -> str:
    """What was made, in a sentence."""
    if isinstance(found, ExportCheck):
        return f"Ingelezen. {found.made}"
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
