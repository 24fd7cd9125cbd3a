"""New concepts, all at once: a save per row would take minutes for a long file."""

from collections.abc import Iterable
from typing import cast

from django.db.models import ManyToManyField, Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from elements.models import Element
from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.models import Intervention, SuggestedElement
from interventions.sheet import BOXES, Kind
from interventions.sheet.columns import SHEET_COLUMNS

# The columns that go straight into a list, and those that go into a field.
LISTS = {each.key: each.field for each in SHEET_COLUMNS if each.field and each.kind is Kind.WORDS}
FIELDS = {
    each.key: each.field
    for each in SHEET_COLUMNS
    if each.model is Intervention and each.key not in ("slug", "variantVan", *LISTS)
}
BATCH = 200


def write_new(drafts: list[Draft], shelf: SourceShelf, by) -> None:
    """Write the concepts with their lists, rows, suggestions and first history."""
    now = timezone.now() if by else None
    for draft in drafts:
        draft.row = Intervention(slug=draft.slug, created_by=by, changed_at=now, changed_by=by)
        fill(draft.row, draft)
        draft.row.name_key = fold(draft.name)  # `save` is not called
    rows = [draft.row for draft in drafts]
    Intervention.objects.bulk_create(rows, batch_size=BATCH)
    made = Intervention.history.bulk_history_create(rows, batch_size=BATCH, default_user=by)
    entries = {entry.id: entry for entry in made}
    for name in LISTS.values():
        _link(name, drafts, shelf, entries)
    for box in BOXES:
        made = [
            box.model(intervention=draft.row, **values)
            for draft in drafts
            for values in draft.rows[box.relation]
        ]
        bulk_create_with_history(made, box.model, batch_size=BATCH, default_user=by)
    suggest((draft.row, element) for draft in drafts for element in draft.suggestions)


def fill(row: Intervention, draft: Draft) -> None:
    """Put what the file gives into the fields; a note comes below what is noted."""
    for key, name in FIELDS.items():
        if key in draft.values:
            setattr(row, name, draft.values[key])
    row.desk_note = "\n".join(filter(None, [row.desk_note, *draft.notes]))


def lists_of(draft: Draft) -> dict[str, list]:
    return {name: draft.values[key] for key, name in LISTS.items() if draft.values.get(key)}


def suggest(pairs: Iterable[tuple[Intervention, Element]]) -> None:
    """Elements without a source, for the desk."""
    SuggestedElement.objects.bulk_create(
        SuggestedElement(intervention=row, element=element) for row, element in pairs
    )


def _link(name: str, drafts: list[Draft], shelf: SourceShelf, entries: dict) -> None:
    """The words of one list, and the same in the first history: as a save by hand leaves it."""
    field = cast(ManyToManyField, Intervention._meta.get_field(name))
    through = cast(type[Model], field.remote_field.through)
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    pairs = through._default_manager.bulk_create(
        [
            through(**{own: draft.row.pk, other: pk})
            for draft in drafts
            for pk in _words(name, draft, shelf)
        ],
        batch_size=BATCH,
    )
    history = getattr(Intervention.history.model, name).model
    history.objects.bulk_create(
        [
            history(
                id=pair.pk,
                history=entries[getattr(pair, own)],
                **{end: getattr(pair, end) for end in (own, other)},
            )
            for pair in pairs
        ],
        batch_size=BATCH,
    )


def _words(name: str, draft: Draft, shelf: SourceShelf) -> Iterable[int]:
    """The keys of the words of one list; the page that the row comes from is a source as well."""
    found = [word.pk for word in lists_of(draft).get(name, [])]
    if name == "sources" and draft.page:
        found.append(shelf.make(draft.page).pk)
    return dict.fromkeys(found)
