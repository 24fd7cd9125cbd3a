"""Working copies: a published text is revised beside itself and put back when it is published."""

from operator import attrgetter
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import Field

from elements.text import fold
from interventions.models import Intervention
from interventions.sheet import BOXES, FACTS, RELATIONS, Box

CARRIED = "overgenomen"  # with the record of what was copied: nobody wrote it then

# What a working copy carries to the row it replaces: the whole description sheet, but for the slug.
FIELDS = tuple(
    cast(Field, Intervention._meta.get_field(name)).attname
    for fact in FACTS
    for name in fact.fields
    if name not in ("slug", *RELATIONS)
)


def make_copy(live: Intervention, **values) -> Intervention:
    """A new row that replaces `live`, with the same text, statements and recognitions."""
    copy = Intervention(slug=live.slug, replaces=live, **values)
    copy._change_reason = CARRIED  # type: ignore[attr-defined]  # for simple_history
    carry_fields(live, copy)
    copy.save()
    carry_relations(live, copy)
    for box in BOXES:
        _carry_rows(box, live, copy)
    return copy


def carry_fields(origin: Intervention, goal: Intervention) -> None:
    for field in FIELDS:
        setattr(goal, field, getattr(origin, field))


def carry_relations(origin: Intervention, goal: Intervention) -> None:
    for name in RELATIONS:
        getattr(goal, name).set(getattr(origin, name).all())


def put_back(copy: Intervention, live: Intervention) -> None:
    """Make the rows of `live` those of `copy`, what both have in place; `live` itself is saved.

    A row of a box is the same when its identity is: a statement by element and source.
    """
    carry_fields(copy, live)
    live._change_reason = CARRIED  # type: ignore[attr-defined]  # for simple_history
    save_checked(live)
    carry_relations(copy, live)
    for box in BOXES:
        _carry_rows(box, copy, live)


def save_checked(row: Intervention) -> None:
    """Save, or raise ValidationError: also when somebody takes the name after it was found free."""
    row.name_key = fold(row.name)  # the constraint is checked on it, before save
    row.validate_constraints()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.validate_constraints()  # which now sees what somebody else saved
        raise


def hand_over(copy: Intervention, live: Intervention) -> None:
    """What was recorded about the copy becomes the record of the live row; the copy goes."""
    copy.status_changes.update(intervention=live)
    copy.imports.update(intervention=live)
    copy.remarks.update(intervention=live)
    live.proposals.update(copy_differs=False)
    copy.wishes.update(intervention=live)
    for box in BOXES:
        box.model.history.filter(  # type: ignore[attr-defined]  # of simple_history
            intervention_id=copy.pk
        ).update(intervention_id=live.pk)
    known = copy.pk
    copy.delete()
    Intervention.history.filter(id=known).update(id=live.pk)
    for (
        box
    ) in BOXES:  # that its rows went along is no news: those of the live row stand in for them
        box.model.history.filter(  # type: ignore[attr-defined]  # of simple_history
            intervention_id=known
        ).delete()


def _carry_rows(box: Box, origin: Intervention, goal: Intervention) -> None:
    """Make the rows of `goal` those of `origin`; a row that both have stays in its place."""
    fields = [cast(Field, box.model._meta.get_field(fact.field)) for fact in box.facts]
    key = attrgetter(*(field.attname for field in fields if field.name in box.identity))
    kept = {key(row): row for row in getattr(goal, box.relation).all()}
    for row in getattr(origin, box.relation).all():
        here = kept.pop(key(row), None) or box.model(intervention=goal)
        here._change_reason = CARRIED  # type: ignore[union-attr]  # for simple_history
        for field in fields:
            if not field.many_to_many:
                setattr(here, field.attname, getattr(row, field.attname))
        here.save()
        for field in fields:
            if field.many_to_many:
                getattr(here, field.name).set(getattr(row, field.name).all())
    for row in kept.values():
        row._change_reason = CARRIED
        row.delete()
