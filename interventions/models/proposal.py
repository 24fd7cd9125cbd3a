import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CASCADE, PROTECT, ProtectedError, Q
from django.utils import timezone

from elements.fields import AddressField, LineField, LinesField
from elements.models import Element, Source, Term
from interventions.models.description_sheet import DescriptionSheet
from interventions.models.intervention import Intervention
from interventions.models.moments import moment, person
from interventions.models.notice import Notice
from interventions.models.report import Report
from interventions.models.taxonomy import (
    Municipality,
    RecognitionLevel,
    Setting,
    TargetGroup,
    Theme,
)

# What a proposal can be about: a field each.
ABOUT = (
    *("intervention", "element", "source", "term", "notice"),
    *("target_group", "theme", "setting", "municipality", "level"),
)


def protect_open(collector, field, rows, using) -> None:
    """What has an open proposal cannot be deleted; those that were decided go along."""
    if waiting := [*rows.filter(status=Proposal.Status.OPEN)]:
        raise ProtectedError("An open proposal is about this.", {*waiting})
    CASCADE(collector, field, rows, using)


class Subject(models.ForeignKey):
    """What a proposal is about. A migration knows it as a key that protects."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, {**kwargs, "on_delete": PROTECT}


def about(model: type[models.Model], label: str) -> Subject:
    return Subject(
        model, protect_open, null=True, blank=True, related_name="proposals", verbose_name=label
    )


def of_one(names: Iterable[str]) -> Q:
    """That exactly one of these fields is filled."""
    alone = (Q(**{f"{other}__isnull": other != name for other in names}) for name in names)
    return reduce(or_, alone)


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Proposal.Status.OPEN)

    def about(self, intervention: Intervention):
        """Those about a text; of a working copy, those about what it replaces."""
        return self.filter(intervention=intervention.replaces_id or intervention.pk)

    def to_read(self, user, *, writers):
        """Those that wait for another than this person; `writers`: who may propose now.

        What was sent back to somebody who no longer may, waits for all others. What a description
        sheet says, waits on the page of that sheet.
        """
        status = Proposal.Status
        left = Q(status=status.SENT_BACK) & ~Q(proposed_by__in=writers)
        waiting = self.filter(Q(status=status.OPEN) | left).exclude(pk__in=self.of_sheets())
        return waiting.filter(Q(proposed_by=None) | ~Q(proposed_by=user.pk))

    def of_sheets(self):
        """What description sheets say; not what an editor proposed with one in hand."""
        return self.exclude(sheet=None).filter(proposed_by=None)

    def undecided(self):
        """Those that wait for somebody: for a reader, or for their author."""
        return self.filter(status__in=Proposal.UNDECIDED)

    def own(self, user):
        """Those of this person that are not decided."""
        return self.undecided().filter(proposed_by=user)

    def passed_by(self, copy: Intervention):
        """Those of which this working copy had another text when they were published."""
        return self.filter(intervention=copy.replaces_id, copy_differs=True)


class Proposal(models.Model):
    """What somebody wants to change in one fact of one text, until somebody else decides.

    It is about what is live, never about a working copy: that goes when it is published. `values`
    has the parts of the fact that change, `before` all of them as they were (`sheet/proposed.py`).
    What was saved `together` is decided together; `reason` is the note of the version that it
    becomes. A visitor's is part of a report, and goes with it. What a description sheet says is
    part of that sheet and nobody's: a passage with no value at all, until an editor gives it one.
    Nothing of it is ever public.
    """

    class Status(models.TextChoices):
        OPEN = "open", "open"
        ACCEPTED = "accepted", "overgenomen"
        PUBLISHED = "published", "gepubliceerd"
        SENT_BACK = "sent_back", "teruggestuurd"
        REJECTED = "rejected", "niet overgenomen"
        TAKEN_BACK = "taken_back", "teruggenomen"

    UNDECIDED = (Status.OPEN, Status.SENT_BACK)

    intervention = about(Intervention, "interventie")
    element = about(Element, "werkzaam element")
    source = about(Source, "bron")
    term = about(Term, "begrip")
    notice = about(Notice, "mededeling")
    target_group = about(TargetGroup, "doelgroep")
    theme = about(Theme, "thema")
    setting = about(Setting, "soort plek")
    municipality = about(Municipality, "gemeente")
    level = about(RecognitionLevel, "erkenningsniveau")
    together = models.UUIDField("samen opgeslagen", default=uuid.uuid4, db_index=True)
    fact = models.CharField("onderdeel", max_length=60)
    values = models.JSONField("voorstel", default=dict)
    before = models.JSONField("tekst van toen", default=dict)
    # What it rests on: a source by its name, where in it, and its words.
    source_title = LineField("titel van de bron", max_length=300, blank=True)
    source_url = AddressField("adres van de bron", max_length=500, blank=True)
    place = LineField("vindplaats", max_length=200, blank=True)
    words = LinesField("woorden van de bron", blank=True)
    reason = LinesField("wat er verandert", blank=True)
    report = models.ForeignKey(
        Report,
        CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="melding",
    )
    sheet = models.ForeignKey(
        DescriptionSheet,
        CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="werkblad",
    )
    status = models.CharField("stand", max_length=20, choices=Status, default=Status.OPEN)
    proposed_at = models.DateTimeField("voorgesteld op", default=timezone.now)
    proposed_by = person("voorgesteld door")
    decided_at = moment("besloten op")
    decided_by = person("besloten door")
    note = LinesField("toelichting", blank=True)
    # When it was published, an open working copy had a text of its own: its author chooses.
    copy_differs = models.BooleanField("de werkkopie wijkt af", default=False, db_default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["-proposed_at", "-pk"]
        permissions = [
            ("accept_proposal", "Kan een voorstel overnemen"),
            ("publish_proposal", "Kan een voorstel van een ander publiceren"),
            ("send_back_proposal", "Kan een voorstel terugsturen"),
            ("reject_proposal", "Kan een voorstel niet overnemen"),
            ("take_back_proposal", "Kan een eigen voorstel terugnemen"),
            ("leave_out_proposal", "Kan een passage van een werkblad niet overnemen"),
        ]
        constraints = [
            models.CheckConstraint(condition=of_one(ABOUT), name="proposal_about_one"),
            models.CheckConstraint(
                condition=of_one(("proposed_by", "report", "sheet"))
                | Q(proposed_by__isnull=False, report=None, sheet__isnull=False),
                name="proposal_by_one",
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None, decided_by=None)
                | ~Q(status="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="proposal_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | ~Q(decided_by=models.F("proposed_by")),
                name="proposal_published_by_another",
            ),
        ]

    def __str__(self):
        return f"Voorstel over {self.subject}"

    def clean(self):
        if self.intervention and self.intervention.replaces_id:
            raise ValidationError("Een voorstel gaat nooit over een werkkopie.", code="copy")

    @property
    def is_of_sheet(self) -> bool:
        """Whether a description sheet says it, and nobody here does."""
        return self.sheet_id is not None and self.proposed_by_id is None

    @property
    def is_undecided(self) -> bool:
        return self.status in self.UNDECIDED

    @property
    def subject(self) -> Any:
        return next(row for row in (getattr(self, name) for name in ABOUT) if row)
