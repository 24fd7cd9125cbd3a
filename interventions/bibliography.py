"""Which sources are public: one that nobody of the desk has read is not, until it is used."""

from contextlib import suppress

from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from elements.models import Source
from interventions.models import Intervention, Recognition, Statement

# What stands at a source that somebody outside named, until an editor has read it.
UNREAD = "opgegeven door de indiener, nog niet gelezen"
# The same for a page that a spreadsheet names: its title is the name of a concept.
LISTED = "overgenomen uit een lijst, nog niet gelezen"
# The basis of a statement of the sender, until an editor has compared it with its source.
SENDERS_WORD = "Opgave van de indiener, nog niet nagelezen"


def public_sources() -> QuerySet[Source]:
    """Every source that an editor has read, and of the others those that a published text uses."""
    return Source.objects.filter(
        ~Q(seen__in=(UNREAD, LISTED)) | _used_by(Intervention.objects.published())
    )


def drop_if_unused(source: Source) -> None:
    """Delete a source that nobody has read and nothing points to any more."""
    loose = Source.objects.filter(~_used_by(Intervention.objects.all()), pk=source.pk, seen=UNREAD)
    with suppress(ProtectedError):  # an element has it
        loose.delete()


def _used_by(interventions: QuerySet) -> Q:
    """Each way in which an intervention can point to a source."""
    fields = ("sources", "duration_source", "municipal_role_source", "activity_source")
    rows = [
        (Statement.objects.filter(intervention__in=interventions), "source"),
        (Statement.objects.filter(intervention__in=interventions), "extra_sources"),
        (Recognition.objects.filter(intervention__in=interventions), "source"),
        *((interventions, field) for field in fields),
    ]
    used = Q()
    for found, field in rows:
        used |= Q(Exists(found.filter(**{field: OuterRef("pk")})))
    return used
