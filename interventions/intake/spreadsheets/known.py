"""What the base holds already: words, sources, whose name is taken, what may get statements."""

from elements.text import fold
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.models import Intervention, Statement
from interventions.workflow import TRANSITIONS, may

Status = Intervention.Status
WRITABLE = (Status.DRAFT, Status.SENT_BACK)


class Known:
    """The interventions that there are, by folded name and by slug; working copies stand apart.

    `is_update`: whether a row may become a working copy, which `by` then makes.
    """

    def __init__(self, vocabulary: Vocabulary, *, is_update: bool, by):
        self.vocabulary, self.is_update, self.by = vocabulary, is_update, by
        self.shelf = SourceShelf()
        rows = Intervention.objects.select_related("claimed_by").order_by("pk")
        live = list(rows.filter(replaces=None))
        self.by_name = {row.name_key: row for row in live}
        self.by_slug = {row.slug: row for row in live}
        self.copied = set(rows.exclude(replaces=None).values_list("replaces", flat=True))
        self.concepts: dict[str, Intervention] = {}
        for row in rows.filter(status__in=WRITABLE, imports__isnull=False).distinct():
            self.concepts |= {row.name_key: row, row.slug: row}
        self.said = set(Statement.objects.values_list("intervention", "element", "source"))

    def named(self, reference: str) -> Intervention | None:
        return self.by_slug.get(reference) or self.by_name.get(fold(reference))

    def refusal(self, live: Intervention) -> tuple[str, str] | None:
        """Why no row of the file may become a working copy of `live`, in words and as a code."""
        revise = TRANSITIONS["revise"]
        if live.status not in revise.sources:
            status = live.get_status_display()
            reason = (
                f"Deze naam is er al, met de status '{status}'. Pas die tekst aan in het beheer."
            )
            return reason, "exists_as_concept"
        if not self.is_update:
            hint = "Kies 'werk bestaande bij' als deze regel de tekst moet bijwerken."
            return f"Deze naam staat al in de kennisbank. {hint}", "exists"
        if live.pk in self.copied:
            return "Hiervan is al een werkkopie. Werk daarin verder.", "has_copy"
        if self.by is None or not may(revise, live, self.by):
            return "Dit account mag hiervan geen werkkopie maken.", "may_not_revise"
        return None
