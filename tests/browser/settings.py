"""The site's own settings, on a base and static files that nobody else uses (`server.py`)."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
BASE = DATABASES["default"]  # noqa: F405
BASE["TEST"] = {"NAME": BASE["NAME"]}  # the base of the tests is copied to where the tests look
STATIC_ROOT = BASE["NAME"] + "-static"
FORM_SECONDS = 0  # nobody here is a robot, and nobody waits
SUBMISSION_QUOTA = REPORT_QUOTA = ALERT_QUOTA = {"per_address": 1000, "overall": 1000}
