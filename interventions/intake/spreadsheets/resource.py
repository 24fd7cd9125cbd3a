"""What both files share: a django-import-export Resource that reads rows by the table of columns.

It is run dry and outside a transaction, so that nothing is locked while rows are checked.
"""

from functools import partial

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DEFAULT_DB_ALIAS
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result
from tablib import Dataset

from interventions.intake.spreadsheets.tables import Sheet
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.sheet.columns.cells import UNREADABLE

LINE = "regel"


class CellWidget(widgets.Widget):
    """Reads a cell as its column says; an empty one is None."""

    def __init__(self, column, vocabulary: Vocabulary):
        super().__init__()
        self.column, self.vocabulary = column, vocabulary

    def clean(self, value, row=None, draft=None, **kwargs):
        if not value:
            return None
        if UNREADABLE.search(value):
            raise ValidationError("Hier staan tekens die geen tekst zijn.", code="unreadable")
        return self.column.read(value, partial(self.find, draft))

    def find(self, draft, words: str, text: str):
        """A word that is left out is noted: it stood in the file."""
        found = self.vocabulary.find(words, text)
        if found is None:
            draft.notes.append(f"{self.column.heading} in het bestand: {text}")
        return found


class RowResource(resources.Resource):
    """Reads each row of a sheet into a draft, and collects everything that is wrong with it."""

    class Meta:
        using_db = DEFAULT_DB_ALIAS
        instance_loader_class = BaseInstanceLoader  # never asked: drafts are always new
        skip_diff = True
        skip_html_diff = True
        store_instance = True

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary):
        super().__init__()
        self.sheet = sheet
        self.fields = {
            column.key: fields.Field(column.key, column.key, CellWidget(column, vocabulary))
            for column in sheet.columns
            if column.key in sheet.places
        }

    def dataset(self, lines: set[int] | None = None) -> Dataset:
        """The rows as text, by key of the column; only those on `lines`, if given."""
        keys = list(self.sheet.places)
        data = Dataset(headers=[LINE, *keys])
        for line, cells in self.sheet.table.rows:
            if lines is None or line in lines:
                data.append([line, *(self.sheet.value(cells, key) for key in keys)])
        return data

    def check(self) -> Result:
        """Read every row and write nothing. What is no fault of the file is raised."""
        result = self.import_data_inner(
            self.dataset(),
            dry_run=True,
            raise_errors=False,
            using_transactions=False,
            collect_failed_rows=False,
        )
        raise_errors(result)
        return result

    def get_or_init_instance(self, instance_loader, row):
        return self.init_instance(row), True

    def import_instance(self, instance, row, **kwargs):
        """As the library's own, which stops at the first ValidationError."""
        faults = {}
        for field in self.get_import_fields():
            try:
                value = field.clean(row, draft=instance, **kwargs)
            except ValidationError as fault:
                faults[field.attribute] = fault.error_list
            else:
                if value is not None:
                    instance.values[field.attribute] = value
        if faults:
            raise ValidationError(faults)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Raise ValidationError with what is wrong in the cells and between them."""
        faults = {key: list(found) for key, found in (import_validation_errors or {}).items()}
        self.check_row(instance, faults)
        if faults:
            raise ValidationError(faults)

    def check_row(self, draft, faults: dict) -> None:
        raise NotImplementedError


def raise_errors(result: Result) -> None:
    """The library keeps every exception in the result; ours are not for an editor to mend."""
    for error in result.base_errors:
        raise error.error
    for row in result.error_rows:
        raise row.errors[0].error


def note_fault(faults: dict, key: str, reason: str | ValidationError, code: str = "invalid"):
    """Add a fault of the column `key`, or of the whole row when the key is empty."""
    fault = reason if isinstance(reason, ValidationError) else ValidationError(reason, code=code)
    faults.setdefault(key or NON_FIELD_ERRORS, []).append(fault)
