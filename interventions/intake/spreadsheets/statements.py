"""Rows of statements: each with a source, about an intervention of the file or a concept."""

from django.core.exceptions import ValidationError

from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft, NewSource, StatementDraft
from interventions.intake.spreadsheets.known import Known
from interventions.intake.spreadsheets.resource import LINE, RowResource, note_fault
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.intake.spreadsheets.tables import Sheet
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.models import Intervention, Statement

NO_SOURCE = (
    "Zonder bron is dit geen uitspraak. Vul de bron in, of de titel en het adres van een nieuwe."
)


class StatementResource(RowResource):
    """`drafts` are the good rows of the interventions, `refused` what the others are called."""

    def __init__(
        self,
        sheet: Sheet,
        vocabulary: Vocabulary,
        known: Known,
        shelf: SourceShelf,
        *,
        drafts: list[Draft],
        refused: set[str],
        is_update: bool,
    ):
        super().__init__(sheet, vocabulary)
        self.vocabulary, self.known, self.shelf = vocabulary, known, shelf
        self.refused, self.is_update = refused, is_update
        self.targets = dict(known.concepts)
        for draft in drafts:
            self.targets |= {fold(draft.name): draft, draft.slug: draft}
        self.said = {}

    def init_instance(self, row=None):
        return StatementDraft(row[LINE])

    def check_row(self, draft, faults):
        self._check_target(draft, faults)
        for key, what in (("element", "een element"), ("soort", "een soort")):
            if key not in draft.values and key not in faults:
                note_fault(faults, key, f"Een uitspraak heeft {what} nodig.", "empty")
        if draft.values.get("soort") == Statement.Kind.INFERRED and not draft.values.get(
            "grondslag"
        ):
            reason = "Zeg bij een lezing van de redactie waarop die berust."
            note_fault(faults, "grondslag", reason, "no_basis")
        self._check_source(draft, faults)
        if not faults:
            self._check_once(draft, faults)

    def _check_target(self, draft, faults):
        reference = draft.values.get("interventie", "")
        draft.target = self.targets.get(reference) or self.targets.get(fold(reference))
        if draft.target or "interventie" in faults:
            return
        if not reference:
            reason, code = "Zeg over welke interventie dit gaat.", "empty"
        elif fold(reference) in self.refused:
            reason, code = "De regel van deze interventie heeft een fout.", "refused_intervention"
        elif self.known.named(reference):
            reason = "Deze interventie is geen concept uit een import. Pas die aan in het beheer."
            code = "no_concept"
        else:
            reason, code = f"Wij kennen geen interventie '{reference}'.", "unknown_intervention"
        note_fault(faults, "interventie", reason, code)

    def _check_source(self, draft, faults):
        """A title and an address make a source; else it is one that there is, by slug or title."""
        title, url = draft.values.get("bron.titel"), draft.values.get("bron.url")
        text = draft.values.get("bron")
        if {"bron", "bron.titel", "bron.url", "bron.datum"} & faults.keys():
            return
        try:
            draft.source = self.vocabulary.find("sources", text) if text else None
        except ValidationError as fault:
            if not (title and url):
                note_fault(faults, "bron", fault)
                return
        if draft.source is None and title and url:
            date = draft.values.get("bron.datum", "")
            draft.source = self.shelf.find(NewSource(title, url, date))
        if draft.source is None:
            note_fault(faults, "bron", NO_SOURCE, "no_source")

    def _check_once(self, draft, faults):
        key = (self._identity(draft.target), draft.values["element"].pk, _source_key(draft.source))
        if key in self.said:
            reason = f"Deze uitspraak staat ook op regel {self.said[key]}."
            note_fault(faults, "element", reason, "twice")
        elif key in self.known.said and not self.is_update:
            reason = "Deze bron is bij dit element al gebruikt."
            note_fault(faults, "element", reason, "exists")
        self.said[key] = draft.line

    def _identity(self, target: Draft | Intervention):
        return target.slug if isinstance(target, Draft) else target.pk


def _source_key(source):
    return source if isinstance(source, NewSource) else source.pk
