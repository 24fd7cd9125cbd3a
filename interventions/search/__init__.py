"""Text search over what is published."""

from elements.text import fold
from interventions.models import Intervention

FIELDS = ("name", "aliases", "summary", "goal", "target_group_text", "approach", "owner")


def search(query: str) -> list[int]:
    """The ids of published interventions that have every word of the query, best first.

    An exact name or alias comes first, then a hit in name or aliases, then the others by name.
    Accents and case do not matter.
    """
    words = fold(query).split()
    found = []
    rows = Intervention.objects.published().order_by_name().values_list("pk", *FIELDS)
    for pk, name, aliases, *texts in rows:
        names = fold(f"{name} {aliases}")
        everything = f"{names} {fold(' '.join(texts))}"
        if not all(word in everything for word in words):
            continue
        exact = fold(query) in map(fold, (name, *aliases.splitlines()))
        found.append((not exact, not all(word in names for word in words), pk))
    return [pk for *_, pk in sorted(found, key=lambda row: row[:2])]
