"""Checks on the settings that only matter once the site is online (`check --deploy`)."""

from django.conf import settings
from django.core.checks import Warning as CheckWarning

VARIABLES = {
    "name": "PUBLISHER_NAME",
    "contact_email": "CONTACT_EMAIL",
    "privacy_email": "PRIVACY_EMAIL",
    "security_email": "SECURITY_EMAIL",
    "supervision": "SUPERVISION_TEXT",
}


def publisher_is_filled_in(app_configs, **kwargs):
    """A warning for each text about the publisher that the pages show as 'nog niet ingevuld'."""
    return [
        CheckWarning(
            f"{variable} is empty: the site shows 'nog niet ingevuld'.",
            hint=f"Set {variable}; docs/configuration.md says what it is for.",
            id="config.W001",
        )
        for key, variable in VARIABLES.items()
        if not settings.PUBLISHER[key]
    ]


def mail_is_sent(app_configs, **kwargs):
    """A warning when mail is printed: it holds private links, and nobody gets it."""
    if settings.EMAIL_HOST:
        return []
    return [
        CheckWarning(
            "EMAIL_URL is empty: mail is printed and not sent.",
            hint="Set EMAIL_URL, such as smtp://user:password@host:587?tls=1.",
            id="config.W002",
        )
    ]
