"""What became public in a selection between two moments."""

from dataclasses import dataclass
from datetime import datetime

from elements.blocks import in_plain_text
from interventions.finding.selection import Selection
from interventions.models import Intervention, Publication


@dataclass(frozen=True)
class News:
    """One public intervention that is new, or that changed: with the editors' public notes."""

    name: str
    summary: str
    address: str
    is_new: bool
    notes: tuple[str, ...]


def news_of(selection: Selection, *, after: datetime, until: datetime) -> list[News]:
    """What was published in the selection after one moment and no later than the other.

    In the order of the selection. What is not public now is not in it, nor a quiet version.
    """
    loud = Publication.objects.exclude(intervention=None).exclude(is_quiet=True)
    versions = loud.filter(at__gt=after, at__lte=until)
    found: dict[int, list[tuple[int, str]]] = {}
    rows = versions.order_by("number").values_list("intervention_id", "number", "note")
    for pk, number, note in rows:
        found.setdefault(pk, []).append((number, note))
    ids = [pk for pk in selection.ids if pk in found] if found else []
    public = Intervention.objects.published().in_bulk(ids)
    return [_news(public[pk], found[pk]) for pk in ids if pk in public]


def _news(row: Intervention, versions: list[tuple[int, str]]) -> News:
    notes = dict.fromkeys(in_plain_text(note) for _, note in versions)
    return News(
        name=row.name,
        summary=in_plain_text(row.summary),
        address=row.get_absolute_url(),
        is_new=versions[0][0] == 1,
        notes=tuple(note for note in notes if note),
    )
