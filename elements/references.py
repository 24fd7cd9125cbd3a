"""How a source is written down in full, so that it can be found and known again."""

from elements import dates
from elements.models import Source


def reference(source: Source) -> str:
    """`Author (date). Title. Publisher.` after APA, with an unknown date written out."""
    who = source.author or source.publisher
    when = dates.in_words(source.date) or "zonder datum"
    start = f"{who} ({when}). {source.title}" if who else f"{source.title} ({when})"
    publisher = source.publisher if source.publisher != who else ""
    return ". ".join(part.rstrip(".") for part in (start, publisher) if part) + "."


def reference_with_address(source: Source) -> str:
    """The reference, and where it is on the web."""
    return f"{reference(source)} {source.url}".strip()
