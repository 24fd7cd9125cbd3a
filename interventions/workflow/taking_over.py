"""Filling in a text with what was proposed, and taking over the proposal of a reader."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, ManyToManyField, Model

from elements.models import Source
from elements.text import fold
from interventions.models import Intervention, Municipality, Place, Proposal
from interventions.sheet import FACT, PLACES, SOURCE_RELATIONS
from interventions.sheet.proposed import held
from interventions.workflow.bibliography import source_named
from interventions.workflow.copies import save_checked
from interventions.workflow.proposals import close, is_public, opened
from interventions.workflow.verbs import locked
from interventions.workflow.writing import check_fits, is_open_to, name_is_taken, note_change

Sources = Mapping[int, Source]  # by the key of the proposal that names it
AFTER_A_REPORT = "Aangevuld na een melding van een lezer."


def accept(proposal: Proposal, *, by, seen: str = "", note: str = "") -> Intervention | Proposal:
    """Stand behind what a reader proposed: in a draft it is filled in, and gives the draft; about
    a public text it becomes a proposal of `by`, which it gives: another publishes that.

    `seen` is the digest of the text that `by` has read, where that is no longer the one of the
    proposal. Raises PermissionDenied, or ValidationError with every reason: nothing has changed
    then.
    """
    with transaction.atomic():
        goal = locked(cast(Intervention, proposal.intervention))
        (row,) = opened("accept", proposal, by=by, note=note, stamp=seen)
        result: Intervention | Proposal = goal
        if is_public(goal):
            before = held(goal, row.fact)
            _check(goal, row)
            result = Proposal.objects.create(
                intervention=goal,
                fact=row.fact,
                values=row.values,
                before=before,
                source_title=row.source_title,
                source_url=row.source_url,
                place=row.place,
                words=row.words,
                reason=AFTER_A_REPORT,
                proposed_by=by,
            )
        elif is_open_to(goal, by):
            note_change(goal, by=by)
            put(goal, [row], named_sources([row]), by=by)
        else:
            raise ValidationError(
                f"In deze tekst kunt u nu niet schrijven: de status is "
                f"'{goal.get_status_display()}'. Wacht tot die weer een concept is.",
                code="not_open",
            )
        close([row], "accept", by=by, note=note)
    proposal.refresh_from_db()
    return result


def named_sources(rows: Iterable[Proposal]) -> Sources:
    """The source that each of these names: known at its address, or new and unread."""
    return {
        row.pk: source_named(row.source_title, row.source_url)
        for row in rows
        if row.source_title or row.source_url
    }


def put(goal: Model, rows: Iterable[Proposal], sources: Sources, *, by) -> None:
    """Write the values of these proposals in a text, in one save.

    Raises ValidationError; what a constraint refuses is said too.
    """
    try:
        with transaction.atomic():
            goal._history_user = by  # type: ignore[attr-defined]  # for simple_history
            texts = [row for row in rows if row.fact != PLACES.key]
            values: dict[str, Any] = {}
            for row in texts:
                values |= _values(row, sources.get(row.pk))
            fill_in(goal, values)
            _save(goal)
            for name, value in values.items():
                field = goal._meta.get_field(name)
                if isinstance(field, ManyToManyField):
                    words = cast(Any, field.related_model)._default_manager.filter(slug__in=value)
                    getattr(goal, name).set(words)
            for row in texts:
                _add_source(goal, row, sources.get(row.pk))
            for row in rows:
                if row.fact == PLACES.key:
                    _add_place(cast(Intervention, goal), row, sources.get(row.pk), by=by)
    except IntegrityError as refusal:
        raise ValidationError(
            "Dit past niet bij wat er al staat. Pas de tekst zelf aan.", code="constraint"
        ) from refusal


def fill_in(row: Model, values: Mapping[str, Any]) -> None:
    """Set the parts of a fact, but those that are relations. Raises ValidationError."""
    for name, value in values.items():
        field = cast(Field, row._meta.get_field(name))
        if isinstance(field, ManyToManyField):
            continue
        if isinstance(field, ForeignKey):
            setattr(row, name, _row_of(field, value))
        elif isinstance(value, str) and not field.choices:
            if value or not field.blank:
                check_fits(row, name, value)
            setattr(row, name, field.to_python(value) if value else field.get_default())
        else:
            setattr(row, name, field.clean(value, row))


def find_municipality(name: str) -> Municipality | None:
    """The municipality of this name, of now or of before."""
    asked = fold(name)
    for one in Municipality.objects.all():
        if asked in map(fold, (one.name, *one.former_names.splitlines())):
            return one
    return None


def _values(row: Proposal, source: Source | None) -> dict[str, Any]:
    values = dict(row.values)
    if source and row.intervention_id and FACT[row.fact].source:
        values[FACT[row.fact].source] = source.slug
    return values


def _save(goal: Model) -> None:
    if not isinstance(goal, Intervention):
        goal.full_clean()
        goal.save()
        return
    if name_is_taken(goal.name, goal):
        raise ValidationError("Een andere interventie heeft deze naam al.", code="same_name")
    save_checked(goal)


def _add_source(goal: Model, row: Proposal, source: Source | None) -> None:
    if source is None:
        return
    cast(Intervention, goal).sources.add(source)
    for name in {*FACT[row.fact].fields} & {*SOURCE_RELATIONS}:
        getattr(goal, name).add(source)


def _check(goal: Intervention, row: Proposal) -> None:
    """That it can stand in the text, before somebody stands behind it."""
    with transaction.atomic():
        put(goal, [row], named_sources([row]), by=None)
        transaction.set_rollback(True)


def _add_place(goal: Intervention, row: Proposal, source: Source | None, *, by) -> None:
    named = row.values["municipality"]
    municipality = find_municipality(named)
    if municipality is None:
        raise ValidationError(
            f"De gemeente '{named}' staat nog niet in de lijst van gemeenten. Voeg die eerst toe.",
            code="unknown_municipality",
        )
    if source is None:
        raise ValidationError("Bij een gemeente hoort een bron.", code="no_source")
    goal.sources.add(source)
    place = Place(
        intervention=goal,
        municipality=municipality,
        since=row.values.get("since"),
        until=row.values.get("until"),
        source=source,
    )
    place._history_user = by  # type: ignore[attr-defined]  # for simple_history
    place.full_clean()
    place.save()


def _row_of(field: ForeignKey, slug: str | None):
    if not slug:
        return None
    rows = cast(Any, field.related_model)._default_manager.filter(slug=slug)
    if field.related_model is Intervention:
        rows = rows.filter(replaces=None)
    found = rows.first()
    if found is None:
        raise ValidationError(
            f"'{field.verbose_name}': wat hier gekozen was, is er niet meer.", code="gone"
        )
    return found
