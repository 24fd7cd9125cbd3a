"""What a heading means, whatever its number and its words.

A heading has a meaning when its words are the core of that meaning and nothing else but words that
change nothing: so 'Doel van de methode' is a goal, and 'Ervaringen van de doelgroep' is no target
group.
"""

import re
from functools import lru_cache

from elements.text import fold
from interventions.intake.received.sheets.meanings import FILLERS, MEANINGS, Meaning

NUMBER = re.compile(
    r"(?:§|art(?:ikel)?\.?|hoofdstuk|hst\.?|paragraaf|par\.?|deel|onderdeel|vraag|stap)?\s?"
    r"((?:[0-9]{1,2}(?:[.:][0-9]{1,2}){0,4}|[A-Za-z]|[IVXivx]{1,5})(?:[.):]+|(?=\s[-–]\s)|(?=\s)))"
    r"\s?[-–:]?\s?(?=\S)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
NAMED = re.compile(r"""["“„'‘][^"”'’]{2,80}["”'’]|(?<=[\w,?!] )[A-ZÀ-Þ][\w'’-]*""")
NOT_A_WORD = re.compile(r"[^\w\s-]+")
DIGITS = re.compile(r"[0-9]{1,2}")
JOINED = re.compile(r"[,;+]|\b(?:en|of|EN|OF)\b")
BEFORE_COLON = re.compile(r"[^:–]{3,60}(?=:\s|\s–\s|\s-\s)")
LONGEST = 100
PATTERNS = {meaning: re.compile(rf"(?<![\w-])(?:{meaning.core})(?![\w-])") for meaning in MEANINGS}
ALSO = {meaning: {*FILLERS, *fold(meaning.also).split()} for meaning in MEANINGS}


def number_of(heading: str) -> tuple[int, ...]:
    """The typed number of a heading in figures, part by part; nothing of one without."""
    found = NUMBER.match(heading)
    if not found:
        return ()
    return tuple(map(int, DIGITS.findall(found[1])))


def is_lettered(heading: str) -> bool:
    """Whether a capital or a Roman number stands before it, as before a chapter."""
    found = NUMBER.match(heading)
    return bool(found and found[1][0].isupper() and found[1][-1] in ".):")


def without_number(heading: str) -> str:
    """The heading without the number, letter or sign of a section before it."""
    found = NUMBER.match(heading)
    if not found or not _is_number(found[1], heading[found.end() :]):
        return heading.lstrip("§ ")
    return heading[found.end() :]


def _is_number(found: str, rest: str) -> bool:
    """A letter or figure with a sign behind it, or a figure before a capital."""
    if found[-1] in ".):":
        return True
    return found[0].isdigit() and (not found.isdigit() or rest[:1].isupper())


@lru_cache(maxsize=4096)
def meanings_of(heading: str) -> tuple[Meaning, ...]:
    """What a heading says: nothing of one that is unknown, more of one that is combined."""
    if len(heading) > LONGEST:
        return ()
    bare = IN_BRACKETS.sub(" ", without_number(heading.strip())).replace("/", " en ")
    bare = bare.replace("&", " en ")
    if whole := _one(_plain(bare)) or _one(_plain(_without_names(bare))):
        return (whole,)
    parts = [part for part in JOINED.split(bare) if part.strip()]
    found = [one for part in parts if (one := _one(_plain(part)))]
    return tuple(dict.fromkeys(found)) if len(parts) > 1 else ()


def meanings_of_start(heading: str) -> tuple[Meaning, ...]:
    """What a heading says, or else the words before its colon or dash."""
    start = BEFORE_COLON.match(heading)
    return meanings_of(heading) or (meanings_of(start[0].rstrip()) if start else ())


def _plain(text: str) -> str:
    return " ".join(NOT_A_WORD.sub(" ", fold(text)).split())


def _without_names(text: str) -> str:
    """The text without what is quoted or has a capital within it, such as the intervention's name;
    as it is when all of it has.
    """
    return text if text.isupper() else NAMED.sub(" ", text)


def _one(plain: str) -> Meaning | None:
    for meaning in MEANINGS:
        rest, count = PATTERNS[meaning].subn(" ", plain)
        if count and set(rest.split()) <= ALSO[meaning]:
            return meaning
    return None
