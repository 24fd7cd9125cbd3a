"""What stands where: a fact of our sheet, the heading of it in a werkblad, and the key under which
a reader of such documents finds it. The one table, for writing a werkblad and for reading one back.

The headings and their order are those of 'Werkblad beschrijving interventie' (2015), with ours
behind those of 'Uitvoering'; the questions are our own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from elements.blocks import Paragraph, blocks
from elements.references import reference_with_address
from elements.text import fold
from interventions.finding.selection.sentence import joined
from interventions.sheet import FACT
from interventions.showing.citation import short_reference, source_of

Names = Mapping[str, str]  # of slugs
ELEMENTS, SOURCES = "5. Samenvatting Werkzame elementen", "6. Aangehaalde literatuur"
WHERE = "Locatie en type organisatie"
NUMBER = re.compile(r"\A[0-9][0-9.]*\s*")
OWNER = "Wat is de naam van de organisatie die de interventie maakte of beheert?"


@dataclass(frozen=True)
class Part:
    """A heading or a label of a werkblad. `fact`: the key of the fact that stands there.

    `found`: the key under which a reader finds it; without it only the heading says what it is.
    `level` is that of the heading; 0 is a label on the first page. `question`: what is asked where
    nothing is known, when that is not the question of the fact.
    """

    heading: str
    level: int = 2
    fact: str = ""
    found: str = ""
    question: str = ""

    @property
    def asks(self) -> str:
        asked = FACT[self.fact].asked if self.fact in FACT else None
        if self.question or asked is None:
            return self.question
        return f"{asked.label} {asked.help}".strip()

    def text(self, document: Mapping, names: Names) -> str:
        """What a document says here; empty when it says nothing."""
        if self.heading in TOLD:
            return TOLD[self.heading](document, names)
        value = document.get(self.fact)
        return str(value) if value else ""


def bare_heading(heading: str) -> str:
    """A heading without its number, as it is compared."""
    return NUMBER.sub("", fold(heading))


LABELS = (
    Part("Naam organisatie", 0, "eigenaar", "eigenaar", OWNER),
    Part(
        "Website (van de interventie)", 0, "website", "website", "Wat is het adres van de website?"
    ),
    Part("Titel interventie", 0, "naam", "title"),
)
PARTS = (
    Part("Samenvatting", 1, "samenvatting", "samenvatting"),
    Part("Uitgebreide beschrijving", 1),
    Part("1. Beschrijving interventie", 1),
    Part("1.1 Doelgroep", 2, "doelgroepTekst", "doelgroep"),
    Part("1.2 Doel", 2, "doel", "doel"),
    Part("1.3 Aanpak", 2, "aanpak", "aanpak"),
    Part("2. Uitvoering", 1),
    Part("Materialen", 2, "materialen", "materialen"),
    Part(
        WHERE,
        question="In welke gemeenten en op wat voor plek gebeurt het? Welke organisaties doen het?",
    ),
    Part(
        "Opleiding en competentie",
        question="Wat moeten de mensen die het uitvoeren kunnen? Welke opleiding hebben zij nodig?",
    ),
    Part("Kwaliteitsbewaking", question="Hoe ziet u of het goed gaat?"),
    Part("Randvoorwaarden", 2, "randvoorwaarden", "randvoorwaarden"),
    Part("Implementatie", question="Hoe begint een nieuwe plek ermee, en wie helpt daarbij?"),
    Part("Kosten", 2, "kosten", "kosten"),
    Part("Hoe lang het duurt", 2, "tijd"),
    Part(
        "Rol van de gemeente",
        2,
        "rolGemeente",
        question="Wat doet de gemeente? Begint, betaalt of helpt zij, of is dat niet nodig?",
    ),
    Part("Wat lastig is", 2, "aandachtspunten"),
    Part("Startjaar", 2, "startjaar"),
    Part("3. Onderbouwing", 1),
    Part("Probleem", question="Voor welk probleem is het bedoeld? Hoe vaak komt dat voor?"),
    Part("Oorzaken", question="Waardoor ontstaat of blijft dat probleem?"),
    Part("Aan te pakken factoren", question="Welke van die oorzaken pakt u aan?"),
    Part("Verantwoording", question="Waarom past deze aanpak daarbij? Op welke bron berust dat?"),
    Part(
        "4. Onderzoek",
        1,
        "onderzoek",
        "onderzoek",
        "Welk onderzoek is er gedaan, naar de uitvoering of naar het effect? Wat kwam eruit, ook "
        "als het tegenviel?",
    ),
    Part(
        ELEMENTS,
        1,
        question="Wat maakt volgens u dat het werkt? Schrijf elk element in een eigen zin, en zeg "
        "in welke bron het staat.",
    ),
    Part(
        SOURCES,
        1,
        question="Welke bronnen zijn er nog meer, en waar zijn die te vinden?",
    ),
)
OF_FIELD = {one.found: one for one in (*LABELS, *PARTS) if one.found}
OF_HEADING = {bare_heading(one.heading): one for one in PARTS if not one.found}


# --- What is told otherwise than as the text of a fact --------------------------------------------


def element_lines(document: Mapping, names: Names) -> list[str]:
    """What each source says of an element, in the order of the document: a point each."""
    sources = {row["id"]: short_reference(source_of(row)) for row in document["bronnen"]}
    return [_element_line(row, sources[row["bron"]], names) for row in document["uitspraken"]]


def _element_line(row: Mapping, source: str, names: Names) -> str:
    opening = {
        "afgeleid": "volgens de redactie, op basis van ",
        "contrast": "als tegenvoorbeeld in ",
    }.get(row["soort"], "bron: ")
    where = row["grondslag"] if row["soort"] == "afgeleid" else row["vindplaats"]
    place = f"{source}, onderdeel '{where}'" if where else source
    name = names.get(row["element"], row["element"])
    said = _in_a_line(row["uitleg"] or "").rstrip(".")
    return f"{name}: {said} ({opening}{place})." if said else f"{name} ({opening}{place})."


def source_lines(document: Mapping) -> list[str]:
    """The references, as a reader looks for them."""
    return sorted((reference_with_address(source_of(row)) for row in document["bronnen"]), key=fold)


def _where(document: Mapping, names: Names) -> str:
    places = [names.get(slug, slug) for slug in document["gemeenten"]]
    settings = [names.get(slug, slug) for slug in document["settings"]]
    return " ".join(
        f"{opening}: {joined(words, 'en')}."
        for opening, words in (("Gedaan in", places), ("Soort plek", settings))
        if words
    )


TOLD: Mapping[str, Callable[[Mapping, Names], str]] = {
    WHERE: _where,
    ELEMENTS: lambda document, names: "\n".join(
        f"- {line}" for line in element_lines(document, names)
    ),
    SOURCES: lambda document, names: "\n".join(f"- {line}" for line in source_lines(document)),
}


def _in_a_line(text: str) -> str:
    return " ".join(lines_of(text))


def lines_of(text: str) -> Iterator[str]:
    """The paragraphs and the items of a text, without what makes an item of it."""
    for one in blocks(text):
        yield from [one.text] if isinstance(one, Paragraph) else one.items
