"""What a style says of letters and paragraphs, whatever kind of file it stands in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEADING = re.compile(r"(?:heading|kop|titre|überschrift)\s*([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave|contents)\s*(?:[1-9]|heading)", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """What is said of letters and paragraphs; None is nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    level: int | None = None
    item: bool | None = None
    contents: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This look where it says something, the other where it does not."""
        mine = {key: value for key, value in vars(self).items() if value is not None}
        return Look(**{**vars(other), **mine})


def named_look(names: Iterable[str]) -> Look:
    """What the name of a style says: office programs go by it themselves."""
    known = list(names)
    if any(CONTENTS.match(name) for name in known):
        return Look(contents=True, level=0)
    found = next(filter(None, map(HEADING.fullmatch, known)), None)
    return Look(level=int(found[1])) if found else Look()
