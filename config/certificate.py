"""Until when the certificate of the site is valid, as visitors get it."""

import socket
import ssl
from urllib.parse import urlsplit

PATIENCE = 3  # seconds


def valid_until(url: str) -> float:
    """The moment at which the certificate of this https address ends, as seconds since 1970.

    Raises ssl.SSLCertVerificationError for one that browsers refuse, OSError when there is none.
    """
    host, port = str(urlsplit(url).hostname), urlsplit(url).port or 443
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as line,
        ssl.create_default_context().wrap_socket(line, server_hostname=host) as closed,
    ):
        return ssl.cert_time_to_seconds(str((closed.getpeercert() or {})["notAfter"]))
