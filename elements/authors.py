"""Who wrote a source, as it is stored: people and organisations, told apart by a sign.

One on a line, in the order of the source: a person as `van der Lans, Jos`, an organisation as
`organisatie: LSA`. What stands in brackets behind a name ('eindredactie') is shown, never cited.
"""

import re
from dataclasses import dataclass

SIGN = "organisatie:"
NOTE = re.compile(r"^([^()]+) (\([^()]*\))$")


@dataclass(frozen=True)
class Author:
    """A person, or an organisation with its whole name as `family`."""

    family: str
    given: str = ""
    note: str = ""
    is_organisation: bool = False

    @property
    def line(self) -> str:
        """As it is stored."""
        sign = SIGN if self.is_organisation else ""
        return " ".join(filter(None, (sign, self.cited, self.note)))

    @property
    def cited(self) -> str:
        """As a list of references sorts it."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def spoken(self) -> str:
        return " ".join(filter(None, (self.given, self.family, self.note)))


def authors_of(text: str) -> list[Author]:
    """The authors that a source has stored. Any text is read: each line is somebody."""
    return [_stored(line) for line in text.splitlines() if line.strip()]


def in_words(authors: list[Author]) -> str:
    """As a reader says them: `Nico de Boer, Jos van der Lans`."""
    names = [author.spoken for author in authors]
    return ("; " if any("," in name for name in names) else ", ").join(names)


def as_one(text: str) -> str:
    """What stores this text as one name, to be shown to the letter."""
    return f"{SIGN} {text}" if text else ""


def without_note(line: str) -> tuple[str, str]:
    """A name, and what stands in brackets behind it."""
    found = NOTE.match(line.strip())
    return (found[1].strip(), found[2]) if found else (line.strip(), "")


def _stored(line: str) -> Author:
    name, note = without_note(line)
    if name.startswith(SIGN):
        return Author(name.removeprefix(SIGN).strip(), note=note, is_organisation=True)
    family, _, given = name.partition(", ")
    return Author(family, given, note)
