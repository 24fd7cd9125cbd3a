"""The permanent addresses of an element, an intervention, a statement and a term: `/id/...`.

A document is kept without them, because the site may move; who hands it out adds them.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from interventions.models import StatementNumber
from interventions.sheet.boxes import STATEMENTS


def permanent(kind: str, name: str | int) -> str:
    """The full address; `kind` is an `element`, `intervention`, `term` or `statement`, `name` the
    slug of it or the number of a statement.
    """
    return f"{settings.PUBLIC_URL}{_start(kind)}{name}"


@lru_cache
def _start(kind: str) -> str:
    return reverse(f"linked-data:{kind}", args=[0]).removesuffix("0")


def with_permanent(documents: Iterable[dict]) -> list[dict]:
    """Documents of what is public, with the permanent address of each intervention, statement and
    element of a statement, by one query; None for a statement that has no number yet.
    """
    documents = list(documents)
    numbers = StatementNumber.objects.by_slugs(row["slug"] for row in documents)

    def statement(slug: str, row: dict) -> dict:
        number = numbers.get((slug, row["element"], row["bron"]))
        return {
            "id": permanent("statement", number) if number else None,
            **row,
            "elementId": permanent("element", row["element"]),
        }

    return [
        {
            "id": permanent("intervention", one["slug"]),
            **one,
            STATEMENTS.key: [statement(one["slug"], row) for row in one[STATEMENTS.key]],
        }
        for one in documents
    ]
