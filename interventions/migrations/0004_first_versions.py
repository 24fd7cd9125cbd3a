"""Give what is already public its version 1. On a new base there is nothing yet."""

from django.db import migrations
from django.utils import timezone

from interventions.sheet.document import element_document, intervention_document

NOTE = "De eerste versie die wij bewaren."


def first_versions(apps, schema_editor):
    publications = apps.get_model("interventions", "Publication").objects
    interventions = apps.get_model("interventions", "Intervention").objects
    for row in interventions.filter(status="published", replaces=None):
        publications.create(
            intervention=row,
            number=1,
            document=intervention_document(row, version=1),
            at=row.revised_at or row.published_at,
            by_id=row.revised_by_id,
            note=NOTE,
        )
    for element in apps.get_model("elements", "Element").objects.all():
        publications.create(
            element=element,
            number=1,
            document=element_document(element),
            at=timezone.now(),
            note=NOTE,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0002_desk"),
        ("interventions", "0003_desk"),
    ]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
