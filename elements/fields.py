"""Fields that both databases treat alike, whose text is one line, or has one kind of line end."""

from django import forms
from django.db import models

from elements.addresses import clean_address
from elements.inputs import AddressInput, PartialDateInput
from elements.names import as_stored
from elements.text import one_line, without_controls
from elements.typed_dates import validate_partial_date


class PartialDateField(models.CharField):
    """Text `JJJJ[-MM[-DD]]`, or empty for unknown. Sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        """Takes a date as people write it, which is longer."""
        return super().formfield(**{"form_class": PartialDateInput, "max_length": None, **kwargs})


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


class Stored:
    """A column like any other text: Django's own field stands in the migrations."""

    stored_as = "CharField"

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]  # of the field
        return name, f"django.db.models.{self.stored_as}", args, kwargs


class StoredLine(OneLine, Stored):
    pass


class LineField(StoredLine, models.CharField):
    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineInput, **kwargs})


class MailField(StoredLine, models.EmailField):
    stored_as = "EmailField"


class AddressField(StoredLine, models.URLField):
    """An address on the web, by whatever road it comes in without what is not part of it."""

    stored_as = "URLField"

    def to_python(self, value):
        return super().to_python(clean_address(value) if isinstance(value, str) else value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": AddressInput, **kwargs})


# --- Lines ----------------------------------------------------------------------------------------


class OneBreak:
    """For a field of a form or a model: every line ends alike, so a line end counts once.

    A browser sends two characters for one that it was given; an untouched text stays the same.
    """

    def to_python(self, value):
        if isinstance(value, str):
            value = without_controls(value)
        return super().to_python(value)  # type: ignore[misc]  # the field's that it is mixed in


class LinesInput(OneBreak, forms.CharField):
    pass


class LinesField(OneBreak, Stored, models.TextField):
    stored_as = "TextField"

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LinesInput, **kwargs})


# --- Authors --------------------------------------------------------------------------------------


class AuthorsInput(LinesInput):
    """What is typed becomes what `elements.authors` stores, or a sentence says why it cannot."""

    def to_python(self, value):
        return as_stored(super().to_python(value))


class AuthorsField(LinesField):
    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": AuthorsInput, **kwargs})
