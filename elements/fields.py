"""Fields that both databases treat alike, and fields whose text is one line."""

from django import forms
from django.db import models

from elements.dates import validate_partial_date
from elements.text import one_line


class PartialDateField(models.CharField):
    """Text `JJJJ[-MM[-DD]]`, or empty for unknown. Sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, **kwargs})


class SortKeyField(models.CharField):
    """Folded text that sorts byte by byte, on SQLite and on PostgreSQL alike."""

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"  # the locale's own would skip spaces and dashes
        return parameters


# --- One line -------------------------------------------------------------------------------------


class OneLine:
    """For a field of a form or a model: what is typed, pasted, read or written becomes one line.

    A model field asks `to_python` both when a form is checked and when a row is written.
    """

    def to_python(self, value):
        value = super().to_python(value)  # type: ignore[misc]  # the field's that it is mixed in
        return one_line(value) if isinstance(value, str) else value


class LineInput(OneLine, forms.CharField):
    pass


class MailInput(OneLine, forms.EmailField):
    pass


class StoredLine(OneLine):
    """A column like any other text: Django's own field stands in the migrations."""

    stored_as = "CharField"

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]  # of the field
        return name, f"django.db.models.{self.stored_as}", args, kwargs


class LineField(StoredLine, models.CharField):
    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineInput, **kwargs})


class MailField(StoredLine, models.EmailField):
    stored_as = "EmailField"


class AddressField(StoredLine, models.URLField):
    """An address on the web."""

    stored_as = "URLField"
