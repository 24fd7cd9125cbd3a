"""The interventions of a dossier side by side, as a table of words."""

import math
from collections.abc import Callable, Mapping

from elements import dates
from interventions.finding.selection.sentence import joined
from interventions.models.recognition import is_past
from interventions.public.summaries.blocks import table, text
from interventions.public.summaries.content import Reading
from interventions.public.summaries.words import named_with_mark
from interventions.sheet import ASKED, FACT
from interventions.sheet.document import RESEARCH
from interventions.sheet.research import told

# The columns after the name, by their key in the document.
COMPARED = ("onderzoeksbeeld", "erkenning", "uitvoering", "tijd", "kosten", "rolGemeente")
TITLES = {
    "onderzoeksbeeld": "Onderzoek",
    "erkenning": "Erkenning",
    "uitvoering": "Nog gedaan?",
    "tijd": "Hoe lang",
}
NOT_FOUND = "–"
NARROWEST = 4.5
CAPTION = "De interventies naast elkaar"
KEY = f"{CAPTION}. Een streepje: niet gevonden in de bronnen die wij lazen."


def comparison(readings: list[Reading]) -> list[dict]:
    """The table, and what is found for none of them: in a sentence, once."""
    cells = {key: [_cell(reading, key) for reading in readings] for key in COMPARED}
    shown = [key for key in COMPARED if any(cells[key])]
    missing = [_in_a_sentence(key) for key in COMPARED if key not in shown]
    rows = [
        [named_with_mark(reading.document), *(cells[key][place] or NOT_FOUND for key in shown)]
        for place, reading in enumerate(readings)
    ]
    has_gaps = any(not cell for key in shown for cell in cells[key])
    head = ["Interventie", *map(_title, shown)]
    found = []
    if shown:
        found.append(table(KEY if has_gaps else CAPTION, head, rows, _weights(head, rows)))
    if missing:
        of_whom = "deze interventie" if len(readings) == 1 else "al deze interventies"
        words = f"Bij {of_whom} niet gevonden in de bronnen die wij lazen: {joined(missing, 'en')}."
        found.append(text(words))
    return found


def _weights(head: list[str], rows: list[list[str]]) -> list[float]:
    """A column of long texts is wider, but not as much wider as it is longer."""
    columns = zip(head, *rows, strict=True)
    return [max(math.sqrt(sum(map(len, column)) / len(column)), NARROWEST) for column in columns]


def _title(key: str) -> str:
    return TITLES.get(key) or FACT[key].label


def _in_a_sentence(key: str) -> str:
    return FACT[key].title(ASKED) if key in FACT else "een erkenning"


def _cell(reading: Reading, key: str) -> str:
    """What a document says of a fact; nothing when no source says it."""
    return CELLS[key](reading) if key in CELLS else reading[key] or ""


def _recognition(reading: Reading) -> str:
    row = reading["erkenning"]
    if not row:
        return ""
    lapsed = "; mogelijk verlopen" if is_past(row["geldigTot"] or "", dates.today()) else ""
    level = reading.names.get(row["niveau"], row["niveau"])
    return f"{level}, {dates.in_words(row['datum'])}{lapsed}"


def _activity(reading: Reading) -> str:
    row = reading["uitvoering"]
    if not row:
        return ""
    words = ACTIVITY[row["stand"]]
    return f"{words}, stand {dates.in_words(row['datum'])}" if row["datum"] else words


ACTIVITY = {"loopt": "Loopt nog", "gestopt": "Gestopt"}
CELLS: Mapping[str, Callable[[Reading], str]] = {
    RESEARCH.key: lambda reading: told(reading[RESEARCH.key]),
    "erkenning": _recognition,
    "uitvoering": _activity,
}
