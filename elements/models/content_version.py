import uuid
from contextlib import contextmanager

from django.db import connections, models, transaction
from django.utils import timezone

from elements import withdrawals

CURRENT = "SELECT number, stamp, withdrawn_number FROM elements_contentversion WHERE id = 1"


class ContentVersion(models.Model):
    """One row: how often the public content has changed.

    The facet index, the page cache and the ETags are keyed by `stamp`: unlike the number it never
    comes back, not even after a restored backup.
    """

    number = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid.uuid4)
    changed_at = models.DateTimeField(null=True)
    withdrawn_number = models.PositiveBigIntegerField(
        default=0, help_text="The number at the last withdrawal: no older index may be used."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_version_is_one_row"),
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls, using: str | None = None) -> "ContentVersion":
        """The version as it is in the database now; number 0 while nothing was ever published.

        `using` names the database; without it the one that this request reads from. In plain SQL:
        every request asks this, and making the query costs ten times the answer.
        """
        with connections[using or cls.objects.db].cursor() as cursor:
            cursor.execute(CURRENT)
            number, stamp, withdrawn = cursor.fetchone() or (0, uuid.UUID(int=0), 0)
        if not isinstance(stamp, uuid.UUID):  # SQLite keeps its letters
            stamp = uuid.UUID(stamp)
        return cls(pk=1, number=number, stamp=stamp, withdrawn_number=withdrawn)


@contextmanager
def content_change(*, withdrawal: bool = False):
    """Open a transaction, run the change, and raise the content version last.

    Last, so that the row's lock is held as briefly as can be. Nothing is raised when the change
    fails. `withdrawal=True` is for what takes something away from the public: it also forbids every
    older index, and every older page while the database is away. Raises NotNoted when that cannot
    be written down; then nothing has changed.
    """
    with transaction.atomic():
        yield
        ContentVersion.objects.get_or_create(pk=1)
        number = models.F("number") + 1
        raised = {"number": number, "stamp": uuid.uuid4(), "changed_at": timezone.now()}
        if withdrawal:
            raised["withdrawn_number"] = number
        ContentVersion.objects.filter(pk=1).update(**raised)
        if withdrawal:
            withdrawals.note(ContentVersion.current().withdrawn_number)


def note_last_withdrawal() -> None:
    """Write down what the database says, where it is not what was written: after a restored backup,
    or a withdrawal that failed at its very end. Nobody withdraws meanwhile. Raises NotNoted.
    """
    with transaction.atomic():
        version = ContentVersion.objects.select_for_update().filter(pk=1).first()
        number = version.withdrawn_number if version else 0
        noted = withdrawals.last()
        if noted is None or noted[0] != number:
            withdrawals.note(number)
