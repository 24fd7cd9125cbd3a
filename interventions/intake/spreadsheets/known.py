"""What the base holds already: whose name is taken, and which concepts may get statements."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from elements.text import fold
from interventions.models import Intervention, Statement
from interventions.workflow import TRANSITIONS, may

Status = Intervention.Status
WRITABLE = (Status.DRAFT, Status.SENT_BACK)
UPDATE_HINT = "Kies 'werk bestaande bij' als deze regel de tekst moet bijwerken."


@dataclass
class Known:
    """The interventions that there are, by folded name and by slug. Working copies stand apart."""

    by_name: dict[str, Intervention] = field(default_factory=dict)
    by_slug: dict[str, Intervention] = field(default_factory=dict)
    copied: set[int] = field(default_factory=set)
    concepts: dict[str, Intervention] = field(default_factory=dict)
    said: set[tuple[int, int, int]] = field(default_factory=set)

    def named(self, reference: str) -> Intervention | None:
        return self.by_slug.get(reference) or self.by_name.get(fold(reference))


def known_interventions() -> Known:
    known = Known()
    rows = Intervention.objects.select_related("claimed_by").order_by("pk")
    for row in rows.filter(replaces=None):
        known.by_name[row.name_key] = known.by_slug[row.slug] = row
    known.copied = set(rows.exclude(replaces=None).values_list("replaces", flat=True))
    for row in rows.filter(status__in=WRITABLE, imports__isnull=False).distinct():
        known.concepts[row.name_key] = known.concepts[row.slug] = row
    known.said = set(Statement.objects.values_list("intervention", "element", "source"))
    return known


def check_update(live: Intervention, known: Known, *, is_chosen: bool, by) -> None:
    """Raises ValidationError unless a row of the file may become a working copy of `live`."""
    if live.status not in TRANSITIONS["revise"].sources:
        raise ValidationError(
            "Deze naam is er al, met de status "
            f"'{live.get_status_display()}'. Pas die tekst aan in het beheer.",
            code="exists_as_concept",
        )
    if not is_chosen:
        raise ValidationError(f"Deze naam staat al in de kennisbank. {UPDATE_HINT}", code="exists")
    if live.pk in known.copied:
        raise ValidationError("Hiervan is al een werkkopie. Werk daarin verder.", code="has_copy")
    if by is None or not may(TRANSITIONS["revise"], live, by):
        raise ValidationError(
            "Dit account mag hiervan geen werkkopie maken.", code="may_not_revise"
        )
