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
