from datetime import datetime

from django.db import models

from elements import dates
from elements.fields import LineField, LinesField
from interventions.models.intervention import Intervention
from interventions.models.kept import UNFINISHED
from interventions.models.linked import Linked, LinkedQuerySet

MARK = " (aanmelding"  # behind a name that another text already has


class SubmissionQuerySet(LinkedQuerySet):
    def asked(self):
        """Those whose sender has to do something: their text was sent back, and is still theirs."""
        return self.filter(
            intervention__status=Intervention.Status.SENT_BACK, intervention__taken_over_by=None
        )


class Submission(Linked):
    """What somebody outside sent in, and who that is: personal data, purged on time.

    Until it is handed in, the answers wait in `answers`; then they become the intervention.
    """

    answers = models.JSONField("antwoorden", default=dict, blank=True)
    intervention = models.OneToOneField(
        Intervention,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submission",
        verbose_name="interventie",
    )
    name = LineField("naam", max_length=120, blank=True)
    organisation = LineField("organisatie", max_length=200, blank=True)
    is_owner = models.BooleanField("is de eigenaar", null=True, blank=True)
    consented_at = models.DateTimeField("toestemming gegeven op", null=True, blank=True)
    started_at = models.DateTimeField("begonnen op", auto_now_add=True)
    submitted_at = models.DateTimeField("ingediend op", null=True, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    reply = LinesField("antwoord van de indiener", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["-started_at", "-pk"]

    def __str__(self):
        return f"Aanmelding van {dates.day_of(self.started_at):%d-%m-%Y}"

    @property
    def is_asked(self) -> bool:
        """Whether the sender has to do something: see `asked`."""
        row = self.intervention
        return bool(
            row and row.status == Intervention.Status.SENT_BACK and row.taken_over_by_id is None
        )

    @property
    def known_as(self) -> str:
        """The name as it was sent in: that another text has it is not for the sender to know."""
        name = self.intervention.name if self.intervention else ""
        start, mark, end = name.rpartition(MARK)
        number = end.removesuffix(")").strip()
        return start if mark and (not number or number.isdigit()) else name

    @property
    def lapses_at(self) -> datetime:
        """When the answers go, if they are not handed in before."""
        return self.started_at + UNFINISHED
