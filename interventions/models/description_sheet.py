from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from elements import dates
from elements.fields import LineField
from elements.models import Source
from interventions.models.intervention import Intervention
from interventions.models.moments import person
from interventions.models.submission import Submission


class DescriptionSheetQuerySet(models.QuerySet):
    def at_the_desk(self):
        """Those that an editor read, or that came with a form that was handed in."""
        return self.filter(Q(submission=None) | Q(submission__submitted_at__isnull=False))

    def with_progress(self):
        """Adds `total`, how much of it is set beside the text, and how much of that is `open`."""
        theirs = Q(proposals__proposed_by=None)
        return self.annotate(
            total=Count("proposals", filter=theirs),
            open=Count("proposals", filter=theirs & Q(proposals__status="open")),
        )


class DescriptionSheet(models.Model):
    """*Werkblad*: a document of an owner that was read, and what stands in it.

    `found` is what the reader gave, without contact persons: passages with their heading and page,
    never a text of ours. It becomes a source; its passages become proposals about the intervention.
    The document itself and who can be contacted stand apart, in `SheetFile`, and go in time.
    """

    intervention = models.ForeignKey(
        Intervention,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="description_sheets",
        verbose_name="interventie",
    )
    submission = models.OneToOneField(
        Submission,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="description_sheet",
        verbose_name="aanmelding",
    )
    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="description_sheets",
        verbose_name="bron",
    )
    file_name = LineField("bestand", max_length=200)
    digest = models.CharField("vingerafdruk", max_length=64, blank=True, db_index=True)
    found = models.JSONField("wat erin staat", default=dict)
    read_at = models.DateTimeField("ingelezen op", default=timezone.now, editable=False)
    read_by = person("ingelezen door")  # nobody here, when it came from outside

    objects = DescriptionSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "werkblad"
        verbose_name_plural = "werkbladen"
        ordering = ["-read_at", "-pk"]

    def __str__(self):
        """Without the name of the file, which may hold that of a person: a log keeps this."""
        return f"Werkblad van {dates.day_of(self.read_at):%d-%m-%Y}"

    @property
    def title(self) -> str:
        """What the document is about, as it says itself."""
        return self.found.get("title") or self.file_name


class SheetFile(models.Model):
    """The document as it came, and the people it names: for the desk only, and not for ever."""

    sheet = models.OneToOneField(
        DescriptionSheet, models.CASCADE, related_name="kept", verbose_name="werkblad"
    )
    data = models.BinaryField("bestand")
    contact = models.JSONField("contactpersoon", default=dict)  # name, email, phone
    personal = models.JSONField("nooit openbaar", default=list)  # texts of which no part goes out

    class Meta:
        verbose_name = "bestand van een werkblad"
        verbose_name_plural = "bestanden van werkbladen"

    def __str__(self):
        return str(self.sheet)
