"""From answers to an intervention and back: what somebody outside says becomes a text to review."""

from itertools import count
from typing import cast

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.text import slugify

from elements.models import Element, Source
from elements.text import fold
from interventions.forms.submissions.steps import (
    MOST_SOURCES,
    SOURCE_PARTS,
    element_fields,
    source_fields,
)
from interventions.models import Intervention, Statement
from interventions.models.submission import MARK
from interventions.sheet import FACTS, Kind
from interventions.workflow.bibliography import SENDERS_WORD, drop_if_unused, source_named

ASKED = [fact for fact in FACTS if fact.asked and fact.field != "name"]
RELATIONS = {fact.field: fact.words for fact in ASKED if fact.kind is Kind.WORDS}
FIELDS = tuple(fact.field for fact in ASKED if fact.field not in RELATIONS)


def answers_of(row: Intervention | None) -> dict:
    """What the form shows of a text that was handed in; nothing when there is none yet."""
    if row is None:
        return {}
    found = {field: getattr(row, field) for field in FIELDS}
    found["name"] = row.submission.known_as
    for name in RELATIONS:
        found[name] = sorted(getattr(row, name).values_list("slug", flat=True))
    numbers = {}
    for number, source in enumerate(sources_of(row), 1):
        numbers[source.pk] = str(number)
        found.update(zip(source_fields(number), _parts(source), strict=True))
    for statement in reversed(row.statements.select_related("element")):
        how, where = element_fields(statement.element)
        found |= {how: statement.explanation, where: numbers.get(statement.source_id, "")}
    return {name: value for name, value in found.items() if value}


def sources_of(row: Intervention) -> list[Source]:
    """The first sources of a text, in the order in which they were added."""
    links = Intervention.sources.through.objects.filter(intervention=row).select_related("source")
    return [link.source for link in links.order_by("pk")[:MOST_SOURCES]]


def changed(row: Intervention | None, answers: dict, values: dict) -> dict:
    """`answers` with these values, without those that the text already says."""
    known = answers_of(row)
    kept = {**answers, **values}
    return {
        name: value for name, value in kept.items() if (known.get(name) or None) != (value or None)
    }


# --- Writing --------------------------------------------------------------------------------------


def write(row: Intervention, answers: dict, *, by: User, document: Source | None = None) -> None:
    """Put the answers in a text, and leave what is not among them as it is.

    `document`: the source that a description sheet of the sender is, where the answers name it.
    """
    whole = {**(answers_of(row) if row.pk else {}), **answers}
    for field in FIELDS:
        if field in answers:
            empty = cast(Field, Intervention._meta.get_field(field)).get_default()
            setattr(row, field, answers[field] or empty)
    row.changed_at, row.changed_by = timezone.now(), by
    row._history_user = by  # type: ignore[attr-defined]  # an anonymous visitor is nobody
    _save_under_free_name(row, answers)
    for name, model in RELATIONS.items():
        if name in answers:
            getattr(row, name).set(model._default_manager.filter(slug__in=answers[name] or []))
    sources = _write_sources(row, answers, whole, document)
    for element in Element.objects.public():
        how, where = element_fields(element)
        if how in answers or where in answers:
            source = sources.get(whole.get(where) or "")
            _write_statement(row, element, whole.get(how) or "", source, by=by)


def _save_under_free_name(row: Intervention, answers: dict) -> None:
    """Another text may have the name or the slug, also one that is not public: then a number helps.

    An editor may take the name at this very moment, hence the second try.
    """
    for tries_left in (2, 1, 0):
        if "name" in answers:
            row.name = _free_name(answers["name"], but=row.pk)
        row.slug = row.slug if row.pk else _free_slug(row.name)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


def _free_name(name: str, *, but: int | None) -> str:
    names = (name, f"{name}{MARK})", *(f"{name}{MARK} {number})" for number in range(2, 1000)))
    others = Intervention.objects.filter(replaces=None).exclude(pk=cast(int, but))
    taken = {*others.filter(name_key__startswith=fold(name)).values_list("name_key", flat=True)}
    return next(free for free in names if fold(free) not in taken)


def _free_slug(name: str) -> str:
    base = slugify(name)[:60].strip("-_") or "aanmelding"
    taken = {
        *Intervention.objects.filter(replaces=None, slug__startswith=base).values_list(
            "slug", flat=True
        )
    }
    slugs = (f"{base}-{number}" if number > 1 else base for number in count(1))
    return next(free for free in slugs if free not in taken)


def _write_sources(
    row: Intervention, answers: dict, whole: dict, document: Source | None
) -> dict[str, Source]:
    """The sources by their number on the form. One that was changed is another source."""
    old = dict(enumerate(sources_of(row), 1))
    new = {}
    for number in range(1, MOST_SOURCES + 1):
        names = source_fields(number)
        if number in old and not any(name in answers for name in names):
            new[number] = old[number]
        elif whole.get(names[0]) or whole.get(names[1]):
            said = {
                part: whole.get(name) or "" for part, name in zip(SOURCE_PARTS, names, strict=True)
            }
            if document is not None and [*said.values()] == _parts(document):
                new[number] = document
            else:
                new[number] = source_named(**said)
    for number, source in old.items():
        if new.get(number) != source:
            _replace(row, source, new.get(number))
    row.sources.add(*new.values())
    return {str(number): source for number, source in new.items()}


def _replace(row: Intervention, old: Source, new: Source | None) -> None:
    """What rested on the old source rests on the new one, where that says nothing of its own."""
    row.sources.remove(old)
    for statement in row.statements.filter(source=old):
        taken = row.statements.filter(source=new, element=statement.element_id).exists()
        if new and not taken:
            statement.source = new
            statement.save()
    drop_if_unused(old)


def _write_statement(
    row: Intervention, element: Element, explanation: str, source: Source | None, *, by: User
) -> None:
    """One statement of the sender at an element. It has to be read again, whatever it was before.

    Where the sender does not know the source, it is the one that was there, or else the first.
    """
    own = row.statements.filter(element=element)
    statement = own.filter(source=source).first() or own.first()
    if not explanation:
        if statement:
            statement.delete()
        return
    statement = statement or Statement(intervention=row, element=element)
    statement.kind, statement.basis = Statement.Kind.INFERRED, SENDERS_WORD
    statement.explanation = explanation
    if source or not statement.pk:
        statement.source = source or sources_of(row)[0]
    statement._history_user = by  # type: ignore[attr-defined]  # for simple_history
    statement.save()


def _parts(source: Source) -> list[str]:
    return [getattr(source, part) for part in SOURCE_PARTS]
