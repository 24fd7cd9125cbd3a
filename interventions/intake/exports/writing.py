"""Write what an export becomes: concepts, working copies, proposals, and where each came from."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from elements.models import Source
from interventions.intake.exports.again import Again
from interventions.intake.exports.checking import ExportCheck
from interventions.intake.exports.export import Export
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets import writing
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.drafts import NewSource
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.models import ImportBatch, Intervention, Origin, Proposal
from interventions.sheet.proposed import held
from interventions.workflow.improving import improve


def write_any(found: Check, *, file_name: str, by) -> ImportBatch:
    """Write the good rows of a spreadsheet or of an export. Raises Refused and leaves nothing."""
    if not isinstance(found, ExportCheck):
        return writing.write(found, file_name=file_name, by=by)
    if by is None and found.again:
        raise Refused(writing.NOBODY)
    try:
        with transaction.atomic():
            return _write(found, file_name, by)
    except (IntegrityError, ValidationError, PermissionDenied) as error:
        raise Refused(writing.OVERTAKEN) from error


def _write(found: ExportCheck, file_name: str, by) -> ImportBatch:
    _make_sources(found)
    batch = writing.write(found, file_name=file_name, by=by)
    for one in filter(lambda one: one.is_open, found.again):
        _propose(one, found.export, by)
    _write_origins(found)
    return batch


def _propose(one: Again, export: Export, by) -> None:
    """Each fact on its own, so that each is taken over or not. What waits already, waits once."""
    reason = f"Aangevuld met wat {export.whose} erover zegt."
    for key, values in one.changes().items():
        if one.is_public:
            improve(one.row, {key: values}, by=by, reason=reason)
            continue
        wanted = {"intervention": one.row, "fact": key, "values": values}
        if not Proposal.objects.open().filter(**wanted).exists():
            before = held(one.row, key)
            Proposal.objects.create(**wanted, before=before, reason=reason, proposed_by=by)


def _write_origins(found: ExportCheck) -> None:
    """Where each came from, with what was read of it. What could not be taken along, counts as not
    read: the next time it is told again.
    """
    for draft in found.drafts:
        if not draft.live:
            is_whole = draft.line not in found.unread
            _write_origin(found, draft.line, draft.row, with_document=is_whole)
    for one in (*found.again, *found.alike):
        is_whole = one.is_taken and one.draft.line not in found.unread
        _write_origin(found, one.draft.line, one.row, with_document=is_whole)


def _write_origin(found: ExportCheck, line: int, row: Intervention, *, with_document: bool) -> None:
    export = found.export
    values: dict[str, Any] = {"intervention": row, "read_at": timezone.now()}
    if with_document:
        values |= {"version": export.version(line), "document": export.lines[line]}
    Origin.objects.update_or_create(site=export.site, slug=export.slug(line), defaults=values)


# --- Sources --------------------------------------------------------------------------------------


def _make_sources(found: ExportCheck) -> None:
    """Put the sources where the drafts name one that was not there yet: all are made at once."""
    shelf = cast(SourceShelf, found.shelf)
    drafts = [*found.drafts, *(one.draft for one in found.again)]
    stated = found.statements
    held: list[dict] = [draft.values for draft in (*drafts, *stated)]
    held += [row for draft in drafts for rows in draft.rows.values() for row in rows]
    held += [place for draft in drafts for _, place in draft.asked]
    new = [one for values in held for value in values.values() for one in _new_in(value)]
    shelf.make_all([*new, *(one.source for one in stated)])
    for one in stated:
        one.source = shelf.make(cast(Source | NewSource, one.source))
    for values in held:
        for key, value in values.items():
            values[key] = _made(value, shelf)


def _new_in(value: Any) -> list[NewSource]:
    return [one for one in (value if isinstance(value, list) else [value]) if _is_new(one)]


def _is_new(value: Any) -> bool:
    return isinstance(value, NewSource)


def _made(value: Any, shelf: SourceShelf) -> Any:
    if isinstance(value, list) and any(map(_is_new, value)):
        return list(dict.fromkeys(_made(one, shelf) for one in value))
    return shelf.make(value) if _is_new(value) else value
