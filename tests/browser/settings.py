"""The site's own settings, on a base and static files that nobody else uses (`server.py`)."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = DATABASES["default"]["NAME"] + "-static"  # noqa: F405
