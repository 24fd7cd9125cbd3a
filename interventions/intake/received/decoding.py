"""From the bytes of a CSV file to its text; what is something else is refused by its name."""

import codecs
import re

from interventions.intake.received.kinds import PACKED, kind_of
from interventions.intake.received.limits import Refused

BOMS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16: it starts with the same bytes
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
SAVE_ANEW = "Bewaar het bestand opnieuw als 'CSV UTF-8' of als Excel-werkmap (.xlsx)."
GUESSED = (
    "De tekens zijn gelezen als Windows-tekens (cp1252). Kloppen de letters met accenten niet? "
    f"{SAVE_ANEW}"
)
WORKBOOK_PART = b"xl/workbook.xml"
# Accented letters as UTF-8 has them: nobody writes these signs of cp1252 behind one another.
IN_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
# A letter with an accent behind a plain one, as an old Mac writes it: in cp1252 these are signs
# that stand elsewhere in a word. And such a letter of cp1252.
IN_MAC = re.compile(rb"[a-z](?:[\x88\x8a\x8d-\x90\x95\x9a\x9d\x9f]|\x91(?![ns]\b))")
IN_WINDOWS = re.compile(rb"[a-z][\xe0-\xff]|[\xe0-\xff][a-z]")


def refuse_other_kinds(data: bytes) -> None:
    """Raises Refused, with what it is, for a file that is no text or workbook by any name."""
    kind = "" if data.startswith(PACKED) and WORKBOOK_PART in data else kind_of(data)
    if kind:
        raise Refused(f"Dit is {kind}, geen CSV of Excel-werkmap. {SAVE_ANEW}")


def text_of(data: bytes) -> tuple[str, list[str]]:
    """The text of a CSV file, and what was guessed. Raises Refused."""
    marked = next((name for bom, name in BOMS if data.startswith(bom)), "")
    if not marked and b"\0" in data:
        raise Refused(f"In dit bestand staan NUL-tekens: {_what_has_nuls(data)}. {SAVE_ANEW}")
    try:
        text, notes = data.decode(marked or "UTF-8"), []
    except UnicodeError as error:
        if marked:
            raise Refused(
                f"Dit bestand begint als {marked}, maar niet alle tekens zijn dat. {SAVE_ANEW}"
            ) from error
        text, notes = _of_windows(data), [GUESSED]
    if "\0" in text:
        raise Refused(f"In dit bestand staan NUL-tekens. {SAVE_ANEW}")
    return text.lstrip("\ufeff"), notes


def _what_has_nuls(data: bytes) -> str:
    """Latin letters in UTF-16 have a NUL each, always on the same side."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) > len(data) / 4 and min(even, odd) < len(data) / 20:
        return "dit lijkt UTF-16, zonder het begin dat dat zegt (de BOM)"
    return "zo is het geen tekst"


def _of_windows(data: bytes) -> str:
    """What is no UTF-8, as Windows writes it. Raises Refused where it looks like something else."""
    if IN_UTF8.search(data):
        raise Refused(f"In dit bestand staan twee soorten tekens: UTF-8 en andere. {SAVE_ANEW}")
    if len(IN_MAC.findall(data)) > len(IN_WINDOWS.findall(data)):
        raise Refused(f"Dit lijken tekens van een oude Mac (Mac Roman). {SAVE_ANEW}")
    try:
        return data.decode("cp1252")
    except UnicodeError as error:
        raise Refused(f"Wij kunnen de tekens in dit bestand niet lezen. {SAVE_ANEW}") from error
