"""Rows of interventions: what each will become, and what is wrong with it."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from elements.models import Source
from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft, NewSource
from interventions.intake.spreadsheets.known import Known, check_update
from interventions.intake.spreadsheets.resource import LINE, RowResource, note_fault
from interventions.intake.spreadsheets.sources import KINDS, SourceShelf, free_slug
from interventions.intake.spreadsheets.tables import Sheet
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.models import Intervention

LONGEST_SLUG = Intervention._meta.get_field("slug").max_length
# The column of a recognition -> the field of the model.
RECOGNITION = {
    "erkenningen.niveau": "level",
    "erkenningen.datum": "date",
    "erkenningen.commissie": "body",
    "erkenningen.geldigTot": "valid_until",
    "erkenningen.nagekekenOp": "checked_on",
    "erkenningen.bron": "source",
}


class SheetResource(RowResource):
    """Reads rows of interventions into drafts; names are unique, in the file and in the base."""

    def __init__(
        self,
        sheet: Sheet,
        vocabulary: Vocabulary,
        known: Known,
        shelf: SourceShelf,
        *,
        is_update: bool,
        by,
    ):
        super().__init__(sheet, vocabulary)
        self.known, self.shelf, self.is_update, self.by = known, shelf, is_update, by
        self.names, self.slugs, self.used = {}, {}, Counter()
        self.given_slugs = self._all("slug")
        self.taken = {*known.by_slug, *self.given_slugs}
        self.mentioned = self._all("naam") | self.given_slugs

    def _all(self, key: str) -> set[str]:
        rows = self.sheet.table.rows
        return {text for _, cells in rows if (text := fold(self.sheet.value(cells, key)))}

    def init_instance(self, row=None):
        return Draft(row[LINE])

    def check_row(self, draft, faults):
        self._check_name(draft, faults)
        self._check_slug(draft, faults)
        self._check_variant(draft, faults)
        self._check_databank(draft, faults)
        self._read_recognitions(draft, faults)
        draft.suggestions = draft.values.get("elementen", [])
        self._read_page(draft)
        if text := draft.values.get("aantekening"):
            draft.notes.append(text)

    def _check_databank(self, draft, faults):
        known = draft.live and draft.live.databank_status_date
        if draft.values.get("databankStatus.stand") and not (
            known or draft.values.get("databankStatus.datum")
        ):
            reason = "Zeg van wanneer de stand in de databank is."
            note_fault(faults, "databankStatus.datum", reason, "no_date")

    # --- The name and the address -----------------------------------------------------------------

    def _check_name(self, draft, faults):
        name = fold(draft.name)
        if "naam" in faults:
            return
        if not name:
            note_fault(faults, "naam", "Zonder naam kan deze regel niet mee.", "no_name")
        elif name in self.names:
            note_fault(faults, "naam", f"Deze naam staat ook op regel {self.names[name]}.", "twice")
        else:
            self.names[name] = draft.line
            draft.live = self.known.by_name.get(name)
            self._check_live(draft, faults)

    def _check_live(self, draft, faults):
        if draft.live:
            try:
                check_update(draft.live, self.known, is_chosen=self.is_update, by=self.by)
            except ValidationError as fault:
                note_fault(faults, "naam", fault)

    def _check_slug(self, draft, faults):
        slug = draft.values.get("slug", "")
        if draft.live:
            draft.slug = draft.live.slug
            if slug and slug != draft.live.slug:
                reason = f"Het kenmerk is '{draft.live.slug}' en verandert niet meer."
                note_fault(faults, "slug", reason, "fixed_slug")
        elif slug:
            draft.slug = slug
            self._check_given_slug(draft, faults)
        elif draft.name:
            base = slugify(draft.name)
            if not base:
                note_fault(faults, "naam", "In de naam staan geen letters of cijfers.", "no_slug")
            draft.slug = free_slug(base, self.taken, LONGEST_SLUG, self.used)
        if draft.slug:
            self.slugs.setdefault(draft.slug, draft.line)
            self.taken.add(draft.slug)

    def _check_given_slug(self, draft, faults):
        if draft.slug in self.known.by_slug:
            other = self.known.by_slug[draft.slug]
            note_fault(faults, "slug", f"Dit kenmerk is van '{other}'.", "slug_taken")
        elif draft.slug in self.slugs:
            reason = f"Dit kenmerk staat ook op regel {self.slugs[draft.slug]}."
            note_fault(faults, "slug", reason, "twice")

    def _check_variant(self, draft, faults):
        reference = draft.values.get("variantVan")
        if not reference:
            return
        if fold(reference) in (fold(draft.name), draft.slug):
            reason = "Een interventie is geen versie van zichzelf."
            note_fault(faults, "variantVan", reason, "own_variant")
        elif fold(reference) not in self.mentioned and not self.known.named(reference):
            reason = f"Wij kennen geen interventie '{reference}'."
            note_fault(faults, "variantVan", reason, "unknown_intervention")

    # --- What it says of recognitions, and of the page it comes from ------------------------------

    def _read_recognitions(self, draft, faults):
        columns = {key: draft.values[key] for key in RECOGNITION if key in draft.values}
        if any(key in faults for key in RECOGNITION) or not columns:
            return
        longest = max(map(len, columns.values()))
        if any(len(values) != longest for values in columns.values()):
            reason = "De kolommen van de erkenning hebben niet evenveel delen (gescheiden door |)."
            note_fault(faults, "erkenningen.niveau", reason, "uneven")
            return
        for place in range(longest):
            found = {RECOGNITION[key]: values[place] for key, values in columns.items()}
            found = {field: value for field, value in found.items() if value}
            if {"level", "date", "source"} <= found.keys():
                draft.recognitions.append(found)
            elif found:
                draft.notes.append(_recognition_in_words(found))

    def _read_page(self, draft):
        url, date = draft.values.get("pagina.url"), draft.values.get("pagina.datum", "")
        kind = draft.values.get("pagina.soort", "")
        if url:
            found = NewSource(draft.name, url, date, KINDS.get(fold(kind), Source.Kind.WEBSITE))
            draft.page = self.shelf.find(found)
        elif date:
            draft.notes.append(f"Datum van de pagina, zonder adres: {date}")
        if kind and (not url or fold(kind) not in KINDS):
            draft.notes.append(f"Soort bron in het bestand: {kind}")


def _recognition_in_words(found: dict) -> str:
    """A recognition that lacks its level, date or source, for the note of the desk."""
    lacking = [
        word
        for field, word in (("level", "niveau"), ("date", "datum"), ("source", "bron"))
        if field not in found
    ]
    said = ", ".join(str(value) for value in found.values())
    return f"Erkenning in het bestand, zonder {' en '.join(lacking)}: {said}"
