"""The door for the application server. A fault in what an answer needs stops the start here, and
what stands open is said.
"""

import logging
import os
import sys
import traceback

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config import readiness
from config.checks import connections_are_closed, secrets_are_kept

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def say_what_stands_open() -> None:
    found = secrets_are_kept(None) + (connections_are_closed(None) if settings.PRODUCTION else [])
    for warning in found:
        logging.getLogger("config").warning("%s %s", warning.msg, warning.hint)


try:
    application = get_wsgi_application()
    say_what_stands_open()
    readiness.load_site()
except Exception as error:
    traceback.print_exc()
    where = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    sys.exit(f"The site does not start. {kind}: {error} ({where.filename}, line {where.lineno})")
