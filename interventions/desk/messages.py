"""What is said after a step, in a cookie that is bound to this host, as all our cookies are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Django's, whose name has no setting."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return settings.MESSAGE_COOKIE_NAME


class Messages(FallbackStorage):
    storage_classes = (HostCookie, SessionStorage)
