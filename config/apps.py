from django.apps import AppConfig
from django.core.checks import Tags, register

from config.checks import publisher_is_filled_in


class Config(AppConfig):
    name = "config"

    def ready(self):
        register(publisher_is_filled_in, Tags.compatibility, deploy=True)
