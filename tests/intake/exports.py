"""The exports of two sites: this one with the launch content, and one with elements of its own."""

import json

from django.db import transaction

from interventions.models import Municipality, Place, Theme
from tests.factories import make_element, make_intervention, make_source, make_target_group

OTHER = "https://buren.example"


def export(client) -> dict:
    return json.loads(client.get("/export/interventies.json").getvalue())


def as_file(found: dict) -> bytes:
    return json.dumps(found).encode()


def launch_export(client, settings) -> dict:
    """What a site with the launch content gives."""
    settings.PUBLIC_URL = "https://launch.example"
    return export(client)


def other_export(client, settings) -> dict:
    """What a site gives that has one intervention and words of its own; it leaves no trace here."""
    settings.PUBLIC_URL = OTHER
    with transaction.atomic():
        report = make_source(
            title="Jaarverslag",
            url="https://buren.example/2024.pdf",
            date="2024",
            kind="artikel",
            authors="van der Lans, Jos\norganisatie: Buren, Straat en Co",
            publisher="Buren",
        )
        ours = make_element(
            slug="empowerment-daar", name="Sterker worden", short_name="Empowerment"
        )
        theirs = make_element(slug="rust", name="Er is rust", short_name="Rust")
        row = make_intervention(
            name="Soep op de stoep",
            slug="soep",
            goal="- Buren kennen elkaar.\n- Niemand eet alleen.",
            costs="Soep kost € 1,50 | brood is gratis.",
            duration="Elke week; ook in de zomer.",
            duration_source=report,
            activity="loopt",
            activity_date="2024-05",
            activity_source=report,
            started_year=2019,
            sources=[report],
            target_groups=[make_target_group(slug="straatgenoten", name="Straatgenoten")],
            statements=[
                {"element": ours, "section": "Blz. 3", "explanation": "Buren beslissen zelf."},
                {"element": theirs},
            ],
        )
        row.themes.add(Theme.objects.create(slug="eten", name="Eten", definition="Eten."))
        Place.objects.create(
            intervention=row, municipality=Municipality.objects.first(), since=2020, source=report
        )
        made = export(client)
        transaction.set_rollback(True)
    made["interventies"] = [one for one in made["interventies"] if one["slug"] == "soep"]
    return made
