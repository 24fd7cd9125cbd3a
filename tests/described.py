"""What a reader of description sheets gives, made by hand, and sheets that were read of it."""

from typing import Any

from interventions.intake.descriptions.keeping import keep
from interventions.models import DescriptionSheet

MAIL, PHONE, PERSON = "mira.dubbel@tuin.example", "06-01230123", "Mira Dubbel"


def passage(heading: str, text: str, page: int | None = None, path: tuple[str, ...] = ()) -> dict:
    return {
        "path": [*path],
        "heading": heading,
        "text": text,
        "page_first": page,
        "page_last": page,
    }


def field(heading: str, *passages: dict) -> dict:
    return {
        **passages[0],
        "heading": heading,
        "text": "\n\n".join(one["text"] for one in passages),
        "page_last": passages[-1]["page_last"],
        "passages": [*passages],
    }


def found(**more: Any) -> dict:
    """A werkblad with a goal, an approach in two passages, an owner, a website and sentences."""
    fields = {
        "doel": field("1.2 Doel", passage("1.2 Doel", "Buren leren elkaar kennen in de tuin.", 5)),
        "aanpak": field(
            "1.3 Aanpak",
            passage("1.3.1 Opzet", "Iedere week is er een werkochtend.", 6),
            passage("1.3.2 Inhoud", "- zaaien\n- oogsten", 7),
        ),
        "eigenaar": field("Naam organisatie", passage("Naam organisatie", "Stichting De Tuin", 2)),
    }
    names = ("samenvatting", "doelgroep", "randvoorwaarden", "materialen", "kosten", "onderzoek")
    return {
        "form": "A",
        "title": "Buurttuin",
        "organisation": "Stichting De Tuin",
        "website": "www.tuin.example",
        "date": "2015-05",
        "date_as_written": "mei 2015",
        "authors": "Mira Dubbel en Jan de Wit",
        "organisation_contact": {"email": "info@tuin.example", "phone": "", "address": ""},
        "contact": {"name": PERSON, "email": MAIL, "phone": PHONE},
        "personal": [MAIL, PHONE],
        "fields": {**dict.fromkeys(names), **fields, **more.pop("fields", {})},
        "other": [passage("3. Onderbouwing", "Veel buren kennen elkaar niet.", 9)],
        "elements_heading": "5. Samenvatting Werkzame elementen",
        "elements": [
            {"text": "Empowerment: deelnemers beslissen zelf over de tuin.", "page": 11},
            {"text": "Er is altijd soep.", "page": 11},
        ],
        **more,
    }


def make_sheet(data: bytes = b"%PDF-1.7 tuin", *, by=None, **more: Any) -> DescriptionSheet:
    return keep(found(**more), data, name="buurttuin.pdf", by=by)
