from django.db import models


class StoppedAddress(models.Model):
    """Somebody wants no more mail from the forms for everybody: a keyed digest of the address."""

    digest = models.CharField("vingerafdruk", max_length=64, unique=True)
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "gestopt mailadres"
        verbose_name_plural = "gestopte mailadressen"

    def __str__(self):
        return f"Gestopt op {self.at:%d-%m-%Y}"
