"""Failures of the API, as `application/problem+json` (RFC 9457)."""

import json
from collections.abc import Iterable

from django.http import HttpResponse

from interventions.finding.selection import Fault

MEDIA_TYPE = "application/problem+json"
# (title, detail): what happened, and what to do.
TEXTS = {
    400: ("Verzoek niet begrepen", "In `fouten` staat per parameter wat er niet klopt."),
    403: ("Geen toegang", "Dit adres mag u niet gebruiken."),
    404: ("Niet gevonden", "Op dit adres staat niets. Kijk of het adres klopt."),
    405: ("Methode niet mogelijk", "Dit adres beantwoordt alleen wat in `Allow` staat."),
    410: ("Ingetrokken", "Dit was openbaar, en is ingetrokken. De gegevens komen niet terug."),
    413: ("Verzoek te groot", "Dit adres leest geen inhoud. Stuur die niet mee."),
    500: ("Er ging iets mis bij ons", "Probeer het later nog eens."),
    503: (
        "Even niet bereikbaar",
        "De kennisbank antwoordt niet. Wacht het aantal seconden dat in `Retry-After` staat.",
    ),
}
# What stands in an address is refused before any parameter is read.
UNREADABLE = Fault("", "", "In het adres of in de kop staat iets wat wij niet kunnen lezen.")


def problem(status: int, faults: Iterable[Fault] = ()) -> HttpResponse:
    """The answer for a failure; a 400 always lists its faults."""
    return HttpResponse(
        json.dumps(document(status, faults), ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def document(status: int, faults: Iterable[Fault] = ()) -> dict:
    """What the answer for a failure says."""
    title, detail = TEXTS[status]
    found = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    if status == 400:
        found["fouten"] = [
            {"veld": fault.parameter, "waarde": fault.value, "melding": fault.message}
            for fault in faults or [UNREADABLE]
        ]
    return found
