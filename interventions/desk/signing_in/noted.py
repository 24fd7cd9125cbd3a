"""What people do with their own account, for the log: no admin page writes it down."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType


def note(person: User, happened: str) -> None:
    """Write down what somebody did with the own account; never a secret."""
    LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr=str(person),
        action_flag=CHANGE,
        change_message=happened,
    )
