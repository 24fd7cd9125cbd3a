from django.db import models
from django.utils import timezone

from elements.fields import LineField
from interventions.models.intervention import Intervention


class Origin(models.Model):
    """Where an intervention came from: another installation of this software.

    It finds the text again when its name changed, there or here. `document` is the text of there as
    it was read last: what has not changed there since, is proposed no second time.
    """

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="origins", verbose_name="interventie"
    )
    site = LineField("site", max_length=200)
    slug = LineField("kenmerk daar", max_length=80)
    version = models.PositiveIntegerField("versie daar", null=True)
    document = models.JSONField("tekst van daar", default=dict)
    read_at = models.DateTimeField("gelezen op", default=timezone.now)

    class Meta:
        verbose_name = "herkomst"
        verbose_name_plural = "herkomsten"
        ordering = ["site", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="origin_one_per_site_and_slug")
        ]

    def __str__(self):
        return f"{self.site}: {self.slug}"
