"""Jinja2: the environment of the public pages, strict and small, and the fields of every form."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.forms import renderers
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Macro
from markupsafe import Markup

from elements import dates
from elements.references import reference
from elements.text import counted_all, other_names
from interventions.finding.selection import Fault
from interventions.finding.selection.sentence import counted, joined
from interventions.finding.selection.shortlist import carried, shortlist_of, toggled
from interventions.models import kept
from interventions.sheet.research import states_of
from interventions.showing.cards import Card
from interventions.showing.citation import cite, short_reference
from interventions.showing.matrix import Cell, state_of
from interventions.showing.prose import inline, prose, within


def environment(**options) -> Environment:
    """The environment with our filters and globals. An undefined name is an error."""
    env = Environment(  # noqa: S701 - Django passes autoescape=True in the options
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    env.filters.update(
        prose=prose,
        inline=inline,
        within=within,
        partial_date=dates.in_words,
        day=day,
        cited=cited,
        reference=reference,
        short_reference=short_reference,
        counted=counted,
        counted_all=counted_all,
        other_names=other_names,
        joined=joined,
        quoted=quoted,
        states_of=states_of,
    )
    env.globals.update(
        kept_html=kept_html,
        url=url,
        path=path,
        file_url=file_url,
        shortlist=shortlist,
        shortlist_names=shortlist_names,
        faults_in_address=faults_in_address,
        mail_address=mail_address,
        copied_on=copied_on,
        toggle_address=toggle_address,
        static=static,
        publisher=settings.PUBLISHER,
        kept=kept,
        public_url=settings.PUBLIC_URL,
        Cell=Cell,
        state_of=state_of,
    )
    return env


@pass_context
def url(context, name: str, *args, query: str = "", anchor: str = "") -> str:
    """The address of a page by its name. It carries the visitor's own list.

    So a query (`?a=b`) and an anchor (without `#`) go in here: they cannot be written behind it.
    """
    address = f"{path(name, *args)}{query}{'#' if anchor else ''}{anchor}"
    return carried(address, shortlist(context))


@lru_cache(maxsize=10_000)
def path(name: str, *args) -> str:
    """The bare address of a page by its name, to compare with or to hand to a script."""
    return reverse(name, args=args)


def file_url(name: str, *args, query: str = "") -> str:
    """The address of a file by its name: no list, because nobody goes on from there."""
    return f"{path(name, *args)}{query}"


@pass_context
def shortlist(context) -> tuple[str, ...]:
    """The slugs on the visitor's own list."""
    return shortlist_of(context.get("request"))


@pass_context
def kept_html(context, card: Card, macro: Macro, *args) -> str:
    """What the macro makes of a card, made once as long as the card is kept.

    The macro may read nothing else that differs between pages; but links carry the visitor's list.
    """
    if shortlist(context):
        return macro(*args)
    if macro.name not in card.html:
        card.html[macro.name] = macro(*args)
    return card.html[macro.name]


@pass_context
def faults_in_address(context) -> Sequence[Fault]:
    """What in the address means nothing, for a page that does not name it itself."""
    selection = getattr(context.get("request"), "selection", None)
    return selection.faults if selection else ()


@pass_context
def shortlist_names(context) -> list[str]:
    """The names of what is on the visitor's own list, the last one put there last."""
    slugs = shortlist(context)
    if not slugs:
        return []
    index = context["request"].selection.index
    return [index.names[index.positions[slug]] for slug in slugs if slug in index.positions]


def mail_address(subject: str, *lines: str) -> str:
    """A link that opens a mail to nobody yet, with these lines in it."""
    body = quote("\r\n\r\n".join(_plain(line).strip() for line in lines), safe="")
    return f"mailto:?subject={quote(_plain(subject).strip(), safe='')}&body={body}"


@pass_context
def copied_on(context) -> str:
    """The day of the static copy that the page is made for; empty on the site itself."""
    return getattr(context.get("request"), "copied_on", "")


@pass_context
def toggle_address(context, slug: str, query: str = "", anchor: str = "") -> str | None:
    """This page, with one intervention put on the list or taken off; None when the list is full."""
    slugs = toggled(shortlist(context), slug)
    if slugs is None:
        return None
    return carried(f"{context['request'].path}{query}{'#' if anchor else ''}{anchor}", slugs)


def cited(title: str, address: str, version=None) -> str:
    """How to refer to a page, read today, or to a published version."""
    if version is None:
        return cite(_plain(title), None, dates.today(), address)
    return cite(_plain(title), version.number, dates.day_of(version.at), address)


def quoted(text: str) -> str:
    """The text as part of an address."""
    return quote(_plain(text))


def _plain(text: str) -> str:
    """The text of a block, which is HTML, as it was written."""
    return text.unescape() if isinstance(text, Markup) else text


def day(moment: datetime) -> str:
    """`22 november 2026`, in Amsterdam."""
    return dates.in_words(dates.day_of(moment))


class FormRenderer(renderers.Jinja2):
    """Django's own fields by Jinja2, the desk's by its own engine, which Jinja2 does not have.

    A form of the desk may have a thousand choices, each a template: that is most of what it costs.
    Labels are the desk's: the public forms write their own.
    """

    def get_template(self, template_name):
        if template_name == "django/forms/label.html":
            return get_template("admin/label.html", using="desk")
        if template_name.startswith("django/"):
            return super().get_template(template_name)
        return get_template(template_name, using="desk")
