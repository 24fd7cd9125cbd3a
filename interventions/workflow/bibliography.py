"""Which sources are public: those that something public uses, or a version that is still public."""

import secrets

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from elements.models import Element, Source, Term
from elements.models.source import SourceQuerySet
from interventions.models import (
    Intervention,
    Place,
    Publication,
    Recognition,
    RecognitionLevel,
    Statement,
    Theme,
)
from interventions.sheet import SOURCE_FIELDS, SOURCE_RELATIONS

# What stands at a source that somebody outside named, until an editor has read it.
UNREAD = "opgegeven door de indiener, nog niet gelezen"
# The same for a page that a spreadsheet names: its title is the name of a concept.
LISTED = "overgenomen uit een lijst, nog niet gelezen"
# How it begins for a source from the export of another site: nobody here has read it.
FROM_EXPORT = "overgenomen uit de export van"
# The basis of a statement of the sender, until an editor has compared it with its source.
SENDERS_WORD = "Opgave van de indiener, nog niet nagelezen"

OWN = (*SOURCE_RELATIONS, *SOURCE_FIELDS)
# What the ground points to: (model, its field). All but an element is public once it is saved.
GROUND = (
    *((Element, "source"), (Term, "sources"), (Theme, "source")),
    (RecognitionLevel, "sources"),
)


def public_sources() -> SourceQuerySet:
    """The sources that the public may see; what nothing public uses, only the desk knows."""
    published, stated = Intervention.objects.published(), Statement.objects.public()
    texts = ((rows, field) for rows, field, _ in uses(published, stated))
    versions = (Publication.objects.standing(), "sources")
    return Source.objects.filter(_used_by(*texts, versions, elements=Element.objects.public()))


def known_sources() -> QuerySet[Source]:
    """What a sender can mean by an address: a source that is public, or that an editor has read."""
    unread = Q(seen__in=(UNREAD, LISTED)) | Q(seen__startswith=FROM_EXPORT)
    return Source.objects.filter(~unread | Q(pk__in=public_sources().values("pk")))


def source_named(title: str, url: str, date: str = "") -> Source:
    """A source that is known at this address, or a new one that nobody has read."""
    known = known_sources().filter(url=url).first() if url else None
    if known:
        return known
    title = title or url.split("://", 1)[-1].rstrip("/")[:300]
    kind = Source.Kind.WEBSITE if url else Source.Kind.ARTICLE
    slug = f"{slugify(title)[:60].strip('-_') or 'bron'}-{secrets.token_hex(4)}"
    return Source.objects.create(slug=slug, title=title, url=url, date=date, kind=kind, seen=UNREAD)


def uses(
    interventions: QuerySet, statements: QuerySet | None = None
) -> list[tuple[QuerySet, str, str]]:
    """Each way in which these interventions point to a source, as they are now.

    As (rows, their field that points to a source, their field that names the intervention).
    `statements`: those that count (default: all).
    """
    stated = Statement.objects.all() if statements is None else statements
    stated = stated.filter(intervention__in=interventions)
    below = [
        (stated, "source"),
        (stated, "extra_sources"),
        (Recognition.objects.filter(intervention__in=interventions), "source"),
        (Place.objects.filter(intervention__in=interventions), "source"),
    ]
    return [
        *((interventions, field, "pk") for field in OWN),
        *((rows, field, "intervention") for rows, field in below),
    ]


def drop_if_unused(source: Source) -> None:
    """Delete a source that nobody has read and nothing points to any more."""
    texts = ((rows, field) for rows, field, _ in uses(Intervention.objects.all()))
    versions = (Publication.objects.all(), "sources")
    used = _used_by(*texts, versions, elements=Element.objects.all())
    Source.objects.filter(~used, pk=source.pk, seen=UNREAD).delete()


def _used_by(*ways: tuple[QuerySet, str], elements: QuerySet) -> Q:
    """Whether one of these rows, or anything of the ground, points to a source."""
    ground = ((elements if model is Element else model.objects, field) for model, field in GROUND)
    used = Q()
    for rows, field in (*ground, *ways):  # the few rows first: a database stops at what it finds
        used |= Q(pk__in=rows.filter(**{f"{field}__isnull": False}).values(field))
    return used
