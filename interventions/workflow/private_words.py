"""Who a description sheet names for the editors alone: found in a text before it is kept or public.

A mail address and a telephone number are known however they are written. A name is its last word
behind another of its words, an initial or a title: 'Jan' is no person, and 'Bakker' may be a trade.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from elements.models import Source
from elements.text import fold
from interventions.models import Intervention, SheetFile
from interventions.sheet.document import intervention_document

MAIL = re.compile(r"[\w.+%&'*/=?^`{}~!#$-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
WORD = re.compile(r"\w+")
AT = re.compile(r"[\[(]at[\])]")
NUMBER = re.compile(r"\+?\d(?:[\s().\-–/]*\d){7,}")
COUNTRY = re.compile(r"\A(?:0031|31|0)0?")
LEAST_DIGITS = 8
BETWEEN = frozenset(("van", "de", "der", "den", "het", "t", "ten", "ter", "te", "in", "op", "el"))
MOST_BETWEEN = 5  # words between a first name and the last
TITLES = frozenset(
    (
        *("dhr", "heer", "meneer", "mevr", "mevrouw", "mw", "drs", "dr", "ir", "ing", "prof", "mr"),
        *("ma", "ba", "msc", "bsc", "phd"),
    )
)
KINDS = ("het mailadres", "het telefoonnummer", "de naam")
SAYS = (
    "Hier staat {kind} van iemand uit het werkblad. Dat mag niet op de site. Haal het weg, of "
    "noem de functie."
)
IN_TEXT = SAYS.replace("Hier", "In deze tekst")


def private_words(subject: Model | None) -> list[str]:
    """What may never be public of the sheets of a text (of a working copy: those of what it
    replaces) or of a source; nothing once their files went.
    """
    kept = SheetFile.objects.none()
    if isinstance(subject, Intervention) and subject.pk:
        live = subject.replaces_id or subject.pk
        kept = SheetFile.objects.filter(sheet__intervention=live)
    elif isinstance(subject, Source) and subject.pk:
        kept = SheetFile.objects.filter(sheet__source=subject)
    return [word for row in kept.only("contact", "personal") for word in words_of(row)]


def words_of(kept: SheetFile) -> list[str]:
    """All of one sheet: whom it names, and how the contact person is reached."""
    reached = (kept.contact.get("email"), kept.contact.get("phone"))
    return [*kept.personal, *filter(None, reached)]


def addresses_in(told: Any) -> set[str]:
    """Every mail address in these texts, however deep."""
    return {one for text in _strings(told) for one in MAIL.findall(text)}


def said_of(text: str, words: Iterable[str]) -> str:
    """What the text says of a person of these, as `het mailadres`; nothing when it says nothing."""
    addresses, digits, spoken = _bare(text), [*_numbers(text)], _spoken(text)
    found = set()
    for word in words:
        found |= {
            kind
            for kind, here in zip(
                KINDS,
                (
                    any(_bare(one) in addresses for one in MAIL.findall(word)),
                    any(one in all_of for one in _numbers(word) for all_of in digits),
                    _is_named(word, spoken),
                ),
                strict=True,
            )
            if here
        }
    return next((kind for kind in KINDS if kind in found), "")


def refuse(texts: Any, words: Iterable[str]) -> None:
    """Raise ValidationError when one of these texts, however deep, says one of the words."""
    if (words := [*words]) and (kind := said_of("\n".join(_strings(texts)), words)):
        raise ValidationError(IN_TEXT.format(kind=kind), code="private")


def names_nobody(row: Intervention, **_) -> None:
    """nothing names a person whom a description sheet gives for the editors alone"""
    if words := private_words(row):
        refuse(intervention_document(row), words)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _strings(one)


def _bare(text: str) -> str:
    return AT.sub("@", "".join(text.casefold().split()))


def _numbers(text: str) -> Iterator[str]:
    """The digits of each telephone number, without what stands for the country."""
    for found in NUMBER.findall(text):
        digits = "".join(filter(str.isdigit, found))
        if len(bare := COUNTRY.sub("", digits)) >= LEAST_DIGITS:
            yield bare


def _spoken(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _is_named(word: str, spoken: list[str]) -> bool:
    """Whether these words of a text name the person, when `word` is a name."""
    name = [one for one in _spoken(word) if one not in BETWEEN | TITLES]
    if "@" in word or NUMBER.search(word) or len(name) < 2:
        return False
    before = {*name[:-1], *TITLES}
    for place, one in enumerate(spoken):
        if one == name[-1]:
            just = reversed(spoken[max(0, place - MOST_BETWEEN) : place])
            back = next((one for one in just if one not in BETWEEN), "")
            if back in before or len(back) == 1:
                return True
    return False
