"""The words for what research says: one table, for page, card, overview, file and document."""

from collections.abc import Mapping
from dataclasses import dataclass

from elements import dates


@dataclass(frozen=True)
class State:
    """What is known. `sign` names symbol and colour, which never stand without the word."""

    sign: str
    word: str
    about: str = ""


UNKNOWN = State(
    "onbekend", "Nog niet gezocht", "De redactie heeft nog niet naar onderzoek gezocht."
)
KINDS = {
    "effectonderzoek": State(
        "effectonderzoek",
        "Effectonderzoek",
        "Een bron beschrijft onderzoek naar het effect. De uitkomst kan gunstig of ongunstig zijn.",
    ),
    "ervaringen": State(
        "ervaringen",
        "Ervaringen",
        "Ervaringen uit de praktijk, of een telling. Dat zegt niet of de aanpak helpt.",
    ),
    "niet-gelezen": State(
        "niet-gelezen",
        "Onderzoek nog niet gelezen",
        "Er is onderzoek, maar dat is voor deze kennisbank niet gelezen.",
    ),
    "geen-gevonden": State(
        "geen-gevonden",
        "Geen onderzoek gevonden",
        "De redactie zocht en vond geen bron die onderzoek noemt.",
    ),
    "onbekend": UNKNOWN,
}
OUTCOMES = {
    "gunstig": State("gunstig", "Effectonderzoek: gunstig"),
    "gemengd": State("gemengd", "Effectonderzoek: gemengd"),
    "geen-verschil": State("geen-verschil", "Effectonderzoek: geen verschil"),
    "ongunstig": State("ongunstig", "Effectonderzoek: ongunstig"),
    "onduidelijk": State("onduidelijk", "Effectonderzoek: onduidelijk"),
}
NOT_STUDIED = State("niet-onderzocht", "Effect niet onderzocht")


def states_of(picture: Mapping | None) -> list[tuple[State, str]]:
    """The states of `onderzoeksbeeld` of a document, each with what stands behind its word.

    That is the year with the number of sources (not of studies), or the day of looking or telling.
    """
    if not picture:
        return [(UNKNOWN, "")]
    kind, outcome = picture["soort"], picture["uitkomst"]
    found = [(OUTCOMES[outcome] if outcome else KINDS[kind], _behind(picture))]
    if since := picture["effectNietOnderzochtOp"]:
        found.append((NOT_STUDIED, f"volgens een bron van {dates.in_words(since)}"))
    return found


def told(picture: Mapping | None) -> str:
    """The states and the sentence as text, for where there are no symbols."""
    first, *others = (
        f"{one.word} ({behind})" if behind else one.word for one, behind in states_of(picture)
    )
    line = f"{'; '.join([first, *(one[0].lower() + one[1:] for one in others)])}."
    return f"{line} {picture['zin']}" if picture else line


def _behind(picture: Mapping) -> str:
    if picture["soort"] == "geen-gevonden":
        return f"gezocht op {dates.in_words(picture['gezochtOp'])}"
    count = len(picture["bronnen"])
    sources = f"uit {count} {'bron' if count == 1 else 'bronnen'}" if count else ""
    return ", ".join(filter(None, [str(picture["jaar"] or ""), sources]))
