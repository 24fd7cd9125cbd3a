from django.apps import AppConfig
from django.core.checks import Tags, register

from config.checks import (
    connections_are_closed,
    mail_is_sent,
    publisher_is_filled_in,
    secrets_are_kept,
)


class Config(AppConfig):
    name = "config"

    def ready(self):
        register(secrets_are_kept, Tags.security)
        for check in (publisher_is_filled_in, mail_is_sent, connections_are_closed):
            register(check, Tags.compatibility, deploy=True)
