from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from elements import dates
from elements.fields import AddressField, LineField, LinesField, PartialDateField, SortKeyField
from elements.models import Source
from elements.text import fold, list_lines, one_line
from interventions.models.moments import PAIRS, moment, paired, person
from interventions.models.research import RULES, YEARS, Researched
from interventions.models.taxonomy import Municipality, Setting, TargetGroup, Theme

TAXONOMIES = ("target_groups", "themes", "settings")  # the relations to words that sort


def source_of_a_fact(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        Source, models.PROTECT, verbose_name=label, null=True, blank=True, related_name="+"
    )


class InterventionQuerySet(models.QuerySet):
    def published(self):
        """What the public may see: the one public door."""
        return self.filter(status=Intervention.Status.PUBLISHED, replaces=None)

    def withdrawn(self):
        return self.filter(status=Intervention.Status.WITHDRAWN, replaces=None)

    def for_cards(self):
        """With what a card in a list shows, in a fixed number of queries."""
        return self.prefetch_related(
            "statements__element",
            "statements__source",
            "recognitions__level",
            "target_groups",
        )

    def for_detail(self):
        """With everything that the page of one intervention shows."""
        return self.for_cards().prefetch_related(
            "statements__extra_sources",
            "statements__element__source",
            "recognitions__source",
            "recognitions__level__sources",
            *TAXONOMIES,
            "places__municipality",
            "places__source",
            "research_sources",
            "sources",
        )

    def for_search(self):
        """With the rows below it that the search index is made from."""
        return self.prefetch_related("statements__element", "recognitions__level")

    def order_by_name(self):
        return self.order_by("name_key", "slug")


class Intervention(Researched):
    """An approach described after the Dutch description sheet.

    Empty means that no source was found. A row with `replaces` is the working copy of a published
    one. `status` is assigned in `workflow.py` and nowhere else.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "concept"
        SUBMITTED = "submitted", "ingediend"
        IN_REVIEW = "in_review", "in beoordeling"
        PUBLISHED = "published", "gepubliceerd"
        SENT_BACK = "sent_back", "teruggestuurd"
        REJECTED = "rejected", "afgewezen"
        WITHDRAWN = "withdrawn", "ingetrokken"

    class Activity(models.TextChoices):
        RUNNING = "loopt", "loopt nog"
        STOPPED = "gestopt", "gestopt"
        UNKNOWN = "onbekend", "niet bekend"

    class DatabankStatus(models.TextChoices):
        INCLUDED = "opgenomen", "opgenomen"
        IN_PREPARATION = "in voorbereiding", "in voorbereiding"

    slug = models.SlugField("kenmerk in het adres", max_length=80)
    name = LineField("naam", max_length=120)
    name_key = SortKeyField(max_length=240, editable=False)
    aliases = LinesField("andere namen", blank=True, help_text="Een naam per regel.")
    variant_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="versie van",
        null=True,
        blank=True,
        related_name="variants",
    )
    replaces = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name="werkkopie van",
        null=True,
        blank=True,
        editable=False,
        related_name="working_copies",
    )

    summary = LinesField("samenvatting", max_length=600)
    goal = LinesField("doel", blank=True)
    target_group_text = LinesField("voor wie, in woorden", blank=True)
    approach = LinesField("aanpak", blank=True)
    conditions = LinesField("randvoorwaarden", blank=True)
    duration = LinesField("hoe lang duurt het", blank=True)
    duration_source = source_of_a_fact("bron van de duur")
    municipal_role = LinesField("rol van de gemeente", blank=True)
    municipal_role_source = source_of_a_fact("bron van de rol van de gemeente")
    research = LinesField("onderzoek", blank=True)
    cautions = LinesField("wat is lastig?", blank=True)
    cautions_source = source_of_a_fact("bron van wat lastig is")
    costs = LinesField("kosten", blank=True)
    materials = LinesField("materiaal", blank=True)
    owner = LineField("eigenaar", max_length=200, blank=True)
    started_year = models.PositiveSmallIntegerField(
        "startjaar", null=True, blank=True, validators=YEARS
    )
    website = AddressField("website", max_length=500, blank=True)
    contact_organisation = LineField("organisatie voor vragen", max_length=200, blank=True)
    contact_url = AddressField("pagina met contact", max_length=500, blank=True)
    databank_status = models.CharField(
        "stand in de databank van Movisie", max_length=20, choices=DatabankStatus, blank=True
    )
    databank_status_date = PartialDateField("datum van die stand")
    activity = models.CharField(
        "wordt dit nog gedaan?", max_length=10, choices=Activity, default=Activity.UNKNOWN
    )
    activity_date = PartialDateField("stand van (datum)")
    activity_source = source_of_a_fact("bron van die stand")

    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name="doelgroepen", blank=True, related_name="interventions"
    )
    themes = models.ManyToManyField(
        Theme, verbose_name="thema's", blank=True, related_name="interventions"
    )
    settings = models.ManyToManyField(
        Setting, verbose_name="soort plek", blank=True, related_name="interventions"
    )
    sources = models.ManyToManyField(
        Source, verbose_name="bronnen", blank=True, related_name="interventions"
    )

    municipalities = models.ManyToManyField(
        Municipality, through="interventions.Place", related_name="interventions", editable=False
    )

    owner_checked_on = models.DateField("nagelezen door de eigenaar op", null=True, blank=True)
    desk_note = LinesField(
        "aantekening", blank=True, help_text="Alleen voor de redactie: dit komt nooit op de site."
    )

    status = models.CharField(
        "status", max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    created_by = person("gemaakt door")
    changed_at = moment("laatst gewijzigd op")
    changed_by = person("laatst gewijzigd door")
    # Given a fact or a proposal by somebody who does not thereby stand behind the whole.
    touched_at = moment("aangevuld op")
    submitted_at = moment("ingediend op")
    submitted_by = person("ingediend door")
    claimed_at = moment("in beoordeling genomen op")
    claimed_by = person("in beoordeling bij")
    agreed_at = moment("akkoord gegeven op")
    agreed_by = person("akkoord gegeven door")
    published_at = moment("eerst gepubliceerd op")
    published_by = person("eerst gepubliceerd door")
    revised_at = moment("laatst gepubliceerd op")
    revised_by = person("laatst gepubliceerd door")
    news_at = models.DateTimeField("laatst nieuws voor lezers op", null=True, editable=False)
    reviewed_at = moment("laatst nagekeken op")
    reviewed_by = person("laatst nagekeken door")
    withdrawn_at = moment("ingetrokken op")
    withdrawn_by = person("ingetrokken door")
    # By an editor, from somebody outside or from an account that is no longer there.
    taken_over_at = moment("overgenomen op")
    taken_over_by = person("overgenomen door")

    objects = InterventionQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["name_key"],
        m2m_fields=[target_groups, themes, settings, sources, "research_sources"],
    )

    class Meta:
        verbose_name = "interventie"
        verbose_name_plural = "interventies"
        ordering = ["name_key", "slug"]
        permissions = [
            ("submit_intervention", "Kan een interventie indienen"),
            ("take_back_intervention", "Kan een ingediende interventie terugnemen"),
            ("take_over_intervention", "Kan een interventie overnemen om die uit te werken"),
            ("claim_intervention", "Kan een interventie in beoordeling nemen"),
            ("release_intervention", "Kan een beoordeling teruggeven"),
            ("send_back_intervention", "Kan een interventie terugsturen"),
            ("reject_intervention", "Kan een interventie afwijzen"),
            ("agree_intervention", "Kan akkoord geven"),
            ("publish_intervention", "Kan een interventie publiceren"),
            ("improve_intervention", "Kan een verbetering van een ander publiceren"),
            ("revise_intervention", "Kan een werkkopie maken"),
            ("withdraw_intervention", "Kan een interventie intrekken"),
            ("reopen_intervention", "Kan een afgewezen interventie heropenen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(replaces=None),
                name="intervention_unique_slug",
                violation_error_message="Een andere interventie heeft dit kenmerk al.",
            ),
            models.UniqueConstraint(
                fields=["name_key"],
                condition=models.Q(replaces=None),
                name="intervention_unique_name",
                violation_error_message="Een andere interventie heeft deze naam al.",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="intervention_one_working_copy",
                violation_error_message="Van deze interventie is al een werkkopie.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(published_at__isnull=False, published_by__isnull=False),
                name="intervention_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn")
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="intervention_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="in_review") | models.Q(claimed_at__isnull=False),
                name="intervention_in_review_with_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None)
                | ~models.Q(status__in=("published", "withdrawn")),
                name="intervention_working_copy_is_not_public",
            ),
            models.CheckConstraint(
                condition=models.Q(activity_date__regex=dates.PATTERN),
                name="intervention_activity_date_is_partial_date",
            ),
            models.CheckConstraint(
                condition=models.Q(databank_status="") | ~models.Q(databank_status_date=""),
                name="intervention_databank_status_has_date",
                violation_error_message="Zeg van wanneer de stand in de databank is.",
            ),
            models.CheckConstraint(
                condition=models.Q(databank_status_date__regex=dates.PATTERN),
                name="intervention_databank_status_date_is_partial_date",
            ),
            *RULES,
            *map(paired, PAIRS),
        ]
        indexes = [
            models.Index(fields=["status", "name_key"], name="intervention_by_name"),
            models.Index(fields=["status", "-revised_at"], name="intervention_by_date"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = fold(one_line(self.name))
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("public:intervention-detail", args=[self.slug])

    def clean_fields(self, exclude=None):
        self.name_key = fold(one_line(self.name))  # the constraints are checked on it, before save
        super().clean_fields(exclude)

    @property
    def text_stamp(self) -> str:
        """Which text this is: another one after every change."""
        moments = [moment for moment in (self.changed_at, self.touched_at) if moment]
        return max(moments).isoformat() if moments else ""

    @property
    def alias_list(self) -> list[str]:
        return list_lines(self.aliases)


def public_original(row) -> str:
    """The slug of what a row is a version of, when that is public; also for rows of a migration."""
    original = row.variant_of
    return original.slug if original and original.status == Intervention.Status.PUBLISHED else ""
