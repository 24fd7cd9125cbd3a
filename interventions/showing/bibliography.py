"""Which sources are public: those that something public uses, or a version that is still public."""

from django.db.models import Q, QuerySet

from elements.models import Element, Source, Term
from elements.models.source import SourceQuerySet
from interventions.models import (
    Intervention,
    Publication,
    Recognition,
    RecognitionLevel,
    Statement,
    Theme,
)
from interventions.sheet import SOURCE_FIELDS

# What stands at a source that somebody outside named, until an editor has read it.
UNREAD = "opgegeven door de indiener, nog niet gelezen"
# The same for a page that a spreadsheet names: its title is the name of a concept.
LISTED = "overgenomen uit een lijst, nog niet gelezen"
# The basis of a statement of the sender, until an editor has compared it with its source.
SENDERS_WORD = "Opgave van de indiener, nog niet nagelezen"

OWN = ("sources", *SOURCE_FIELDS)
# What is public as soon as it is saved: (model, its field).
GROUND = (
    *((Element, "source"), (Term, "sources"), (Theme, "source")),
    (RecognitionLevel, "sources"),
)


def public_sources() -> SourceQuerySet:
    """The sources that the public may see; what nothing public uses, only the desk knows."""
    texts = ((rows, field) for rows, field, _ in uses(Intervention.objects.published()))
    return Source.objects.filter(_used_by(*texts, (Publication.objects.standing(), "sources")))


def known_sources() -> QuerySet[Source]:
    """What a sender can mean by an address: a source that is public, or that an editor has read."""
    return Source.objects.filter(
        ~Q(seen__in=(UNREAD, LISTED)) | Q(pk__in=public_sources().values("pk"))
    )


def uses(interventions: QuerySet) -> list[tuple[QuerySet, str, str]]:
    """Each way in which these interventions point to a source, as they are now.

    As (rows, their field that points to a source, their field that names the intervention).
    """
    below = [
        (Statement.objects.filter(intervention__in=interventions), "source"),
        (Statement.objects.filter(intervention__in=interventions), "extra_sources"),
        (Recognition.objects.filter(intervention__in=interventions), "source"),
    ]
    return [
        *((interventions, field, "pk") for field in OWN),
        *((rows, field, "intervention") for rows, field in below),
    ]


def drop_if_unused(source: Source) -> None:
    """Delete a source that nobody has read and nothing points to any more."""
    texts = ((rows, field) for rows, field, _ in uses(Intervention.objects.all()))
    used = _used_by(*texts, (Publication.objects.all(), "sources"))
    Source.objects.filter(~used, pk=source.pk, seen=UNREAD).delete()


def _used_by(*ways: tuple[QuerySet, str]) -> Q:
    """Whether one of these rows, or anything of the ground, points to a source."""
    ground = ((model.objects, field) for model, field in GROUND)
    used = Q()
    for rows, field in (*ground, *ways):  # the few rows first: a database stops at what it finds
        used |= Q(pk__in=rows.filter(**{f"{field}__isnull": False}).values(field))
    return used
