"""What robots and finders of security faults look for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from elements.dates import today
from interventions.showing.methods import reads

ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /export/
Disallow: /*.pdf$
Disallow: /*.docx$
Disallow: /beheer/
"""


@reads
def robots(request):
    return _text(f"{ROBOTS}\nSitemap: {settings.PUBLIC_URL}{reverse('public:sitemap')}\n")


@reads
def security(request):
    """RFC 9116. `Expires` is half a year ahead, so that it never passes while the site runs.

    There is always a contact: the form for everybody when no address is set.
    """
    mail = settings.PUBLISHER["security_email"] or settings.PUBLISHER["contact_email"]
    form = f"{settings.PUBLIC_URL}{reverse('submissions:report-start')}"
    lines = [
        f"Contact: mailto:{mail}" if mail else f"Contact: {form}",
        f"Expires: {today() + timedelta(days=180)}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    if policy := settings.PUBLISHER["security_policy"]:
        lines.append(f"Policy: {policy}")
    return _text("\n".join(lines) + "\n")


def _text(text):
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
