"""Where a visitor can look on who found nothing here."""

import re
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models

from elements.fields import LineField

PLACE = "{woorden}"


# On the web, with one place for the words, and nothing that ends an attribute or a template.
ADDRESS = re.compile(r"""^https?://[^\s{}<>"']+\{woorden\}[^\s{}<>"']*\Z""")


class OtherDatabank(models.Model):
    """Another databank of interventions, and how its search is addressed."""

    position = models.PositiveSmallIntegerField("volgorde", default=0)
    name = LineField("naam", max_length=60, unique=True)
    address = LineField(
        "adres van een zoekvraag",
        max_length=300,
        help_text=f"Zoek daar zelf iets, neem het adres over en schrijf {PLACE} "
        "waar uw woorden staan.",
    )

    class Meta:
        verbose_name = "andere databank"
        verbose_name_plural = "andere databanken"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        if self.address and not ADDRESS.match(self.address):
            message = (
                f"Schrijf een adres dat met https:// begint, met één keer {PLACE} erin: daar komen "
                "de woorden van de bezoeker."
            )
            raise ValidationError({"address": message})

    def search_for(self, text: str) -> str:
        """The address of the same search there."""
        return self.address.replace(PLACE, quote(text, safe=""))
