"""The accounts of the software itself: nobody signs in to one, and none counts as a person.

They are known by their names, and what they may do stands here. So whatever the database says of
their groups, rights, password or being active makes no difference: see decision 0026.
"""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db.models import QuerySet

FORM, LAUNCH = "aanmeldformulier", "startinhoud"
RIGHTS = {
    FORM: frozenset({"interventions.submit_intervention"}),
    LAUNCH: frozenset({"interventions.publish_intervention"}),
}


def is_person(user) -> bool:
    return user.get_username() not in RIGHTS


def people() -> QuerySet[User]:
    return User.objects.exclude(username__in=RIGHTS)


def people_who_may(permission: str) -> QuerySet[User]:
    """Everybody with this right now, by a group or as superuser; nobody who is switched off."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm(permission, backend=backend).exclude(username__in=RIGHTS)


def own_account(name: str) -> User:
    """The account of this name, locked in the caller's transaction; made when it is not there."""
    User.objects.get_or_create(
        username=name, defaults={"last_name": name.capitalize(), "password": make_password(None)}
    )
    user = User.objects.select_for_update(no_key=True).get(username=name)
    take_back(user)
    return user


def take_back(user: User) -> None:
    """Undo what somebody gave to an account of the software, so that no list shows it."""
    if user.is_staff or user.is_superuser or user.email or user.has_usable_password():
        user.is_staff = user.is_superuser = False
        user.email = ""
        user.set_unusable_password()
        user.save()
    user.groups.clear()
    user.user_permissions.clear()
