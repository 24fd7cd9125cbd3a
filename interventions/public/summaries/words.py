"""The sentences that every summary shares, in one place to proofread."""

from elements import dates
from elements.blocks import ends_with_list
from elements.models import Source
from interventions.showing.citation import short_reference
from interventions.showing.stopped import with_mark

NO_PROOF = "Een werkzaam element is een goede indicatie, geen bewijs."
NOT_NAMED = "Wat hier niet genoemd is, kan er wel zijn: dan vonden wij het niet in de bronnen."
HOW_TO_READ = [
    "Zeven elementen komen uit een artikel van Movisie uit 2014. Dat is geschreven voor "
    "professionals en noemt de gemeente alleen bij het element Samenwerken.",
    "Voorbeelden met een gemeente komen uit andere bronnen. Die staan erbij.",
    "De vragen bij een opdracht of subsidie zijn van de redactie van deze kennisbank.",
    f"{NO_PROOF} {NOT_NAMED}",
]
CONTRAST = "Genoemd als tegenvoorbeeld in"


def claim_source(row: dict, source: Source) -> str:
    """Where a statement of a document comes from: named, a contrast, or read by the editors."""
    if row["soort"] == "afgeleid":
        return f"Volgens de redactie, op basis van {place_in(source, row['grondslag'])}."
    opening = CONTRAST if row["soort"] == "contrast" else "Genoemd in"
    return f"{opening} {place_in(source, row['vindplaats'])}."


def place_in(source: Source, section: str | None) -> str:
    where = short_reference(source)
    return f"{where}, onderdeel '{section}'" if section else where


def recognition_text(row: dict, names: dict[str, str], source: Source, *, lapsed: bool) -> str:
    """A dated statement: level, date, until when, and who says so."""
    until = ""
    if row["geldigTot"]:
        period = dates.in_words(row["geldigTot"])
        until = f" Gold tot {period}; mogelijk verlopen." if lapsed else f" Geldig tot {period}."
    level = names.get(row["niveau"], row["niveau"])
    return f"{level}, {dates.in_words(row['datum'])} ({short_reference(source)}).{until}"


def with_source(words: str, source: Source | None) -> str:
    """A fact with its own source behind it."""
    if not words or not source:
        return words
    said = f"Bron: {short_reference(source)}."
    return f"{words}\n\n{said}" if ends_with_list(words) else f"{words.rstrip('.')}. {said}"


def named_with_mark(document: dict) -> str:
    """The name of an intervention, and that it is stopped where a source says so."""
    activity = document.get("uitvoering") or {"stand": "", "datum": None}
    return with_mark(document["naam"], activity["stand"], activity["datum"])
