"""Who can sign in, and what an account may do."""

from django.contrib.auth.backends import ModelBackend

from interventions.models.accounts import RIGHTS, is_person


def may_enter(user) -> bool:
    """Whether this account opens the desk, now."""
    return user.is_active and user.is_staff and is_person(user)


class DeskBackend(ModelBackend):
    """Only who may enter the desk can sign in, and is asked for again with every request.

    The password of anybody else is checked all the same, so the answer takes as long.
    """

    def user_can_authenticate(self, user):
        return may_enter(user)

    def get_all_permissions(self, user_obj, obj=None):
        """Of an account of the software those of its table, switched on or off, and no other."""
        if is_person(user_obj):
            return super().get_all_permissions(user_obj, obj)
        return set(RIGHTS[user_obj.get_username()])

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_all_permissions(user_obj, obj)
