"""Model fields that both databases treat alike."""

from django.db import models

from elements.dates import validate_partial_date


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
