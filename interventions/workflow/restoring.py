"""An old version brought back, from the document that was kept of it."""

from itertools import chain, repeat
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, Model

from elements.models import Source
from elements.points import Point, written
from interventions.models import Intervention, Publication, Recognition
from interventions.sheet import BOXES, SORTING, SOURCED, Box, Fact, Kind
from interventions.sheet.document import KIND_OF, NUMBERS, source_key, told
from interventions.sheet.older import document_of
from interventions.workflow.verbs import revise

# What the document of an element calls its text.
ELEMENT_TEXT = {
    "naam": "name",
    "korteNaam": "short_name",
    "samenvatting": "summary",
    "beschrijving": "description",
    "samenvattingVoorBeleid": "policy_summary",
    "algemeneUitspraak": "general_claim",
    "vindplaats": "section",
}


def bring_back(publication: Publication, *, by) -> Intervention:
    """The text of an old version of an intervention in a working copy, which it gives.

    Raises PermissionDenied, or ValidationError when something that the version names is no longer
    there, or the text cannot come back.
    """
    note = f"Versie {publication.number} terug."
    return _bring_back_intervention(publication, by=by, note=note)


def element_values(publication: Publication) -> dict[str, Any]:
    """The text of an old version of an element, by the names of its fields.

    Its place and its slug stay, and whether it is jargon. A version from before practice points had
    numbers gives them without.
    """
    document = document_of(publication)
    return {
        **{field: document[key] or "" for key, field in ELEMENT_TEXT.items()},
        "practice": written(map(Point, document[NUMBERS] or repeat(0), document["zoDoetUDat"])),
        "source": document["bron"],
    }


def _bring_back_intervention(publication: Publication, *, by, note: str) -> Intervention:
    """A working copy; the public text stays until that is published.

    What a version does not keep stays as it is now: evidence and notes of the desk, and facts that
    it did not know.
    """
    with transaction.atomic():
        copy = revise(cast(Intervention, publication.intervention), by=by, note=note)
        document = publication.document
        known = _Known(document)
        _fill(copy, document, known)
        for fact in SORTING:
            getattr(copy, fact.field).set(_by_slug(fact.words, document[fact.key]).values())
        copy.sources.set(known.sources.values())
        for box in BOXES:
            if box.key in document:
                _put_rows(copy, box, document[box.key], known)
    return copy


class _Known:
    """The rows that a document names by slug, by their kind."""

    def __init__(self, document: dict):
        slugs: dict[type[Model], set[str]] = {Source: {one["id"] for one in document["bronnen"]}}
        for box in BOXES:
            for fact in (one for one in box.facts if one.key and _names(one)):
                said = [row[fact.key] for row in document.get(box.key, ()) if fact.key in row]
                named = chain.from_iterable(said) if fact.is_relation else said
                slugs.setdefault(fact.words, set()).update(slug for slug in named if slug)
        self.rows = {model: _by_slug(model, sorted(found)) for model, found in slugs.items()}
        self.sources = self.rows[Source]


def _names(fact: Fact) -> bool:
    """Whether a fact holds rows of another list, one or more."""
    return bool(fact.model._meta.get_field(fact.field).is_relation)


def _by_slug(model, slugs: list[str]) -> dict:
    found = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
    gone = sorted(set(slugs) - found.keys())
    if gone:
        label = model._meta.verbose_name_plural
        raise ValidationError(
            f"Dit kan niet meer: deze {label} zijn er niet meer: {', '.join(gone)}.", code="gone"
        )
    return found


def _fill(copy: Intervention, document: dict, known: _Known) -> None:
    for fact in told():
        if fact.field != "slug" and fact.key in document:
            _put(copy, fact, document[fact.key], known)
    for fact in SOURCED:
        if fact.key in document:
            setattr(copy, fact.source, known.sources.get(document.get(source_key(fact))))
    copy.save()


def _put(copy: Intervention, fact: Fact, value, known: _Known) -> None:
    """What a document says of one fact, in its fields."""
    match fact.kind:
        case Kind.PARTS:
            _put_parts(copy, fact, value or {}, known)
            return
        case Kind.LINES:
            value = "\n".join(value or [])
        case Kind.ORIGINAL:
            value = Intervention.objects.filter(slug=value, replaces=None).first()
        case Kind.CHOICE:
            value, said = (value or {}).get("stand"), value or {}
            setattr(copy, fact.date, said.get("datum") or "")
            if fact.source:
                setattr(copy, fact.source, known.sources.get(said.get("bron")))
    _set(copy, fact.field, value)


def _put_parts(copy: Intervention, fact: Fact, said: dict, known: _Known) -> None:
    for part in fact.parts:
        if part.kind is Kind.WORDS:
            getattr(copy, part.field).set(known.sources[slug] for slug in said.get(part.key) or ())
        else:
            _set(copy, part.field, said.get(part.key))


def _set(copy: Intervention, name: str, value) -> None:
    field = cast(Field, Intervention._meta.get_field(name))
    if value is None:
        value = field.get_default()
    setattr(copy, name, value if field.is_relation else field.to_python(value))


def _put_rows(copy: Intervention, box: Box, rows: list[dict], known: _Known) -> None:
    """Make the rows of a box those of a document; one that is there keeps what no document has."""
    before = {_identity(box, row): row for row in getattr(copy, box.relation).all()}
    many, kept = {fact.field for fact in box.facts if fact.is_relation}, []
    for said in rows:
        values = {
            fact.field: _value(fact, said[fact.key], known)
            for fact in box.facts
            if fact.key in said  # else the version did not know it
        }
        new = box.model(intervention=copy, **{name: values[name] for name in box.identity})
        row = before.pop(_identity(box, new), new)
        for name in values.keys() - many:
            setattr(row, name, values[name])
        if isinstance(row, Recognition):
            _forget_what_follows(row)
        row.save()
        for name in values.keys() & many:
            getattr(row, name).set(values[name])
        kept.append(row.pk)
    getattr(copy, box.relation).exclude(pk__in=kept).delete()


def _identity(box: Box, row) -> tuple:
    return tuple(getattr(row, name) for name in box.identity)


def _value(fact: Fact, said, known: _Known):
    field = cast(Field, fact.model._meta.get_field(fact.field))
    if fact.is_relation:
        return [known.rows[fact.words][slug] for slug in said]
    if _names(fact):
        return known.rows[fact.words][said] if said else None
    if fact.kind is Kind.CHOICE:
        return KIND_OF[said]
    return field.get_default() if said is None else field.to_python(said)


def _forget_what_follows(row: Recognition) -> None:
    """A document says until when it holds, also where the level says so by itself."""
    until, row.valid_until = row.valid_until, ""
    if until != row.expires:
        row.valid_until = until
