"""Write the good rows as concepts, all in one short transaction; what goes wrong undoes all."""

from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from elements.models import Source
from elements.text import fold
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.concepts import BATCH, fill, lists_of, suggest, write_new
from interventions.intake.spreadsheets.drafts import Draft, NewSource, StatementDraft
from interventions.intake.spreadsheets.known import WRITABLE
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.models import (
    ImportBatch,
    ImportedRow,
    Intervention,
    Statement,
    SuggestedElement,
)
from interventions.sheet import BOXES, STATEMENTS, Kind
from interventions.sheet.columns import STATEMENT_COLUMNS
from interventions.workflow import revise, words

OVERTAKEN = (
    "Er is niets ingelezen: tijdens het inlezen veranderde iemand anders iets in de kennisbank. "
    "Lees het bestand opnieuw in."
)
NOBODY = (
    "Er is niets ingelezen: dit bestand verandert teksten die er al zijn. "
    "Zeg met --user welk account dat doet."
)
# The columns that go straight into a field of a statement, but for those that it is known by.
SAID = {
    each.key: each.field
    for each in STATEMENT_COLUMNS
    if each.model and each.kind is not Kind.WORDS and each.field not in STATEMENTS.identity
}


def write(found: Check, *, file_name: str, by=None) -> ImportBatch:
    """Write every row without a fault, and only those; gives the batch that says what was made.

    Raises Refused and leaves nothing behind.
    """
    if by is None and any(isinstance(one.target, Intervention) for one in found.statements):
        raise Refused(NOBODY)
    try:
        with transaction.atomic():  # nothing of it is public: no text, and no source of one
            return _write(found, file_name, by)
    except (IntegrityError, ValidationError, PermissionDenied) as error:
        raise Refused(OVERTAKEN) from error


def _write(found: Check, file_name: str, by) -> ImportBatch:
    shelf = cast(SourceShelf, found.shelf)
    shelf.make_all(draft.page for draft in found.drafts)
    write_new([draft for draft in found.drafts if not draft.live], shelf, by)
    for draft in found.drafts:
        if draft.live:
            note = f"Bijgewerkt uit het bestand {file_name}."
            draft.row = revise(draft.live, by=by, note=note)
            _update(draft.row, draft, shelf, by)
    _write_variants(found.drafts)
    _write_statements(found, by)
    for row in _touched_concepts(found):
        row.changed_at, row.changed_by = timezone.now(), by
        _save(row, by)
    wishes = [
        (asked, draft.row, _by_key(place)) for draft in found.drafts for asked, place in draft.asked
    ]
    words.wait_for([(one.words, one.name, row, place) for one, row, place in wishes], by=by)
    return _write_batch(found, file_name, by)


def _by_key(place: dict) -> dict:
    """What waits for its municipality, as it is kept."""
    return {**place, "source": place["source"].pk} if place else place


def _write_batch(found: Check, file_name: str, by) -> ImportBatch:
    """With every text that something of the file went to, at its first line."""
    lines = {draft.row.pk: draft.line for draft in found.drafts}
    for said in found.statements:
        lines.setdefault(_row_of(said).pk, said.line)
    batch = ImportBatch.objects.create(file_name=file_name[-200:], by=by, rows=found.good)
    ImportedRow.objects.bulk_create(
        ImportedRow(batch=batch, intervention_id=key, line=line) for key, line in lines.items()
    )
    return batch


def _save(row: Intervention | Statement, by) -> None:
    row._history_user = by  # type: ignore[union-attr]  # for simple_history
    row.save()


# --- Interventions --------------------------------------------------------------------------------


def _update(row: Intervention, draft: Draft, shelf: SourceShelf, by) -> None:
    """Put what the file gives into a working copy: that replaces what was there."""
    fill(row, draft)
    row.name = cast(Intervention, draft.live).name
    _save(row, by)
    for name, chosen in lists_of(draft).items():
        getattr(row, name).set(chosen)
    if draft.page:
        row.sources.add(shelf.make(draft.page))
    for box in BOXES:
        for values in draft.rows[box.relation]:
            same = {name: values[name] for name in box.identity}
            rows = box.model._default_manager
            rows.update_or_create(intervention=row, **same, defaults=values)
    said = set(row.statements.values_list("element", flat=True))
    suggest((row, element) for element in draft.suggestions if element.pk not in said)


def _write_variants(drafts: list[Draft]) -> None:
    """Last, because the other may stand further on in the file."""
    written = {fold(name): draft.row for draft in drafts for name in (draft.name, draft.slug)}
    for draft in drafts:
        if reference := draft.values.get("variantVan"):
            other = written.get(fold(reference)) or _named(reference)
            if other is None:
                raise ValidationError("The other row was not written.")
            draft.row.variant_of = other.replaces or other
            draft.row.save()


def _named(reference: str) -> Intervention | None:
    rows = Intervention.objects.filter(replaces=None)
    return rows.filter(slug=reference).first() or rows.filter(name_key=fold(reference)).first()


# --- Statements -----------------------------------------------------------------------------------


def _touched_concepts(found: Check) -> QuerySet[Intervention]:
    """The concepts that were there and got statements, locked. Raises ValidationError when one of
    them has meanwhile been handed in.
    """
    keys = {one.target.pk for one in found.statements if isinstance(one.target, Intervention)}
    rows = Intervention.objects.select_for_update().filter(pk__in=keys, status__in=WRITABLE)
    if len(rows) < len(keys):
        raise ValidationError("A concept was handed in.")
    return rows


def _write_statements(found: Check, by) -> None:
    """New ones all at once, with their first history: a save per row would take minutes."""
    shelf = cast(SourceShelf, found.shelf)
    shelf.make_all(draft.source for draft in found.statements)
    about = {_row_of(draft).pk for draft in found.statements}
    known = {
        (one.intervention_id, one.element_id, one.source_id): one
        for one in Statement.objects.filter(intervention__in=about)
    }
    written = [_filled(draft, known, shelf) for draft in found.statements]
    new = [statement for statement in written if not statement.pk]
    for statement in written:
        if statement.pk:
            _save(statement, by)
    bulk_create_with_history(new, Statement, batch_size=BATCH, default_user=by)
    for draft, statement in zip(found.statements, written, strict=True):
        if extra := draft.values.get("extraBronnen"):
            statement._history_user = by  # type: ignore[attr-defined]  # for simple_history
            statement.extra_sources.set(extra)
    said = {(one.intervention_id, one.element_id) for one in written}
    answered = [
        one.pk
        for one in SuggestedElement.objects.filter(intervention__in=about)
        if (one.intervention_id, one.element_id) in said
    ]
    SuggestedElement.objects.filter(pk__in=answered).delete()


def _filled(draft: StatementDraft, known: dict, shelf: SourceShelf) -> Statement:
    row, element = _row_of(draft), draft.values["element"]
    source = shelf.make(cast(Source | NewSource, draft.source))
    statement = known.get((row.pk, element.pk, source.pk)) or Statement(
        intervention=row, element=element, source=source
    )
    for key, name in SAID.items():
        if key in draft.values:
            setattr(statement, name, draft.values[key])
    return statement


def _row_of(draft: StatementDraft) -> Intervention:
    target = cast(Draft | Intervention, draft.target)
    return target.row if isinstance(target, Draft) else target
