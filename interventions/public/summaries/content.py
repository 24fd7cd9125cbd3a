"""The summaries as data: of an intervention, of an element, and of the elements together.

Made from published documents, so that an old version reads as it did then.
"""

import datetime
from collections.abc import Iterable

from elements import dates
from elements.models import Element, Source
from elements.references import reference
from elements.text import counted_all, fold
from interventions.finding.selection.sentence import joined
from interventions.models import Publication
from interventions.models.recognition import is_past
from interventions.public.summaries.blocks import (
    Section,
    Summary,
    blocks_of,
    claims,
    element_rows,
    facts,
    items,
    text,
)
from interventions.public.summaries.words import (
    HOW_TO_READ,
    NO_PROOF,
    claim_source,
    named_with_mark,
    place_in,
    recognition_text,
    with_source,
)
from interventions.sheet import ASKED, ASKS, SILENT, shown_in
from interventions.sheet.document import RESEARCH, source_key
from interventions.sheet.older import NOT_KNOWN, UNKNOWN_THEN, document_of
from interventions.sheet.permanent import permanent
from interventions.sheet.research import told
from interventions.showing.citation import cite, full_reference, source_of

MOST_ON_A_PAGE = 9  # elements in short, before the overview has to begin on their second page
DOING = {"loopt": "Deze aanpak loopt nog", "gestopt": "Deze aanpak is gestopt"}


class Reading:
    """A document, with the words for its slugs and its sources at hand."""

    def __init__(self, document: dict, elements: list[Element], names: dict[str, str]):
        self.document = document
        self.elements = {element.slug: element for element in elements}
        self.names = names
        self.sources = {row["id"]: source_of(row) for row in document["bronnen"]}

    def __getitem__(self, key: str):
        return self.document.get(key)  # an older version does not know what came later

    def knew(self, key: str) -> bool:
        """Whether this version knew the fact at all."""
        return key not in self.document.get(UNKNOWN_THEN, ())

    def named(self, key: str) -> str:
        return ", ".join(self.names.get(slug, slug) for slug in self[key])

    def references(self) -> list[str]:
        return written(self.sources.values())


def written(sources: Iterable) -> list[str]:
    """The references in their order, with the address and what was read."""
    return [full_reference(row) for row in sorted(sources, key=lambda row: fold(reference(row)))]


def intervention_summary(
    publication: Publication, reading: Reading, address: str, *, notice: str = ""
) -> Summary:
    """One A4 about an intervention; `address` is the fixed one of this version."""
    day = dates.in_words(dates.day_of(publication.at))
    return Summary(
        title=named_with_mark(reading.document),
        subtitle=f"Samenvatting voor beleid. Versie {publication.number}, {day}",
        lead=reading["samenvatting"],
        sections=[
            Section("wat", "Wat is het?", _what(reading)),
            Section("voor-wie", "Voor wie?", _for_whom(reading)),
            Section("gemeente", "Wat vraagt het van de gemeente?", _asks(reading)),
            Section("werking", "Wat weten we over de werking?", _works(reading)),
            Section("niet", "Wat weten we niet?", _unknown(reading)),
        ],
        how_to_read=HOW_TO_READ,
        cite=[
            cite(reading["naam"], publication.number, dates.day_of(publication.at), address),
            _stays("intervention", reading["slug"]),
        ],
        references=reading.references(),
        notice=notice,
    )


def _what(reading: Reading) -> list[dict]:
    found = [*blocks_of(reading["doel"] or ""), *blocks_of(reading["aanpak"] or "")]
    found = found or [text("Wij vonden geen bron die het doel of de aanpak beschrijft.")]
    activity = reading["uitvoering"]
    return [*found, text(_activity(activity, reading))] if activity else found


def _for_whom(reading: Reading) -> list[dict]:
    found = blocks_of(reading["doelgroepTekst"] or "")
    rows = [
        ("Doelgroepen", reading.named("doelgroepen")),
        ("Soort plek", reading.named("settings")),
        ("Thema's", reading.named("themas")),
    ]
    return [*found, facts(rows)] if any(words for _, words in rows) else found


def _asks(reading: Reading) -> list[dict]:
    rows = []
    for fact in shown_in(ASKS, first=("rolGemeente", "tijd")):
        source = reading.sources.get(reading.document.get(source_key(fact)))
        words = with_source(reading[fact.key] or "", source)
        silent = fact.shown.get(SILENT, "") if reading.knew(fact.key) else NOT_KNOWN
        rows.append((fact.title(ASKS), words or silent))
    return [facts(rows)]


def _works(reading: Reading) -> list[dict]:
    return [
        facts(
            [
                ("Onderzoek", _research(reading)),
                ("Erkenning", _recognition(reading)),
            ]
        ),
        *_elements(reading),
    ]


def _research(reading: Reading) -> str:
    """First the line that says what is known, then what the sources tell."""
    line = told(reading[RESEARCH.key]) if reading.knew(RESEARCH.key) else ""
    return " ".join(filter(None, [line, reading["onderzoek"]])) or "Wij vonden geen onderzoek."


def _recognition(reading: Reading) -> str:
    rows = [
        recognition_text(
            row,
            reading.names,
            reading.sources[row["bron"]],
            lapsed=is_past(row["geldigTot"] or "", dates.today()),
        )
        for row in reading["erkenningen"]
    ]
    return " ".join(rows) or "Wij vonden geen erkenning."


def _elements(reading: Reading) -> list[dict]:
    if not reading["uitspraken"]:
        return [text("Wij vonden geen bron die een werkzaam element noemt.")]
    return [
        text(f"Deze werkzame elementen vonden wij in de bronnen. {NO_PROOF}"),
        claims(
            [
                {
                    "colour": reading.elements[row["element"]].colour,
                    "name": reading.elements[row["element"]].short_name,
                    "text": row["uitleg"],
                    "source": claim_source(row, reading.sources[row["bron"]]),
                }
                for row in reading["uitspraken"]
            ]
        ),
    ]


def _unknown(reading: Reading) -> list[dict]:
    open_facts = [fact for fact in shown_in(ASKED) if not reading[fact.key]]
    missing = [fact.title(ASKED) for fact in open_facts if reading.knew(fact.key)]
    if not reading["erkenningen"]:
        missing.append("een erkenning")
    absent = [
        row.short_name
        for slug, row in reading.elements.items()
        if row.is_in_use and slug not in reading["elementen"]
    ]
    found = []
    if missing:
        found.append(f"Niet gevonden in de bronnen die wij lazen: {joined(missing, 'en')}.")
    if absent:
        found.append(
            f"Niet genoemd: {joined(absent, 'en')}. Dat betekent niet dat de aanpak dit niet heeft."
        )
    return [text(words) for words in found] or [text("Alles wat wij vragen, is ingevuld.")]


def _activity(activity: dict, reading: Reading) -> str:
    when = f", stand {dates.in_words(activity['datum'])}" if activity["datum"] else ""
    words = with_source(f"{DOING[activity['stand']]}{when}.", reading.sources.get(activity["bron"]))
    return f"{words} Daarna kan dat veranderd zijn."


# --- An element -----------------------------------------------------------------------------------


def element_summary(
    element: Element,
    publication: Publication,
    readings: list[Reading],
    address: str,
    *,
    total: int,
    notice: str = "",
) -> Summary:
    """An element for policy staff, with how interventions realise it: from its newest version.

    `readings` are the documents of the interventions that are shown, of `total` that have it.
    """
    document = document_of(publication)
    day = dates.in_words(dates.day_of(publication.at))
    own = source_of(document["bronnen"][0])
    sections = [Section("beleid", "Voor beleid", blocks_of(document["samenvattingVoorBeleid"]))]
    if document["algemeneUitspraak"]:
        teller = "het artikel" if element.source.is_founding else "de bron"
        said = blocks_of(with_source(document["algemeneUitspraak"], own))
        sections.append(Section("algemeen", f"Wat {teller} van alle interventies zegt", said))
    sections += [
        Section("aanpakken", "Hoe interventies dit doen", _examples(element, readings, total)),
        Section("doen", "Zo doet u dat", [items(document["zoDoetUDat"])]),
    ]
    sources = {own.slug: own} | {
        slug: reading.sources[slug]
        for reading in readings
        for row in _rows(reading, document["slug"])
        for slug in (row["bron"], *row["extraBronnen"])
    }
    return Summary(
        title=document["naam"],
        subtitle=f"{_place_of(element)}: samenvatting voor beleid. "
        f"Versie {publication.number}, {day}",
        lead=document["samenvatting"],
        sections=sections,
        how_to_read=HOW_TO_READ,
        cite=[
            cite(document["naam"], publication.number, dates.day_of(publication.at), address),
            _stays("element", document["slug"]),
        ],
        references=written(sources.values()),
        notice=notice,
    )


def _stays(kind: str, slug: str) -> str:
    return f"Blijvend adres, met alle versies: {permanent(kind, slug)}"


def _place_of(element: Element) -> str:
    if element.is_in_use:
        return f"Werkzaam element {element.position}"
    return f"Werkzaam element, {element.standing}"


def _rows(reading: Reading, slug: str) -> list[dict]:
    return [row for row in reading["uitspraken"] if row["element"] == slug]


def _examples(element: Element, readings: list[Reading], total: int) -> list[dict]:
    rows = [
        {
            "colour": element.colour,
            "name": named_with_mark(reading.document),
            "text": row["uitleg"],
            "source": claim_source(row, reading.sources[row["bron"]]),
        }
        for reading in readings
        for row in _rows(reading, element.slug)
    ]
    if not rows:
        return [text("Wij vonden nog geen interventie waarbij een bron dit element noemt.")]
    found = [claims(rows)]
    if total > len(readings):
        found.append(text(f"Hier staan {len(readings)} van de {total} interventies."))
    return found


# --- The elements together ------------------------------------------------------------------------


def elements_summary(
    versions: list[tuple[Element, Publication]], overview: dict, day: datetime.date, address: str
) -> Summary:
    """The elements in use in short, with the overview: from their `summary`, two A4."""
    documents = [document_of(row) for _, row in versions]
    sources = [source_of(document["bronnen"][0]) for document in documents]
    rows = list(map(_in_short, versions, documents, sources))
    on_one_page = len(versions) <= MOST_ON_A_PAGE
    title = f"De {counted_all(len(versions), 'werkzame elementen')} in het kort"
    return Summary(
        title=title,
        subtitle=f"Samenvatting voor beleid, {dates.in_words(day)}",
        lead=f"Deze {counted_all(len(versions), 'bouwstenen')} komen steeds terug in aanpakken die "
        f"bewoners op eigen kracht in beweging brengen. {NO_PROOF}",
        sections=[
            Section("elementen", "De elementen", [element_rows(rows)]),
            Section("overzicht", "Overzicht van interventies", [overview], new_page=on_one_page),
        ],
        how_to_read=HOW_TO_READ,
        cite=[cite(title, None, day, address)],
        references=written({source.slug: source for source in sources}.values()),
    )


def _in_short(version: tuple[Element, Publication], document: dict, source: Source) -> dict:
    element, row = version
    return {
        "colour": element.colour,
        "name": document["naam"],
        "text": document["samenvatting"],
        "source": f"Bron: {place_in(source, document['vindplaats'])}. "
        f"Versie {row.number}, {dates.in_words(dates.day_of(row.at))}.",
    }
