"""A description sheet that a sender gives: read once, kept beside the answers, or taken away again.

What it says of a name or an address is filled in where nothing stood yet; a text never is.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from elements import dates
from interventions.forms.public_form import GuardedForm
from interventions.forms.submissions.answers import changed
from interventions.forms.submissions.questions import SheetField, question
from interventions.forms.submissions.steps import MOST_SOURCES, InterventionStep, source_fields
from interventions.intake.descriptions.keeping import keep, title_of
from interventions.intake.descriptions.passages import told
from interventions.intake.descriptions.reading import read_description
from interventions.intake.received.limits import DOCUMENT, Refused, check_size
from interventions.models import DescriptionSheet, SheetFile, Submission
from interventions.sheet import FACT, Kind
from interventions.workflow.private_words import said_of, words_of
from interventions.workflow.quota import spend

PLAIN = (Kind.LINE, Kind.ADDRESS)  # facts of which the value itself stands in a sheet
ACTION, READ, CHOOSE = "actie", "lees", "Kies een bestand."  # the button of the document
NUMBERS = range(1, MOST_SOURCES + 1)  # of the sources on the form
AGAIN = "Kies uw werkblad nog eens."


class TooMany(Exception):
    """The quota is used up; `seconds` is how long to wait. Everything typed is kept."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


class FirstStep(GuardedForm, InterventionStep):
    """The first step, while there is no private link yet. A description sheet may come with it."""

    document = SheetField(required=False)

    def clean(self):
        values = super().clean()
        if self.files and self.non_field_errors():  # no page can give a file back
            self.add_error("document", ValidationError(AGAIN, code="again"))
        # Enter in a question presses this button too: it is the first of the form.
        if self.data.get(ACTION) == READ and (self.has_document or not self.data.get("name")):
            self._ask_for_document()
        return values

    def _ask_for_document(self) -> None:
        """Who presses the button of the document, is asked for that; the questions come later."""
        for name in [*self.errors]:
            if self.has_error(name, "required"):
                del self.errors[name]
        if not self.has_document and "document" not in self.errors:
            self.add_error("document", ValidationError(CHOOSE, code="required"))

    @property
    def has_document(self) -> bool:
        """Whether there is one to read, whatever else is wrong."""
        return bool(self.cleaned_data.get("document"))


class SheetForm(GuardedForm):
    """The document alone, behind the private link."""

    document = SheetField(required=True)


def read(file: UploadedFile, address: str) -> tuple[dict[str, Any], bytes]:
    """What the document says, and the document.

    Raises Refused with a sentence, or TooMany: reading takes a core for a while.
    """
    check_size(file.size or 0, DOCUMENT)
    if wait := spend("werkblad", address, **settings.SHEET_QUOTA):
        raise TooMany(wait)
    data = file.read()
    return read_description(data, file.name or ""), data


def read_in(form: forms.Form, address: str) -> tuple[dict[str, Any], bytes] | None:
    """The same of the document in a form; what is refused is said at its field. Raises
    TooMany.
    """
    try:
        return read(form.cleaned_data["document"], address)
    except Refused as refusal:
        form.add_error("document", ValidationError(str(refusal), code="refused"))
    return None


def put_beside(submission: Submission, found: Mapping[str, Any], data: bytes, *, name: str) -> None:
    """Keep the sheet, and fill in what is plain. Once: a second one changes nothing."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        if row.submitted_at is None and sheet_of(row) is None:
            sheet = keep(found, data, name=name, submission=row)
            row.answers = changed(None, prefilled(sheet, row.answers), row.answers)
            row.save()


def take_away(submission: Submission) -> None:
    """The sheet, its file and whom it names; nothing happens once it was handed in."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        if row.submitted_at is None:
            DescriptionSheet.objects.filter(submission=row).delete()


def digest_of(file: UploadedFile) -> str:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def sheet_of(submission: Submission) -> DescriptionSheet | None:
    return DescriptionSheet.objects.filter(submission=submission).first()


def private_of(sheet: DescriptionSheet | None) -> list[str]:
    """Whom the sheet names, as no answer may say it; nothing once the file went."""
    kept = SheetFile.objects.filter(sheet=sheet).first() if sheet else None
    return words_of(kept) if kept else []


def prefilled(sheet: DescriptionSheet, answers: Mapping) -> dict[str, Any]:
    """The answers that the sheet gives as they are, by the name of the question: names, addresses,
    and itself as a source.
    """
    found = _source(sheet.found, answers)
    private = private_of(sheet)
    for one in told(sheet.found):
        fact, (first, *more) = FACT[one.fact], one.passages
        if fact.asked and fact.kind in PLAIN and not more and not said_of(first.text, private):
            with suppress(ValidationError):
                found[fact.field] = question(fact).clean(first.text)
    return found


def source_number(found: Mapping, answers: Mapping) -> str:
    """Under which number of the form the sheet is a source; empty when it is none."""
    title = title_of(found)
    return next((str(one) for one in NUMBERS if answers.get(source_fields(one)[0]) == title), "")


def _source(found: Mapping, answers: Mapping) -> dict[str, Any]:
    """The sheet as the source that it is, or the first of the form that nothing stands at yet."""
    free = (one for one in NUMBERS if not any(answers.get(name) for name in source_fields(one)))
    number = source_number(found, answers) or next(free, None)
    if number is None:
        return {}
    title, _, date = source_fields(int(number))
    day = found["date"] if dates.PARTIAL.fullmatch(found["date"]) else ""
    return {title: title_of(found), date: day}
