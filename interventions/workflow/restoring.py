"""An old version brought back as a working copy, from the document that was kept of it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from elements.models import Element, Source
from interventions.models import (
    Intervention,
    Publication,
    Recognition,
    RecognitionLevel,
    Statement,
)
from interventions.sheet import SORTING, SOURCED, Fact, Kind
from interventions.sheet.document import KINDS, source_key, told
from interventions.workflow.verbs import revise

KIND_OF = {word: kind for kind, word in KINDS.items()}


def bring_back(publication: Publication, *, by) -> Intervention:
    """A working copy with the text of an old version; the public text stays until it is published.

    What a version does not keep stays as it is now: evidence and notes of the desk. Raises what
    `revise` raises, and ValidationError when something the version names is no longer there.
    """
    with transaction.atomic():
        copy = revise(publication.intervention, by=by, note=f"Versie {publication.number} terug.")
        document = publication.document
        known = _Known(document)
        _fill(copy, document, known)
        for fact in SORTING:
            getattr(copy, fact.field).set(known.rows(fact.words, document[fact.key]))
        copy.sources.set(known.sources.values())
        _put_statements(copy, document, known)
        _put_recognitions(copy, document, known)
    return copy


class _Known:
    """The rows that a document names by slug."""

    def __init__(self, document: dict):
        self.sources = self._by_slug(Source, [source["id"] for source in document["bronnen"]])
        self.elements = self._by_slug(Element, [row["element"] for row in document["uitspraken"]])
        self.levels = self._by_slug(
            RecognitionLevel, [row["niveau"] for row in document["erkenningen"]]
        )

    def rows(self, model, slugs: list[str]) -> list:
        return list(self._by_slug(model, slugs).values())

    def _by_slug(self, model, slugs: list[str]) -> dict:
        found = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
        gone = sorted(set(slugs) - found.keys())
        if gone:
            label = model._meta.verbose_name_plural
            raise ValidationError(
                f"Dit kan niet meer: deze {label} zijn er niet meer: {', '.join(gone)}.",
                code="gone",
            )
        return found


def _fill(copy: Intervention, document: dict, known: _Known) -> None:
    for fact in told():
        if fact.field != "slug":
            _put(copy, fact, document.get(fact.key), known)
    for fact in SOURCED:
        setattr(copy, fact.source, known.sources.get(document.get(source_key(fact))))
    copy.save()


def _put(copy: Intervention, fact: Fact, value, known: _Known) -> None:
    """What a document says of one fact, in its fields."""
    match fact.kind:
        case Kind.LINES:
            value = "\n".join(value or [])
        case Kind.ORIGINAL:
            value = Intervention.objects.filter(slug=value, replaces=None).first()
        case Kind.CHOICE:
            value, said = (value or {}).get("stand"), value or {}
            setattr(copy, fact.date, said.get("datum") or "")
            if fact.source:
                setattr(copy, fact.source, known.sources.get(said.get("bron")))
    field = Intervention._meta.get_field(fact.field)
    setattr(copy, fact.field, field.get_default() if value is None else value)


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
