"""A checklist per element, one A4 each, to use during the work; and those of one intervention."""

import datetime
from collections.abc import Sequence

from elements import dates
from elements.models import Element
from elements.models.element import Point
from interventions.models import Publication
from interventions.public.plan.versions import element_versions, versions_section
from interventions.public.summaries.blocks import BOX, Section, Summary, claims, form, items, text
from interventions.public.summaries.content import Reading, written
from interventions.public.summaries.words import NO_PROOF, NOT_NAMED, claim_source, named_with_mark
from interventions.showing.citation import cite

STAMP = "Geen erkenning"
ANSWERS = ("Gedaan", "Deels", "Niet", "Niet van toepassing")
MEANING = [
    "Gedaan: u deed het zoals het er staat.",
    "Deels: u deed een deel, of u deed het anders.",
    "Niet: u deed het niet.",
    "Niet van toepassing: het hoorde deze keer niet bij de activiteit.",
]
NO_TEST = (
    "Deze checklist is geen toets. Een telling van de vakjes is geen score. Dit is geen erkenning."
)
HOW = [
    "Vul een blad in na één activiteit: zelf, of door iemand die erbij was.",
    "Zet op elke regel één kruisje. Schrijf bij 'Opmerking' wat er gebeurde.",
    "Bespreek de bladen met elkaar: wat gaat vanzelf, en wat wilt u anders doen?",
    "Schrijf geen namen of andere gegevens van deelnemers op.",
]
ROOM, LINE, LOWEST, HIGHEST = 150, 5, 8, 22  # millimetres: for the rows, and of a line and a row
LETTERS = 100  # on a line
LONG, SHORT_COLUMN, LONG_COLUMN = 700, 3.3, 5.2  # letters of all points; how wide they stand
OTHERS = [1.1, 0.85, 0.75, 1.5, 2.3]


def checklist(element: Element, points: Sequence[Point], done_so: Sequence[dict] = ()) -> Section:
    """The page of one element. `done_so`: how an intervention does it, above the points."""
    said = sum(len(row["text"]) + len(row["source"]) for row in done_so)
    room = ROOM - LINE * (said // LETTERS + 2 * len(done_so))
    height = min(max(room / max(len(points), 1), LOWEST), HIGHEST)
    rows = [[f"{point.number}. {point.text}", *[BOX] * len(ANSWERS), ""] for point in points]
    is_long = sum(len(point.text) for point in points) > LONG
    weights = [LONG_COLUMN if is_long else SHORT_COLUMN, *OTHERS]
    head = ["Punt", *ANSWERS, "Opmerking"]
    when = ["Datum", "Activiteit", "Ingevuld door"]
    name = element.short_name
    standing = f" ({element.standing})" if element.standing else ""
    return Section(
        f"checklist-{element.slug}",
        f"Checklist {name}{standing}",
        [
            text(element.first_sentence),
            *([claims(list(done_so))] if done_so else []),
            form(
                "Om welke keer gaat het?",
                when,
                [["", "", f"{BOX} zelf\n\n{BOX} een waarnemer"]],
                [1, 2.4, 1.2],
                height=10,
            ),
            form(f"{name}: wat deed u deze keer?", head, rows, weights, height=height)
            if rows
            else text("Bij dit element staan nog geen punten."),
            text(" ".join(MEANING)),
            text(NO_TEST),
        ],
        one_page=True,
    )


def how_to_use() -> Section:
    return Section(
        "gebruik", "Zo gebruikt u de checklist", [items([*HOW, *MEANING]), text(NO_TEST)]
    )


# --- Of one intervention --------------------------------------------------------------------------


def intervention_checklist(
    publication: Publication,
    reading: Reading,
    address: str,
    *,
    notice: str = "",
    day: datetime.date,
) -> Summary:
    """The checklists of the elements that an intervention has by its sources, each with how it does
    that. `address` is the fixed one of this version.
    """
    name, number = named_with_mark(reading.document), publication.number
    at = dates.day_of(publication.at)
    had = [element for slug, element in reading.elements.items() if slug in reading["elementen"]]
    sources = {
        key: reading.sources[key]
        for row in reading["uitspraken"]
        if row["soort"] != "contrast"
        for key in (row["bron"], *row["extraBronnen"])
    }
    version = f"{reading['naam']}: versie {number}, {dates.in_words(at)}. {address}"
    none = "Wij vonden geen bron die bij deze aanpak een werkzaam element noemt."
    return Summary(
        title=f"Checklist {name}",
        subtitle=f"Een bladzijde per werkzaam element. Gemaakt op {dates.in_words(day)}",
        lead="" if had else f"{none} Daarom is er nog geen checklist. {NOT_NAMED}",
        sections=[
            *([how_to_use()] if had else []),
            *(checklist(element, element.points, _done_so(reading, element)) for element in had),
            versions_section([version, *element_versions(had)]),
        ],
        cite=[cite(f"Checklist {reading['naam']}", number, at, address)],
        references=written(sources.values()),
        how_to_read=[NO_PROOF, NOT_NAMED, READ_BY_EDITORS],
        notice=notice,
        called="deze checklist",
        stamp=STAMP,
    )


READ_BY_EDITORS = (
    "Bij 'volgens de redactie' noemt de bron het element niet zelf: zo leest de redactie de bron."
)


def _done_so(reading: Reading, element: Element) -> list[dict]:
    return [
        {
            "colour": element.colour,
            "name": f"Zo doet {reading['naam']} het",
            "text": row["uitleg"],
            "source": claim_source(row, reading.sources[row["bron"]]),
        }
        for row in reading["uitspraken"]
        if row["element"] == element.slug and row["soort"] != "contrast"
    ]
