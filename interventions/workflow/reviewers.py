"""Who is a reviewer."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from interventions.models.accounts import people
from interventions.workflow.table import REVIEWER, TRANSITIONS


def is_reviewer(user) -> bool:
    """Whether this person may publish, and so see what is for reviewers only."""
    return user.has_perm(TRANSITIONS["publish"].permission)


def reviewers() -> QuerySet[User]:
    """Who is mailed when something waits for a reviewer: everybody with an account in that role."""
    return people().filter(groups__name=REVIEWER, is_active=True).order_by("pk")
