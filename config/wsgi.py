"""The door for the application server, which says at its start what stands open."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.checks import connections_are_closed, secrets_are_kept

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

found = secrets_are_kept(None) + (connections_are_closed(None) if settings.PRODUCTION else [])
for warning in found:
    logging.getLogger("config").warning("%s %s", warning.msg, warning.hint)
