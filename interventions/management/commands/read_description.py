"""Tell what a description sheet says, and which elements it seems to name. Stores nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interventions.intake.descriptions.reading import read_description
from interventions.intake.descriptions.suggesting import suggest
from interventions.intake.received.limits import DOCUMENT, Refused

READABLE, UNREADABLE = "leesbaar", "onleesbaar"
# What is printed of a sheet before its fields, as people read it.
FACTS = {
    "title": "Titel",
    "organisation": "Organisatie",
    "website": "Website",
    "contact": "Contactpersoon",
    "date": "Datum",
}
MISSING = "niet gevonden"
PLACE = ("heading", "text", "page_first", "page_last")


class Command(BaseCommand):
    help = (
        "Read a description sheet (Word, ODT or PDF) and print what it says. Stores nothing. "
        "A file that cannot be read ends with code 1, and a sentence that says why."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON, for programs")

    def handle(self, *args, file, **options):
        try:
            told = found_in(read_description(content(file), file.name))
        except Refused as refusal:
            if options["json"]:
                self.print_json({"result": UNREADABLE, "reason": str(refusal)})
            raise CommandError(f"{file.name}: {refusal}") from refusal
        if options["json"]:
            self.print_json(told)
        else:
            self.stdout.write("\n".join(lines_of(told)))

    def print_json(self, told: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))


def content(file: Path) -> bytes:
    """What is in the file, and no more than is read. Raises CommandError when it is no file."""
    try:
        if file.exists() and not file.is_file():
            raise CommandError(f"{file}: this is no file.")
        with file.open("rb") as opened:
            return opened.read(DOCUMENT.size + 1)
    except (OSError, ValueError) as error:  # a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise CommandError(f"{file}: {why}.") from error


def found_in(read: dict[str, Any]) -> dict[str, Any]:
    """What is printed of what was read, in the keys that programs know."""
    seen = suggest([element["text"] for element in read["elements"]])
    return {
        **{key: read[key] for key in FACTS},
        "fields": {
            key: place and {name: place[name] for name in PLACE}
            for key, place in read["fields"].items()
        },
        "elements": [
            {
                "text": element["text"],
                "slug": each.element.slug if each.element else None,
                "page": element["page"],
            }
            for element, each in zip(read["elements"], seen, strict=True)
        ],
        "told": read["told"],
        "result": READABLE,
        "reason": "",
    }


def lines_of(told: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    for key, name in FACTS.items():
        value = told[key]
        said = ", ".join(filter(None, value.values())) if isinstance(value, dict) else value
        yield f"{name}: {said or MISSING}"
    for key, place in told["fields"].items():
        name = key.capitalize()
        yield ""
        if place is None:
            yield f"{name}: {MISSING}"
        else:
            yield f"{name}, onder '{place['heading']}'{pages_of(place)}"
            yield place["text"]
    yield ""
    yield f"Zinnen over werkzame elementen: {len(told['elements'])}"
    for element in told["elements"]:
        page = f" (bladzijde {element['page']})" if element["page"] else ""
        yield f"- {element['text']}{page} [{element['slug'] or 'geen voorstel'}]"
    yield from told["told"]


def pages_of(place: dict[str, Any]) -> str:
    """On which pages it stands; nothing for a file without pages of its own."""
    first, last = place["page_first"], place["page_last"]
    if first is None:
        return ""
    return f", bladzijde {first}" if first == last else f", bladzijde {first} tot en met {last}"
