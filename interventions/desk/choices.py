"""Finding a row by typing, for the fields of a form that point to it."""

from collections.abc import Iterator
from itertools import islice

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from elements.text import fold
from interventions.desk.fields import MANY

LONGEST = 200  # characters that are looked at
MOST = 500  # rows: more than anybody scrolls through


class ChoicesView(AutocompleteJsonView):
    """Django's answer to what was typed, twenty rows at a time, for who may see such rows.

    It also finds what has other accents or other signs, which neither database does by itself.
    """

    def process_request(self, request):
        found = super().process_request(request)
        *_, field, _ = found
        if field.related_model not in MANY:
            raise PermissionDenied
        return found

    def get_queryset(self):
        rows = self.model_admin.choosable(self.request)  # type: ignore[attr-defined]  # a `DeskAdmin`
        words = fold(self.term[:LONGEST]).split()
        if not words:
            return rows
        fields = self.model_admin.get_search_fields(self.request)
        return rows.filter(pk__in=islice(keys_with(rows, fields, words), MOST))


def keys_with(rows: QuerySet, fields, words: list[str]) -> Iterator[int]:
    """The keys of the rows that have every word in one of their fields, in their own order."""
    for key, *texts in rows.values_list("pk", *fields):
        folded = fold(" ".join(texts))
        if all(word in folded for word in words):
            yield key
