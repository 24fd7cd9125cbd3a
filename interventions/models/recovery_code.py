from django.conf import settings
from django.db import models


class RecoveryCode(models.Model):
    """Opens the desk once, for who has no telephone at hand; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="recovery_codes",
        verbose_name="gebruiker",
    )
    code = models.CharField("code, als hash", max_length=200)
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    class Meta:
        verbose_name = "herstelcode"
        verbose_name_plural = "herstelcodes"
        default_permissions = ()  # no page of the desk shows one

    def __str__(self):
        return f"Herstelcode van {self.user}"
