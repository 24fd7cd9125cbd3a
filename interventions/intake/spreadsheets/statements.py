"""Rows of statements: each with a source, about an intervention of the file or a concept."""

from django.core.exceptions import ValidationError

from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft, NewSource, StatementDraft
from interventions.intake.spreadsheets.known import Known
from interventions.models import Intervention, Statement

NO_SOURCE = (
    "Zonder bron is dit geen uitspraak. Vul de bron in, of de titel en het adres van een nieuwe."
)
SOURCE = {"bron", "bron.titel", "bron.url", "bron.datum"}


class StatementChecks:
    """Checks the rows of one sheet; `drafts` are all rows of the interventions, bad ones too."""

    def __init__(self, drafts: list[Draft], known: Known):
        self.known, self.targets = known, dict[str, Draft | Intervention](known.concepts)
        for draft in drafts:
            if not draft.faults:
                self.targets |= {fold(draft.name): draft, draft.slug: draft}
        self.refused = {name for draft in drafts if draft.faults for name in draft.names}
        self.said: dict[tuple, int] = {}

    def check(self, draft: StatementDraft) -> None:
        self._check_target(draft)
        for key, what in (("element", "een element"), ("soort", "een soort")):
            if key not in draft.values and key not in draft.wrong:
                draft.refuse(key, f"Een uitspraak heeft {what} nodig.", "empty")
        is_inferred = draft.values.get("soort") == Statement.Kind.INFERRED
        if is_inferred and not draft.values.get("grondslag"):
            reason = "Zeg bij een lezing van de redactie waarop die berust."
            draft.refuse("grondslag", reason, "no_basis")
        if not draft.wrong & SOURCE:
            self._check_source(draft)
        if not draft.faults:
            self._check_once(draft)

    def _check_target(self, draft):
        reference = draft.values.get("interventie", "")
        draft.target = self.targets.get(reference) or self.targets.get(fold(reference))
        if not draft.target and "interventie" not in draft.wrong:
            draft.refuse("interventie", *self._why_no_target(reference))

    def _why_no_target(self, reference: str) -> tuple[str, str]:
        if not reference:
            return "Zeg over welke interventie dit gaat.", "empty"
        if fold(reference) in self.refused:
            return "De regel van deze interventie heeft een fout.", "refused_intervention"
        if self.known.named(reference):
            reason = "Deze interventie is geen concept uit een import. Pas die aan in het beheer."
            return reason, "no_concept"
        return f"Wij kennen geen interventie '{reference}'.", "unknown_intervention"

    def _check_source(self, draft):
        """A title and an address make a source; else it is one that there is, by slug or title."""
        title, url = draft.values.get("bron.titel"), draft.values.get("bron.url")
        text = draft.values.get("bron")
        try:
            draft.source = self.known.vocabulary.find("source", text) if text else None
        except ValidationError as fault:
            if not (title and url):
                draft.refuse("bron", fault)
                return
        if draft.source is None and title and url:
            date = draft.values.get("bron.datum", "")
            draft.source = self.known.shelf.find(NewSource(title, url, date))
        if draft.source is None:
            draft.refuse("bron", NO_SOURCE, "no_source")

    def _check_once(self, draft):
        key = (_identity(draft.target), draft.values["element"].pk, _identity(draft.source))
        if line := self.said.get(key):
            draft.refuse("element", f"Deze uitspraak staat ook op regel {line}.", "twice")
        elif key in self.known.said and not self.known.is_update:
            draft.refuse("element", "Deze bron is bij dit element al gebruikt.", "exists")
        self.said[key] = draft.line


def _identity(row):
    """The key of what is in the base; what is new is itself."""
    return getattr(row, "pk", row)
