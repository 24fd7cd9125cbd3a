"""Rows of interventions: what each will become, and what is wrong with it."""

from collections import Counter
from typing import cast

from django.utils.text import slugify

from elements.models import Source
from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft, NewSource
from interventions.intake.spreadsheets.known import Known
from interventions.intake.spreadsheets.sources import KINDS, free_slug
from interventions.intake.spreadsheets.vocabulary import Asked
from interventions.models import Intervention
from interventions.sheet import PLACES, RECOGNITIONS, Box
from interventions.sheet.columns import SHEET_COLUMNS
from interventions.sheet.fact import label_of

LONGEST_SLUG = cast(int, Intervention._meta.get_field("slug").max_length)
# The rows that stand beside an intervention in its own line, with the columns of each.
ALONGSIDE = {
    box.relation: (
        box,
        {each.key: each.field for each in SHEET_COLUMNS if each.model is box.model},
    )
    for box in (RECOGNITIONS, PLACES)
}


class InterventionChecks:
    """Checks the rows of one sheet: names are unique, in the file and in the base."""

    def __init__(self, drafts: list[Draft], known: Known):
        self.known = known
        self.names: dict[str, int] = {}
        self.slugs: dict[str, int] = {}
        given = {fold(draft.text("slug")) for draft in drafts} - {""}
        self.taken, self.used = {*known.by_slug, *given}, Counter[str]()
        self.mentioned = given | {fold(draft.text("naam")) for draft in drafts}

    def check(self, draft: Draft) -> None:
        self._check_name(draft)
        self._check_slug(draft)
        self._check_variant(draft)
        _check_dates(draft)
        read_rows(draft)
        draft.suggestions = draft.values.get("elementen", [])
        self._read_page(draft)
        if text := draft.values.get("aantekening"):
            draft.notes.append(text)

    # --- The name and the address -----------------------------------------------------------------

    def _check_name(self, draft):
        name = fold(draft.name)
        if "naam" in draft.wrong:
            return
        if not name:
            draft.refuse("naam", "Zonder naam kan deze regel niet mee.", "no_name")
        elif name in self.names:
            draft.refuse("naam", f"Deze naam staat ook op regel {self.names[name]}.", "twice")
        else:
            self.names[name] = draft.line
            draft.live = self.known.by_name.get(name)
            if draft.live and (refusal := self.known.refusal(draft.live)):
                draft.refuse("naam", *refusal)

    def _check_slug(self, draft):
        slug = draft.values.get("slug", "")
        if draft.live:
            draft.slug = draft.live.slug
            if slug and slug != draft.slug:
                reason = f"Het kenmerk is '{draft.slug}' en verandert niet meer."
                draft.refuse("slug", reason, "fixed_slug")
        elif slug:
            draft.slug = slug
            self._check_given_slug(draft)
        elif draft.name:
            base = slugify(draft.name)
            if not base:
                draft.refuse("naam", "In de naam staan geen letters of cijfers.", "no_slug")
            draft.slug = free_slug(base, self.taken, LONGEST_SLUG, self.used)
        if draft.slug:
            self.slugs.setdefault(draft.slug, draft.line)
            self.taken.add(draft.slug)

    def _check_given_slug(self, draft):
        if other := self.known.by_slug.get(draft.slug):
            draft.refuse("slug", f"Dit kenmerk is van '{other}'.", "slug_taken")
        elif line := self.slugs.get(draft.slug):
            draft.refuse("slug", f"Dit kenmerk staat ook op regel {line}.", "twice")

    def _check_variant(self, draft):
        reference = draft.values.get("variantVan")
        if not reference:
            return
        if fold(reference) in (fold(draft.name), draft.slug):
            reason = "Een interventie is geen versie van zichzelf."
            draft.refuse("variantVan", reason, "own_variant")
        elif fold(reference) not in self.mentioned and not self.known.named(reference):
            reason = f"Wij kennen geen interventie '{reference}'."
            draft.refuse("variantVan", reason, "unknown_intervention")

    # --- The page it comes from -------------------------------------------------------------------

    def _read_page(self, draft):
        url, date = draft.values.get("pagina.url"), draft.values.get("pagina.datum", "")
        kind = draft.values.get("pagina.soort", "")
        if url:
            found = NewSource(draft.name, url, date, KINDS.get(fold(kind), Source.Kind.WEBSITE))
            draft.page = self.known.shelf.find(found)
        elif date:
            draft.notes.append(f"Datum van de pagina, zonder adres: {date}")
        if kind and (not url or fold(kind) not in KINDS):
            draft.notes.append(f"Soort bron in het bestand: {kind}")


def _check_dates(draft: Draft) -> None:
    known = draft.live and draft.live.databank_status_date
    if draft.values.get("databankStatus.stand") and not (
        known or draft.values.get("databankStatus.datum")
    ):
        reason = "Zeg van wanneer de stand in de databank is."
        draft.refuse("databankStatus.datum", reason, "no_date")


def read_rows(draft: Draft) -> None:
    """The recognitions and the places that its cells say, side by side."""
    for box, columns in ALONGSIDE.values():
        _read_rows(draft, box, columns)


def _read_rows(draft: Draft, box: Box, fields: dict[str, str]) -> None:
    columns = {key: draft.values[key] for key in fields if key in draft.values}
    if draft.wrong & fields.keys():
        return
    name = str(box.model._meta.verbose_name)
    if len({len(values) for values in columns.values()}) > 1:
        reason = f"De kolommen van de {name} hebben niet evenveel delen (gescheiden door |)."
        draft.refuse(next(iter(fields)), reason, "uneven")
        return
    for values in zip(*columns.values(), strict=True):
        pairs = zip(columns, values, strict=True)
        found = {fields[key]: value for key, value in pairs if value}
        waits = next((one for one in found.values() if isinstance(one, Asked)), None)
        if waits and found.keys() >= {*box.identity}:
            rest = {name: value for name, value in found.items() if value is not waits}
            draft.asked.append((waits, rest))
        elif found.keys() >= {*box.identity}:
            draft.rows[box.relation].append(found)
        elif found:
            draft.notes.append(_in_words(box, found))


def _in_words(box: Box, row: dict) -> str:
    """A row that lacks what it is known by, for the note of the desk."""
    lacking = [label_of(box.model, name).lower() for name in box.identity if name not in row]
    said = ", ".join(getattr(value, "name", str(value)) for value in row.values())
    return f"{box.label} in het bestand, zonder {' en '.join(lacking)}: {said}"
