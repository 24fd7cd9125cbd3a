"""The site for the browser tests: `python -m tests.browser.server`, DATABASE_URL naming a new file.

Its base begins as a copy of that of all tests. It is made ready as everywhere, by `prepare`, so
static files come hashed and compressed. The first line of output is its address. It stops when its
input is closed: it cannot outlive the tests.
"""

import sys
from threading import Thread

import django
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler

from tests.browser.addresses import WITHDRAWN_SLUG


def main() -> None:
    django.setup()
    from tests.base import Base  # noqa: PLC0415 - Django has to start first

    Base().begin()
    call_command("prepare", stdout=sys.stderr)
    withdraw_one()
    furnish_desk()
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(get_wsgi_application())  # after `prepare`: it looks for static files now
    Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()


def withdraw_one() -> None:
    """The launch content has nothing withdrawn, and its page is one of the pages to look at."""
    from tests.factories import make_intervention  # noqa: PLC0415 - Django has to start first

    make_intervention(slug=WITHDRAWN_SLUG, name="Ingetrokken aanpak", status="withdrawn")


def furnish_desk() -> None:
    """An account of each role, and a text in every state."""
    from tests.browser.furnishing import furnish  # noqa: PLC0415 - Django has to start first

    furnish()


if __name__ == "__main__":
    main()
