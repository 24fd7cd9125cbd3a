"""The words by which a sentence says an element: those of the launch content where there are none."""

import json

from django.conf import settings
from django.db import migrations, models

HELP = (
    "Waaraan dit element in een werkblad te herkennen is, op elke regel een. Woorden op een regel "
    "horen bij elkaar, in elke volgorde; tussen een / staat wat ook mag. Met ? erachter telt een "
    "woord alleen naast een ander. Alleen voor de redactie."
)


def add_cues(apps, schema_editor):
    """In a base with the launch elements; an empty one gets them with the rest of it."""
    elements = apps.get_model("elements", "Element").objects.filter(cues="")
    for record in json.loads((settings.BASE_DIR / "fixtures" / "elements.json").read_text()):
        elements.filter(slug=record["slug"]).update(cues=record["cues"])


def column():
    return models.TextField(
        "herkenningswoorden", blank=True, db_default="", max_length=6000, help_text=HELP
    )


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0006_last_runs"),
    ]

    operations = [
        migrations.AddField("element", "cues", column()),
        migrations.AddField("historicalelement", "cues", column()),
        migrations.RunPython(add_cues, migrations.RunPython.noop),
    ]

    safe_because = (
        "Older code knows no cues: it writes none, and the default of the column is none."
    )
