"""Who can sign in."""

from django.contrib.auth.backends import ModelBackend


class DeskBackend(ModelBackend):
    """Only who may enter the desk can sign in, and is asked for again with every request.

    The password of anybody else is checked all the same, so the answer takes as long.
    """

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff
