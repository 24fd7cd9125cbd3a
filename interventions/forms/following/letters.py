"""What is mailed about a selection, and to which address an answer goes."""

from django.conf import settings
from django.urls import reverse

from interventions.finding.selection import Selection, described
from interventions.finding.selection.sentence import counted
from interventions.forms.following.news import News
from interventions.models import Alert
from interventions.workflow.mail import Letter

MOST_NAMED = 50

# No subject says what somebody follows: the editors see the subjects of mail.
# The first is a fixed text: anybody can fill in anybody's address.
ASKED = Letter(
    "Bevestig dat u mail wilt",
    (
        "Iemand vulde dit mailadres in om op de hoogte te blijven van interventies op onze site.",
        "Was u dat? Open dan deze link. Daar ziet u wat u volgt. Druk daar op de knop:\n{link}",
        "Daarna krijgt u hoogstens één keer per maand een mail, en alleen als er iets nieuw of "
        "gewijzigd is.",
        "Was u dat niet? Dan hoeft u niets te doen. Wij mailen u hierover niet meer, en na zeven "
        "dagen halen wij uw mailadres weg.",
    ),
)
KNOWN = Letter(
    "U krijgt hier al mail over",
    (
        "Iemand vulde dit mailadres nog eens in, voor iets waar u al mail over krijgt. U hoeft dus "
        "niets te doen.",
        "Wat u volgt, ziet u op dit adres. Stoppen kan daar ook:\n{link}",
    ),
)
CHANGED = Letter(
    "{subject}",
    (
        "U volgt: {what}.",
        "{news}",
        "Alles wat u volgt, staat hier:\n{list}",
        "Wilt u geen mail meer? Dat kan op dit adres, met één druk op de knop:\n{link}",
    ),
)


def asked(alert: Alert) -> dict:
    """The letter to who asks for mail, and its values: to confirm, or that it comes already."""
    return {
        "letter": KNOWN if alert.confirmed_at else ASKED,
        "values": {"link": address_of(alert)},
    }


def changed(alert: Alert, selection: Selection, news: list[News]) -> dict:
    """The letter that says what is new and what changed, its values and its headers."""
    link = address_of(alert)
    values = {
        "subject": in_short(news),
        "what": described(selection),
        "news": "\n\n".join([*dropped(selection), *told(news)]),
        "list": f"{settings.PUBLIC_URL}{reverse('public:intervention-list')}{selection.query}",
        "link": link,
    }
    # RFC 8058: the mail program shows a button, and the server of the reader presses it.
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {"letter": CHANGED, "values": values, "headers": headers}


def in_short(news: list[News]) -> str:
    """`2 nieuwe interventies, 1 gewijzigd`."""
    new = sum(one.is_new for one in news)
    rest = len(news) - new
    if not new:
        return f"{counted(rest)} gewijzigd"
    start = f"{new} {'nieuwe interventie' if new == 1 else 'nieuwe interventies'}"
    return f"{start}, {rest} gewijzigd" if rest else start


def dropped(selection: Selection) -> list[str]:
    """What was chosen once and is no longer there to choose."""
    if not selection.faults:
        return []
    values = ", ".join(f"'{fault.value}'" for fault in selection.faults)
    return [f"Let op: deze keuze bestaat niet meer en telt niet meer mee: {values}."]


def told(news: list[News]) -> list[str]:
    """A paragraph for each intervention, the new ones first; not more than fit in a mail."""
    in_order = sorted(news, key=lambda one: not one.is_new)
    told = [_paragraph(one) for one in in_order[:MOST_NAMED]]
    if len(news) > MOST_NAMED:
        told.append(f"En nog {counted(len(news) - MOST_NAMED)}.")
    return told


def _paragraph(one: News) -> str:
    lines = [f"{'Nieuw' if one.is_new else 'Gewijzigd'}: {one.name}"]
    if one.is_new:
        lines.append(one.summary)
    else:
        lines += one.notes
    return "\n".join([*lines, f"{settings.PUBLIC_URL}{one.address}"])


def address_of(alert: Alert) -> str:
    """The private link, as it stands in a mail."""
    return f"{settings.PUBLIC_URL}{reverse('alerts:alert-follow', args=[alert.token])}"
