from django.db import models
from django.utils import timezone


class Attempt(models.Model):
    """Somebody used a public form: counted for the quota, and gone after a day.

    `who` is a keyed digest of the address: the address itself is not kept.
    """

    form = models.CharField("formulier", max_length=20)
    who = models.CharField("wie", max_length=64)
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "poging"
        verbose_name_plural = "pogingen"
        indexes = [models.Index(fields=["form", "at"], name="attempt_by_form")]

    def __str__(self):
        return f"{self.form}, {timezone.localtime(self.at):%d-%m-%Y %H:%M}"
