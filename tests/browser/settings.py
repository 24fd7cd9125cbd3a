"""The site's own settings, on a base and static files that nobody else uses (`server.py`)."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = DATABASES["default"]["NAME"] + "-static"  # noqa: F405
FORM_SECONDS = 0  # nobody here is a robot, and nobody waits
SUBMISSION_QUOTA = REPORT_QUOTA = ALERT_QUOTA = {"per_address": 1000, "overall": 1000}
