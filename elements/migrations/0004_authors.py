"""The authors of a source were one text; from now on each has a line, and an organisation a sign."""

import re
from typing import NamedTuple

from django.db import migrations, models

HELP = (
    "Eén op een regel, in de volgorde van de bron. Een persoon met de achternaam "
    "voorop: 'van der Lans, Jos'. Een organisatie met 'organisatie: ' ervoor: "
    "'organisatie: Ministerie van Onderwijs, Cultuur en Wetenschap'."
)
# As `elements.authors` and `elements.names` read a text when this was written.
SIGN = "organisatie:"
NOTE = re.compile(r"^([^()]+) (\([^()]*\))$")
# What stands before a surname ('tussenvoegsels'), in small letters.
PARTICLES = {
    *("van", "de", "der", "den", "het", "'t", "’t", "ten", "ter", "te", "in", "op", "aan", "bij"),
    *("uit", "vande", "vander", "vanden", "von", "vom", "zu", "zur", "und", "du", "des", "la"),
    *("le", "les", "di", "da", "dal", "del", "della", "dos", "el", "al", "ibn", "bin"),
}
BEHIND = {"jr", "jr.", "sr", "sr.", "ii", "iii"}  # a surname
# What only organisations have in their name: anywhere, as the end of a word, or at the beginning.
OF_ORGANISATIONS = {"voor", "en", "&", "of", "met", "and", "for", "the", "bv", "b.v.", "nv", "n.v."}
KINDS = (
    *("stichting", "vereniging", "ministerie", "instituut", "institute", "universiteit"),
    *("university", "hogeschool", "centrum", "bureau", "centrale", "redactie", "gemeente"),
    *("academie", "netwerk", "platform", "federatie", "coöperatie", "collectief", "uitgeverij"),
    *("fonds", "organisatie", "nederland", "foundation", "adviesgroep", "werkgroep"),
)
FIRST = {
    *("raad", "bond", "huis", "leger", "groep", "dienst", "provincie", "rijksdienst", "inspectie"),
    *("school", "club", "kamer", "team", "project", "centraal", "nederlands", "nederlandse"),
    *("landelijk", "landelijke", "koninklijk", "koninklijke", "nationaal", "nationale"),
    *("sociaal", "sociale", "europees", "europese"),
}
INITIALS = re.compile(r"^(?:[^\W\d_]{1,2}\.-?){1,6}[^\W\d_]?$")
PIECES = re.compile(r"(?:[^,()]|\([^()]*\)|[()])+")  # a comma between brackets parts nothing
AND = re.compile(r" (?:en|&|and) ")


class Author(NamedTuple):
    family: str
    given: str = ""
    note: str = ""
    is_organisation: bool = False

    def line(self):
        name = f"{self.family}, {self.given}" if self.given else self.family
        sign = SIGN if self.is_organisation else ""
        return " ".join(filter(None, (sign, name, self.note)))


def without_note(line):
    found = NOTE.match(line.strip())
    return (found[1].strip(), found[2]) if found else (line.strip(), "")


def guessed(text: str, publisher: str = "") -> list[Author]:
    """The authors in a text of before they were told apart: on one line, with commas between them.

    What is unclear is a person, unless it is who published the source.
    """
    if not text.strip():
        return []
    if text == publisher:
        return [Author(text, is_organisation=True)]
    if ";" in text:
        return [author for piece in text.split(";") for author in guessed(piece)]
    pieces = [piece.strip() for piece in PIECES.findall(text) if piece.strip()]
    if not _are_several([without_note(piece)[0] for piece in pieces]):
        return [_read(*without_note(text))]
    found: list[str] = []
    for piece in pieces:
        if found and "," not in found[-1] and _is_given(piece):
            found[-1] += f", {piece}"
        else:
            found += AND.split(piece) if _are_several([piece]) else [piece]
    return [_read(*without_note(piece)) for piece in found]


def _read(name: str, note: str) -> Author:
    if _is_organisation(name):
        return Author(name, note=note, is_organisation=True)
    person = _person(name)
    return Author(person.family, person.given, note)


def _person(name: str) -> Author:
    """`Jos van der Lans`, `Lans, Jos van der` and `Lans, van der, Jos` are the same."""
    if "," not in name:
        words = name.split()
        at = next((at for at, word in enumerate(words[:-1]) if _is_particle(word)), -1)
        return Author(" ".join(words[at:]), " ".join(words[:at]) if at else "")
    family, *rest = (piece.strip() for piece in name.split(","))
    between = [piece for piece in rest if _is_particles(piece)]
    given = ", ".join(piece for piece in rest if piece not in between).split()
    end = len(given)
    while end and given[end - 1] in PARTICLES:
        end -= 1
    return Author(" ".join([*between, *given[end:], family]), " ".join(given[:end]))


def _are_several(pieces: list[str]) -> bool:
    """Whether they are more than one author: `Peter Hartog, Mara Verduin`, `Jan Smit en Piet Bos`,
    and not a surname with what belongs to it, or the commas of one organisation.
    """
    people = AND.split(", ".join(pieces))
    if len(people) > 1 and all(map(_is_spoken, ", ".join(people).split(", "))):
        return True
    if len(pieces) < 2 or _is_organisation(", ".join(pieces)):
        return False
    if len(pieces) == 2:
        return all(map(_is_spoken, pieces))
    return not any(_is_particles(piece) or piece.lower() in BEHIND for piece in pieces)


def _is_organisation(name: str) -> bool:
    """Whether the name says itself that it is no person's."""
    first, comma, rest = name.partition(",")
    if comma and (_is_given(rest) or any(map(_is_spoken, rest.split(", ")))):
        return False
    words = name.replace(",", "").lower().split()
    if len(words) == 1 or not OF_ORGANISATIONS.isdisjoint(words):
        return True
    if len(first.split()) == 1:  # a surname
        return False
    return words[0] in FIRST or any(word.endswith(KINDS) for word in words)


def _is_spoken(name: str) -> bool:
    """Whether it can be somebody with the first name first."""
    words = name.split()
    if len(words) < 2 or _is_given(name) or _is_organisation(name):
        return False
    return words[0][0].isupper() and not _is_particle(words[0]) and not _is_particle(words[-1])


def _is_given(name: str) -> bool:
    """Initials, with or without a tussenvoegsel behind them: `J. van der`."""
    words = name.split()
    return any(map(INITIALS.match, words)) and all(
        INITIALS.match(word) or word in PARTICLES for word in words
    )


def _is_particle(word: str) -> bool:
    return word.lower() in PARTICLES


def _is_particles(name: str) -> bool:
    return bool(name) and all(map(_is_particle, name.split()))


def tell_apart(apps, schema_editor):
    """Also in the history, so that nobody seems to have changed what they did not."""
    for name in ("Source", "HistoricalSource"):
        rows = apps.get_model("elements", name).objects.exclude(authors="").order_by()
        for text, publisher in [*rows.values_list("authors", "publisher").distinct()]:
            lines = "\n".join(author.line() for author in guessed(text, publisher))
            rows.filter(authors=text, publisher=publisher).update(authors=lines)


class Migration(migrations.Migration):
    dependencies = [("elements", "0003_elements_as_data")]

    operations = [
        *(
            migrations.RenameField(name, "author", "authors")
            for name in ("source", "historicalsource")
        ),
        *(
            migrations.AlterField(
                name,
                "authors",
                models.TextField(
                    blank=True, max_length=2000, verbose_name="auteurs", help_text=HELP
                ),
            )
            for name in ("source", "historicalsource")
        ),
        migrations.RunPython(tell_apart),
    ]
