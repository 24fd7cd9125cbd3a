"""Taking over a proposal: the editor who does, makes it part of a draft and stands behind it."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, ManyToManyField

from elements.models import Source
from elements.text import fold
from interventions.models import Intervention, Municipality, Place, Proposal
from interventions.sheet import FACT, PLACES, SOURCE_RELATIONS
from interventions.workflow.copies import save_checked
from interventions.workflow.proposals import close, goal_of, opened
from interventions.workflow.verbs import locked, revise
from interventions.workflow.writing import check_fits, is_open_to, name_is_taken, note_change

Status = Intervention.Status


def accept(
    proposal: Proposal, *, by, source: Source | None = None, seen: str = "", note: str = ""
) -> Intervention:
    """Fill in a draft, or the working copy of a public text, and give that.

    `source` is what the proposal rests on. `seen` is the digest of the text that `by` has read,
    where that is no longer the one of the proposal. Raises PermissionDenied, or ValidationError
    with every reason: nothing has changed then.
    """
    with transaction.atomic():
        goal = locked(goal_of(proposal))
        row = opened("accept", proposal, by=by, note=note, stamp=seen)
        if goal.status in (Status.PUBLISHED, Status.WITHDRAWN):
            goal = revise(goal, by=by)
        elif not is_open_to(goal, by):
            raise ValidationError(
                f"In deze tekst kunt u nu niet schrijven: de status is "
                f"'{goal.get_status_display()}'. Wacht tot die weer een concept is.",
                code="not_open",
            )
        _put(goal, row, source, by=by)
        close(row, "accept", by=by, note=note)
    proposal.refresh_from_db()
    return goal


def find_municipality(name: str) -> Municipality | None:
    """The municipality of this name, of now or of before."""
    asked = fold(name)
    for one in Municipality.objects.all():
        if asked in map(fold, (one.name, *one.former_names.splitlines())):
            return one
    return None


def fill_in(row: Intervention, values: Mapping[str, Any]) -> None:
    """Set the parts of a fact, but those that are relations. Raises ValidationError."""
    for name, value in values.items():
        field = cast(Field, Intervention._meta.get_field(name))
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


def _put(goal: Intervention, row: Proposal, source: Source | None, *, by) -> None:
    """Write the proposal in the text. What a constraint refuses is said too."""
    try:
        with transaction.atomic():
            note_change(goal, by=by)
            goal._history_user = by  # type: ignore[attr-defined]  # for simple_history
            if row.fact == PLACES.key:
                save_checked(goal)
                _add_place(goal, row.values, source, by=by)
            else:
                _write(goal, row, source)
            if source:
                goal.sources.add(source)
    except IntegrityError as refusal:
        raise ValidationError(
            "Dit past niet bij wat er al staat. Pas de tekst zelf aan.", code="constraint"
        ) from refusal


def _write(goal: Intervention, row: Proposal, source: Source | None) -> None:
    fact = FACT[row.fact]
    values = dict(row.values)
    if source and fact.source:
        values[fact.source] = source.slug
    fill_in(goal, values)
    if name_is_taken(goal.name, goal):
        raise ValidationError("Een andere interventie heeft deze naam al.", code="same_name")
    save_checked(goal)
    for name in values:
        field = Intervention._meta.get_field(name)
        if isinstance(field, ManyToManyField):
            words = cast(Any, field.related_model)._default_manager.filter(slug__in=values[name])
            getattr(goal, name).set(words)
    if source:
        for name in {*fact.fields} & {*SOURCE_RELATIONS}:
            getattr(goal, name).add(source)


def _add_place(goal: Intervention, values: Mapping, source: Source | None, *, by) -> None:
    municipality = find_municipality(values["municipality"])
    if municipality is None:
        raise ValidationError(
            f"De gemeente '{values['municipality']}' staat nog niet in de lijst van gemeenten. "
            "Voeg die eerst toe.",
            code="unknown_municipality",
        )
    if source is None:
        raise ValidationError("Bij een gemeente hoort een bron.", code="no_source")
    place = Place(
        intervention=goal,
        municipality=municipality,
        since=values.get("since"),
        until=values.get("until"),
        source=source,
    )
    place._history_user = by  # type: ignore[attr-defined]  # for simple_history
    place.full_clean()
    place.save()


def _row_of(field: ForeignKey, slug: str | None):
    if not slug:
        return None
    found = cast(Any, field.related_model)._default_manager.filter(slug=slug).first()
    if found is None:
        raise ValidationError("De bron van dit voorstel is er niet meer.", code="gone")
    return found
