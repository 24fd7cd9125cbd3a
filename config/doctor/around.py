"""What the doctor asks around: mail server, cache, backups, certificate, the server itself."""

import http.client
import smtplib
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from config.certificate import valid_until
from config.doctor.finding import FAULT, OK, WARNING, Finding
from config.timers import TIMERS
from interventions.management.keeping.kept import newest_backup

PATIENCE = 5  # seconds
RENEWED = 21  # days before its end that a certificate should have been
DAY = 24 * 3600


def mail_server_answers() -> Iterator[Finding]:
    """Connect and sign in; nothing is sent."""
    if not settings.EMAIL_HOST:
        yield Finding(WARNING, "Mail is printed and not sent.", "Set EMAIL_URL.")
        return
    server, where = mail.get_connection(), f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server.open()
    except smtplib.SMTPAuthenticationError:
        says = f"The mail server {where} does not let us in."
        yield Finding(FAULT, says, "Mend the name and password in EMAIL_URL.")
    except (OSError, smtplib.SMTPException) as error:
        says = f"The mail server {where} cannot be used: {type(error).__name__}."
        yield Finding(FAULT, says, "Start it, or mend EMAIL_URL. Until then mail waits.")
    else:
        server.close()
        yield Finding(OK, f"The mail server {where} lets us in.")


def cache_answers() -> Iterator[Finding]:
    where = urlsplit(str(settings.CACHES["default"].get("LOCATION", ""))).hostname
    if not where:
        yield Finding(OK, "Pages are kept in the memory of each process.")
        return
    try:
        cache.set("doctor", "ok", 60)
        found = cache.get("doctor")
    except Exception as error:  # of the client, or of the network
        found = type(error).__name__
    if found == "ok":
        yield Finding(OK, f"Redis at {where} keeps pages.")
    else:
        says = f"Redis at {where} does not keep pages: {found}."
        yield Finding(FAULT, says, "Start it, or mend CACHE_URL. Until then each page is made.")


def backup_is_recent() -> Iterator[Finding]:
    folder = settings.BACKUP_FOLDER
    if not folder:
        says = "BACKUP_FOLDER is empty: whether there are backups is not known."
        yield Finding(WARNING, says, "Set it, and start the timer of backup.")
    elif not Path(folder).is_dir():
        says = f"The folder for backups, {folder}, is not there."
        yield Finding(FAULT, says, "Make it, for the account of the site only.")
    elif (newest := newest_backup(Path(folder))) is None:
        yield Finding(FAULT, f"There is no backup in {folder}.", "Run: manage.py backup")
    else:
        age = timezone.now() - newest[1]
        is_old = age > TIMERS["backup"]
        says = f"The newest backup is {age // timedelta(hours=1)} hours old."
        advice = "Look at the timer of backup and at what it said." if is_old else ""
        yield Finding(FAULT if is_old else OK, says, advice)


def certificate_is_valid() -> Iterator[Finding]:
    """That of the host that visitors use, as they get it."""
    address = urlsplit(settings.PUBLIC_URL)
    if address.scheme != "https":
        yield Finding(WARNING, "PUBLIC_URL is no https: visitors can be listened to.")
        return
    host = address.netloc
    try:
        ends = valid_until(settings.PUBLIC_URL)
    except ssl.SSLCertVerificationError as error:
        says = f"Browsers refuse the certificate of {host}: {error.verify_message}."
        yield Finding(FAULT, says, "Renew it, and let the proxy load it.")
    except OSError as error:
        says = f"{host} cannot be reached over https: {error.strerror or error}."
        yield Finding(FAULT, says, "Look at the proxy, the name and the firewall.")
    else:
        days = int((ends - time.time()) // DAY)
        is_late = days < RENEWED
        advice = "Look why it was not renewed." if is_late else ""
        says = f"The certificate of {host} is valid for {days} more days."
        yield Finding(WARNING if is_late else OK, says, advice)


def server_answers() -> Iterator[Finding]:
    where = f"{settings.HOST}:{settings.PORT}"
    line = http.client.HTTPConnection(settings.HOST, settings.PORT, timeout=PATIENCE)
    try:
        line.request("GET", "/readyz")
        answer = line.getresponse()
        lacks = answer.read(50).decode("ascii", "replace")
    except (OSError, http.client.HTTPException) as error:
        says = f"No server answers at {where}: {type(error).__name__}."
        yield Finding(FAULT, says, "Start it; its log says why it stopped.")
    else:
        ready = answer.status == 200
        says = f"The server at {where} is ready." if ready else f"It is not ready: {lacks}."
        yield Finding(OK if ready else FAULT, says, "" if ready else "See what is said above.")
    finally:
        line.close()
