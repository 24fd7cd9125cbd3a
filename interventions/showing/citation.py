"""How a source is written down for a reader."""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.conf import settings

from elements import dates
from elements.authors import as_one
from elements.models import Source
from elements.references import reference

NAME = "Werkzame elementen"
NO_PUBLISHER = "Uitgever niet bekend"


def short_reference(source: Source) -> str:
    """`Movisie (2014)`, for beside a claim."""
    who = source.publisher or source.author or source.title
    return f"{who} ({source.year or 'zonder datum'})"


def source_of(document: dict) -> Source:
    """A source as a document keeps it (`document.source_document`), to write down; never saved."""
    return Source(
        slug=document["id"],
        title=document["titel"],
        authors=as_one(document["auteur"] or ""),
        publisher=document["uitgever"] or "",
        date=document["datum"] or "",
        url=document["url"] or "",
        seen=document["gelezen"],
    )


def full_reference(source: Source) -> str:
    """The reference with the address and what was read of it, as plain text."""
    parts = (reference(source), source.url, f"Gelezen: {source.seen}.")
    return " ".join(part for part in parts if part)


def cite(title: str, version: int | None, at: datetime.date, address: str) -> str:
    """How to refer to a text of this knowledge base, after APA, with its fixed address."""
    number = f" (versie {version})" if version else ""
    who = settings.PUBLISHER["name"] or NAME
    where = "" if who == NAME else f" {NAME}."
    return f"{who} ({dates.in_words(at)}). {title}{number}.{where} {address}"


def by_publisher(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """The sources under their publishers, both in order of the alphabet, the unnamed last."""
    in_order = sorted(
        sources, key=lambda s: (not s.publisher, s.publisher.casefold(), s.title.casefold(), s.pk)
    )
    groups = groupby(in_order, key=lambda source: source.publisher)
    return [(publisher or NO_PUBLISHER, list(group)) for publisher, group in groups]
