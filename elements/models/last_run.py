from django.db import models


class LastRun(models.Model):
    """When a command that a timer starts ended well, on whichever machine; a row per command."""

    command = models.CharField(primary_key=True, max_length=50)
    ended_at = models.DateTimeField()

    def __str__(self):
        return self.command
