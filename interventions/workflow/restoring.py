"""An old version brought back, from the document that was kept of it."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field

from elements.models import Element, Source
from interventions.models import (
    Intervention,
    Municipality,
    Place,
    Publication,
    Recognition,
    RecognitionLevel,
    Statement,
)
from interventions.sheet import PLACES, SORTING, SOURCED, Fact, Kind
from interventions.sheet.document import KIND_OF, source_key, told
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

    Its place and its slug stay, and whether it is jargon.
    """
    document = publication.document
    return {
        **{field: document[key] or "" for key, field in ELEMENT_TEXT.items()},
        "practice": "\n".join(f"- {line}" for line in document["zoDoetUDat"]),
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
        _put_statements(copy, document, known)
        _put_recognitions(copy, document, known)
        if PLACES.key in document:
            _put_places(copy, document, known)
    return copy


class _Known:
    """The rows that a document names by slug."""

    def __init__(self, document: dict):
        self.sources = _by_slug(Source, [source["id"] for source in document["bronnen"]])
        self.elements = _by_slug(Element, [row["element"] for row in document["uitspraken"]])
        self.levels = _by_slug(RecognitionLevel, [row["niveau"] for row in document["erkenningen"]])
        places = document.get(PLACES.key, ())
        self.municipalities = _by_slug(Municipality, [row["gemeente"] for row in places])


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
    setattr(copy, name, field.get_default() if value is None else field.to_python(value))


def _put_statements(copy: Intervention, document: dict, known: _Known) -> None:
    before = {(row.element_id, row.source_id): row for row in copy.statements.all()}
    for row in document["uitspraken"]:
        element, source = known.elements[row["element"]], known.sources[row["bron"]]
        statement = before.pop((element.pk, source.pk), None) or Statement(
            intervention=copy, element=element, source=source
        )
        statement.kind = KIND_OF[row["soort"]]
        statement.basis, statement.section = row["grondslag"] or "", row["vindplaats"] or ""
        statement.explanation = row["uitleg"]
        statement.save()
        statement.extra_sources.set(known.sources[slug] for slug in row["extraBronnen"])
    for statement in before.values():
        statement.delete()


def _put_places(copy: Intervention, document: dict, known: _Known) -> None:
    copy.places.all().delete()
    for row in document[PLACES.key]:
        Place.objects.create(
            intervention=copy,
            municipality=known.municipalities[row["gemeente"]],
            since=row["van"],
            until=row["tot"],
            source=known.sources[row["bron"]],
        )


def _put_recognitions(copy: Intervention, document: dict, known: _Known) -> None:
    copy.recognitions.all().delete()
    for row in document["erkenningen"]:
        recognition = Recognition(
            intervention=copy,
            level=known.levels[row["niveau"]],
            body=row["commissie"] or "",
            date=row["datum"],
            checked_on=row["nagekekenOp"],
            source=known.sources[row["bron"]],
        )
        if (row["geldigTot"] or "") != recognition.expires:  # else the level says so by itself
            recognition.valid_until = row["geldigTot"] or ""
        recognition.save()
