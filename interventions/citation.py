"""How a source is written down for a reader."""

from collections.abc import Iterable
from itertools import groupby

from elements.dates import in_words
from elements.models import Source

NO_PUBLISHER = "Uitgever niet bekend"


def reference(source: Source) -> str:
    """`Author (date). Title. Publisher.` after APA, with an unknown date written out."""
    who = source.author or source.publisher
    when = in_words(source.date) or "zonder datum"
    start = f"{who} ({when}). {source.title}" if who else f"{source.title} ({when})"
    publisher = source.publisher if source.publisher != who else ""
    return ". ".join(part.rstrip(".") for part in (start, publisher) if part) + "."


def short_reference(source: Source) -> str:
    """`Movisie (2014)`, for beside a claim."""
    who = source.publisher or source.author or source.title
    return f"{who} ({source.year or 'zonder datum'})"


def by_publisher(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """The sources under their publishers, both in order of the alphabet, the unnamed last."""
    in_order = sorted(
        sources, key=lambda s: (not s.publisher, s.publisher.casefold(), s.title.casefold(), s.pk)
    )
    groups = groupby(in_order, key=lambda source: source.publisher)
    return [(publisher or NO_PUBLISHER, list(group)) for publisher, group in groups]
