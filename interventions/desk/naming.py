"""What was recorded of a change, in words: fields, choices and the names of rows."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import models

from interventions.desk.past import Box, Change

NOTHING = "niet ingevuld"


class Naming:
    """Says values in words; reads the names of all rows that are meant, once per model."""

    def __init__(self, changes: list[Change], kinds: Mapping[str, Box]):
        wanted: dict[Any, set[str]] = {}
        for change in changes:
            if change.field.related_model:
                wanted.setdefault(change.field.related_model, set()).update(
                    change.before, change.after
                )
            if change.part[0]:
                for name, values in zip(kinds[change.part[0]].identity, change.label, strict=True):
                    related = kinds[change.part[0]].model._meta.get_field(name).related_model
                    if related:
                        wanted.setdefault(related, set()).update(values)
        self.names = {
            model: {str(pk): str(row) for pk, row in model._base_manager.in_bulk(list(ids)).items()}
            for model, ids in wanted.items()
        }

    def words(self, field: models.Field, values: tuple[str, ...]) -> str:
        if isinstance(field, models.BooleanField):
            return "ja" if values else "nee"
        if field.related_model:
            known = self.names.get(field.related_model, {})
            values = tuple(known.get(value, "(bestaat niet meer)") for value in values)
        elif field.choices:
            labels = {str(key): str(label) for key, label in field.flatchoices}
            values = tuple(labels.get(value, value) for value in values)
        return "\n".join(values) or NOTHING

    def label(self, change: Change, kinds: Mapping[str, Box]) -> str:
        """Such as `Doel`, or `Uitspraak Empowerment, vindplaats`."""
        own = str(change.field.verbose_name)
        if not change.part[0]:
            return own[0].upper() + own[1:]
        kind = kinds[change.part[0]]
        identity = cast(models.Field, kind.model._meta.get_field(kind.identity[0]))
        first = self.words(identity, change.label[0])
        title = str(kind.model._meta.verbose_name)
        return f"{title[0].upper()}{title[1:]} ‘{first}’, {own}"
