"""One intervention as a filled-in 'werkblad', for its owner to complete and send back.

The order and the headings are those of the joint form of the Dutch databases (`places.PARTS`). What
nobody knows is a question between marks, which whoever reads the file back passes over.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from elements import dates
from interventions.intake.descriptions.places import (
    ELEMENTS,
    LABELS,
    PARTS,
    SOURCES,
    Names,
    Part,
)
from interventions.intake.received.sheets.questions import HOW, MADE, SEND, marked
from interventions.public.summaries.places import place
from interventions.public.summaries.word.document import WordFile
from interventions.public.summaries.word.xml import paragraph, run, tab
from interventions.showing.citation import NAME

KIND = "Werkblad beschrijving interventie"
ALWAYS = (ELEMENTS, SOURCES)  # where there may always be more
PRIVATE = "Bij wie kunnen wij terecht met vragen? Dit komt niet op de site."
AUTHOR = "Wie heeft deze beschrijving aangevuld?"


@dataclass(frozen=True)
class Version:
    """Which text it is made of: `address` is the fixed one."""

    number: int
    day: datetime.date
    address: str
    document: Mapping


def worksheet_docx(version: Version, names: Names) -> bytes:
    """The Word file. Raises Busy."""
    with place():
        name = version.document["naam"]
        word = WordFile(title=f"Werkblad {name}", subject=KIND, day=version.day, who="")
        _opening(word, version, name)
        _first_page(word, version, names)
        for part in PARTS:
            word.heading(part.heading, part.level)
            _add(word, part, part.text(version.document, names))
        return word.as_bytes()


def _opening(word: WordFile, version: Version, name: str) -> None:
    made = f"{MADE}{version.number} van {version.address}, op "
    word.add(
        paragraph("Afzender", run(KIND)),
        paragraph("Title", run(name)),
        word.linked("Subtitle", f"{made}{dates.in_words(dates.today())}."),
        *(word.linked("Normal", line) for line in (*HOW, _where_to())),
    )


def _where_to() -> str:
    to = settings.PUBLISHER["contact_email"] or f"de redactie van {NAME}"
    return f"{SEND}{to}. De redactie leest het na voordat er iets op de site komt."


def _first_page(word: WordFile, version: Version, names: Names) -> None:
    """What the form has on its first page: whose it is, who can be asked, and who described it."""
    owner, website, title = LABELS
    word.heading("Colofon", 1)
    for heading, question, rows in (
        (
            "Ontwikkelaar / licentiehouder van de interventie",
            "",
            (owner, Part("E-mail", 0), Part("Telefoon", 0), website),
        ),
        (
            "Contactpersoon",
            PRIVATE,
            (Part("Naam", 0), Part("E-mail", 0), Part("Telefoon", 0)),
        ),
        (
            "Referentie in verband met publicatie",
            "",
            (
                Part("Naam auteur interventiebeschrijving", 0, question=AUTHOR),
                title,
                Part("Databank(en)", 0),
                Part("Plaats, instituut", 0),
                Part("Datum", 0),
            ),
        ),
    ):
        word.heading(heading, 2)
        word.add(*_asked(question))
        for part in rows:
            _add_label(word, part, _told(part, version, names))


def _told(part: Part, version: Version, names: Names) -> str:
    """What stands behind a label; only here a version has a day, and a list of databases a name."""
    said = {"Databank(en)": NAME, "Datum": dates.in_words(version.day)}
    return said.get(part.heading) or part.text(version.document, names)


def _add_label(word: WordFile, part: Part, text: str) -> None:
    label = run(f"{part.heading}:", style="Strong")
    if text or not part.asks:
        word.add(word.linked("Gegeven", text, label, tab()))
    else:
        word.add(paragraph("Gegeven", label, tab(), run(marked(part.asks), style="Vraagteken")))


def _add(word: WordFile, part: Part, text: str) -> None:
    if text:
        word.add(*word.told("Normal", text))
    if part.asks and (not text or part.heading in ALWAYS):
        word.add(*_asked(part.asks))


def _asked(question: str) -> Iterator:
    if question:
        yield paragraph("Vraag", run(marked(question)))
