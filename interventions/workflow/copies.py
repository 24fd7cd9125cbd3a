"""Working copies: a published text is revised beside itself and put back when it is published."""

from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import Field

from elements.text import fold
from interventions.models import Intervention, Recognition, Statement
from interventions.sheet import (
    FACTS,
    RECOGNITION_FACTS,
    RECOGNITION_IDENTITY,
    STATEMENT_FACTS,
    STATEMENT_IDENTITY,
    Kind,
)

# What a working copy carries to the row it replaces: the whole description sheet, but for the slug.
RELATIONS = tuple(fact.field for fact in FACTS if fact.kind is Kind.WORDS)
FIELDS = tuple(
    cast(Field, Intervention._meta.get_field(name)).attname
    for fact in FACTS
    for name in fact.fields
    if name not in ("slug", *RELATIONS)
)
STATEMENT_RELATIONS = tuple(fact.field for fact in STATEMENT_FACTS if fact.kind is Kind.WORDS)
STATEMENT_FIELDS = tuple(
    fact.field
    for fact in STATEMENT_FACTS
    if fact.field not in (*STATEMENT_IDENTITY, *STATEMENT_RELATIONS)
)
RECOGNITION_FIELDS = tuple(
    fact.field for fact in RECOGNITION_FACTS if fact.field not in RECOGNITION_IDENTITY
)


def make_copy(live: Intervention, **values) -> Intervention:
    """A new row that replaces `live`, with the same text, statements and recognitions."""
    copy = Intervention(slug=live.slug, replaces=live, **values)
    carry_fields(live, copy)
    copy.save()
    carry_relations(live, copy)
    for statement in live.statements.all():
        _new_statement(statement, copy)
    for recognition in live.recognitions.all():
        _new_recognition(recognition, copy)
    return copy


def carry_fields(origin: Intervention, goal: Intervention) -> None:
    for field in FIELDS:
        setattr(goal, field, getattr(origin, field))


def carry_relations(origin: Intervention, goal: Intervention) -> None:
    for name in RELATIONS:
        getattr(goal, name).set(getattr(origin, name).all())


def put_back(copy: Intervention, live: Intervention) -> None:
    """Make the rows of `live` those of `copy`, what both have in place; `live` itself is saved.

    A statement is the same when element and source are, a recognition when level, date and source
    are.
    """
    carry_fields(copy, live)
    save_checked(live)
    carry_relations(copy, live)
    _carry_statements(copy, live)
    _carry_recognitions(copy, live)


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
    for model in (Statement, Recognition):
        model.history.filter(intervention_id=copy.pk).update(intervention_id=live.pk)
    known = copy.pk
    copy.delete()
    Intervention.history.filter(id=known).update(id=live.pk)


def _carry_statements(copy: Intervention, live: Intervention) -> None:
    kept = {(row.element_id, row.source_id): row for row in live.statements.all()}
    for row in copy.statements.all():
        old = kept.pop((row.element_id, row.source_id), None)
        if old is None:
            _new_statement(row, live)
            continue
        for field in STATEMENT_FIELDS:
            setattr(old, field, getattr(row, field))
        old.save()
        old.extra_sources.set(row.extra_sources.all())
    for row in kept.values():
        row.delete()


def _carry_recognitions(copy: Intervention, live: Intervention) -> None:
    kept = {(row.level_id, row.date, row.source_id): row for row in live.recognitions.all()}
    for row in copy.recognitions.all():
        old = kept.pop((row.level_id, row.date, row.source_id), None)
        if old is None:
            _new_recognition(row, live)
            continue
        for field in RECOGNITION_FIELDS:
            setattr(old, field, getattr(row, field))
        old.save()
    for row in kept.values():
        row.delete()


def _new_statement(row: Statement, goal: Intervention) -> None:
    values = {field: getattr(row, field) for field in STATEMENT_FIELDS}
    made = Statement.objects.create(
        intervention=goal, element_id=row.element_id, source_id=row.source_id, **values
    )
    made.extra_sources.set(row.extra_sources.all())


def _new_recognition(row: Recognition, goal: Intervention) -> None:
    values = {field: getattr(row, field) for field in RECOGNITION_FIELDS}
    Recognition.objects.create(
        intervention=goal,
        level_id=row.level_id,
        date=row.date,
        source_id=row.source_id,
        **values,
    )
