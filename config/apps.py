from django.apps import AppConfig
from django.core.checks import Tags, register

from config.checks import mail_is_sent, publisher_is_filled_in


class Config(AppConfig):
    name = "config"

    def ready(self):
        for check in (publisher_is_filled_in, mail_is_sent):
            register(check, Tags.compatibility, deploy=True)
