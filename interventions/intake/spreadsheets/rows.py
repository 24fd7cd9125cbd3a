"""New concepts, all at once: a save per row would take minutes for a long file."""

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from elements.models import Source
from elements.text import fold
from interventions.intake.spreadsheets.drafts import Draft
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.models import Intervention, Recognition, SuggestedElement
from interventions.sheet.columns import SHEET_COLUMNS

MANY = ("target_groups", "themes", "settings", "sources")
# The columns that go straight into a field, and those that go into a list.
FIELDS = {
    column.key: column.field
    for column in SHEET_COLUMNS
    if column.field and column.field not in (*MANY, "slug")
}
LISTS = {column.key: column.field for column in SHEET_COLUMNS if column.field in MANY}
BATCH = 200


def write_new(drafts: list[Draft], shelf: SourceShelf, by) -> None:
    """Write the concepts with their lists, recognitions, suggestions and first history."""
    now = timezone.now() if by else None
    for draft in drafts:
        draft.row = Intervention(slug=draft.slug, created_by=by, changed_at=now, changed_by=by)
        fill(draft.row, draft)
        draft.row.name_key = fold(draft.name)  # `save` is not called
    rows = [draft.row for draft in drafts]
    Intervention.objects.bulk_create(rows, batch_size=BATCH)
    links = {name: _link(name, drafts, shelf) for name in MANY}
    _write_history(rows, links, by)
    recognitions = [
        Recognition(intervention=draft.row, **values)
        for draft in drafts
        for values in draft.recognitions
    ]
    bulk_create_with_history(recognitions, Recognition, batch_size=BATCH, default_user=by)
    suggest(drafts, {draft.line: draft.row for draft in drafts})


def fill(row: Intervention, draft: Draft) -> None:
    """Put what the file gives into the fields; a note comes below what is noted."""
    for key, name in FIELDS.items():
        if key in draft.values:
            setattr(row, name, draft.values[key])
    row.desk_note = "\n".join(filter(None, [row.desk_note, *draft.notes]))


def lists_of(draft: Draft) -> dict[str, list]:
    return {name: draft.values[key] for key, name in LISTS.items() if draft.values.get(key)}


def suggest(drafts: list[Draft], rows: dict[int, Intervention]) -> None:
    """Elements without a source, for the desk."""
    SuggestedElement.objects.bulk_create(
        SuggestedElement(intervention=rows[draft.line], element=element)
        for draft in drafts
        for element in draft.suggestions
    )


def _all_lists(draft: Draft, shelf: SourceShelf) -> dict[str, list]:
    lists = lists_of(draft)
    if draft.page:
        page: Source = shelf.make(draft.page)
        lists["sources"] = list(dict.fromkeys([*lists.get("sources", []), page]))
    return lists


def _link(name: str, drafts: list[Draft], shelf: SourceShelf) -> list:
    """The rows between interventions and the words of one list."""
    field = Intervention._meta.get_field(name)
    through, own, other = field.remote_field.through, *_ends(field)
    return through.objects.bulk_create(
        [
            through(**{own: draft.row.pk, other: word.pk})
            for draft in drafts
            for word in _all_lists(draft, shelf).get(name, [])
        ],
        batch_size=BATCH,
    )


def _ends(field) -> tuple[str, str]:
    return f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"


def _write_history(rows: list[Intervention], links: dict[str, list], by) -> None:
    """One entry per row, with its lists, as a save by hand leaves it."""
    history = Intervention.history
    made = history.bulk_history_create(rows, batch_size=BATCH, default_user=by)
    entries = {entry.id: entry for entry in made}
    for name, pairs in links.items():
        model, ends = getattr(history.model, name).model, _ends(Intervention._meta.get_field(name))
        model.objects.bulk_create(
            [
                model(
                    id=pair.pk,
                    history=entries[getattr(pair, ends[0])],
                    **{end: getattr(pair, end) for end in ends},
                )
                for pair in pairs
            ],
            batch_size=BATCH,
        )
