from django.db import models

from elements.fields import LineField, LinesField, MailField


class OutboxMessage(models.Model):
    """A mail that waits to be sent, written in the transaction of what it tells about.

    `key` says what the mail is about: the same key twice is one mail.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wacht"
        SENDING = "sending", "wordt verstuurd"
        SENT = "sent", "verstuurd"
        UNCERTAIN = "uncertain", "misschien verstuurd"
        FAILED = "failed", "niet verstuurd"

    key = models.CharField("sleutel", max_length=200, unique=True)
    to = MailField("aan")
    subject = LineField("onderwerp", max_length=200)
    body = LinesField("tekst", blank=True)
    outside = models.BooleanField("naar iemand van buiten", default=False)
    headers = models.JSONField("koppen", default=dict, blank=True)
    state = models.CharField("stand", max_length=10, choices=State, default=State.WAITING)
    queued_at = models.DateTimeField("klaargezet op", auto_now_add=True)
    due_at = models.DateTimeField("te versturen vanaf")
    taken_at = models.DateTimeField("opgepakt op", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    error = models.CharField("fout", max_length=200, blank=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="outbox_by_due"),
            models.Index(fields=["-queued_at", "-id"], name="outbox_by_time"),
        ]

    def __str__(self):
        return self.subject
