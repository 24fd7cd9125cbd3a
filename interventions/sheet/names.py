"""What the words are called that a document names by their slugs."""

from django.db.models import Model, QuerySet

from elements.models import Element
from interventions.models import Municipality, RecognitionLevel
from interventions.sheet.facts import SORTING

# Every list that a document names words of, by its key in the contract.
LISTS: dict[str, type[Model]] = {
    **{fact.key: fact.words for fact in SORTING},
    "niveaus": RecognitionLevel,
    "gemeenten": Municipality,
    "elementen": Element,
}


def names_of_slugs() -> dict[str, str]:
    """The name of every element, word of a taxonomy and level of recognition, by slug."""
    found: dict[str, str] = {}
    for model in LISTS.values():
        found |= _names(model._default_manager.all())
    return found


def names_by_list() -> dict[str, dict[str, str]]:
    """The names that the public knows, by slug, of each list."""
    return {
        key: _names(Element.objects.public() if model is Element else model._default_manager.all())
        for key, model in LISTS.items()
    }


def _names(rows: QuerySet) -> dict[str, str]:
    name = "short_name" if rows.model is Element else "name"
    return dict(rows.order_by("slug").values_list("slug", name))
