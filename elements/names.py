"""Reading the authors that somebody wrote down: who is a person, and what is the surname."""

import re

from django.core.exceptions import ValidationError

from elements.authors import SIGN, Author, as_one, authors_of, without_note
from elements.text import one_line

LONGEST = 300  # of one name
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
SEVERAL = "Schrijf iedere auteur op een eigen regel: in '%(line)s' lijken er meer te staan."
UNCLEAR = (
    "Is '%(line)s' een persoon? Schrijf dan eerst de achternaam: '%(person)s'. "
    "Is het een organisatie? Zet er dan 'organisatie: ' voor."
)
NO_NAME = "In '%(line)s' staat geen naam."
TOO_LONG = "Een naam heeft hoogstens 300 tekens. Schrijf iedere auteur op een eigen regel."


def as_stored(text: str) -> str:
    """What an editor typed, with each author as `elements.authors` stores it.

    A line without a sign is read where it says itself what it is: with a comma, initials or a
    tussenvoegsel a person, as one word or with a word such as 'stichting' an organisation. Raises
    ValidationError for every other line (`several`, `unclear`, `no_name`, `too_long`).
    """
    lines, faults = [], []
    for line in text.splitlines():
        for part in [line] if _has_sign(line) else line.split(";"):
            if name := one_line(part):
                try:
                    lines.append(_typed(name).line)
                except ValidationError as fault:
                    faults.append(fault)
    if faults:
        raise ValidationError(faults)
    return "\n".join(dict.fromkeys(lines))


def guessed(text: str, publisher: str = "") -> list[Author]:
    """The authors in a text of before they were told apart: on one line, with commas between them.

    What is unclear is a person, unless it is who published the source.
    """
    if not text.strip():
        return []
    if text == publisher:
        return authors_of(as_one(text))
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


def _typed(line: str) -> Author:
    if len(line) > LONGEST:
        raise ValidationError(TOO_LONG, code="too_long")
    name, note = without_note(line)
    if _has_sign(name):
        author = Author(name[len(SIGN) :].strip(), note=note, is_organisation=True)
    else:
        pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
        if _are_several(pieces):
            raise ValidationError(SEVERAL, code="several", params={"line": line})
        if len(pieces) == 1 and _is_unclear(pieces[0]):
            params = {"line": line, "person": _person(pieces[0]).cited}
            raise ValidationError(UNCLEAR, code="unclear", params=params)
        author = _read(", ".join(pieces), note)
    if not any(letter.isalnum() for letter in author.family):
        raise ValidationError(NO_NAME, code="no_name", params={"line": line})
    return author


def _has_sign(line: str) -> bool:
    return line.strip().lower().startswith(SIGN)


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


def _is_unclear(name: str) -> bool:
    """Whether nothing in it says that it is a person, or that it is not."""
    words = name.split()
    is_person = INITIALS.match(words[0]) or any(map(_is_particle, words[:-1]))
    return not is_person and not _is_organisation(name)


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
