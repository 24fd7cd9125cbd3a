"""What a visitor may be typing: names that begin, or have a word that begins, as typed."""

from elements.models import Element
from elements.text import fold
from interventions.models import Intervention, Setting, TargetGroup, Theme

MOST = 8
LEAST_TYPED = 2


def suggestions(typed: str) -> list[str]:
    """Names of interventions first, then of elements, themes, target groups and places."""
    start = fold(typed)
    if len(start) < LEAST_TYPED:
        return []
    names = [*Intervention.objects.published().order_by_name().values_list("name", flat=True)]
    names += Element.objects.values_list("short_name", flat=True)
    for model in (Theme, TargetGroup, Setting):
        names += model.objects.values_list("name", flat=True)
    fitting = [name for name in dict.fromkeys(names) if f" {start}" in f" {fold(name)}"]
    fitting.sort(key=lambda name: not fold(name).startswith(start))
    return fitting[:MOST]
