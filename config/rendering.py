"""The Jinja2 environment of the public pages: strict, and small."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from elements import dates
from interventions.citation import reference, short_reference
from interventions.matrix import Cell, state_of
from interventions.prose import inline, prose
from interventions.selection.sentence import counted, joined


def environment(**options) -> Environment:
    """The environment with our filters and globals. An undefined name is an error."""
    env = Environment(  # noqa: S701 - Django passes autoescape=True in the options
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    env.filters.update(
        prose=prose,
        inline=inline,
        partial_date=dates.in_words,
        day=day,
        reference=reference,
        short_reference=short_reference,
        counted=counted,
        joined=joined,
        quoted=quote,
    )
    env.globals.update(
        url=url,
        static=static,
        publisher=settings.PUBLISHER,
        public_url=settings.PUBLIC_URL,
        Cell=Cell,
        state_of=state_of,
    )
    return env


def url(name: str, *args) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args)


def day(moment: datetime) -> str:
    """`22 november 2026`, in Amsterdam."""
    return dates.in_words(moment.astimezone(dates.AMSTERDAM).date().isoformat())
