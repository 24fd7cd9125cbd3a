"""The highest number that a practice point of an element ever had; older code writes none."""

from django.db import migrations, models

HELP = (
    "Elk punt staat op een eigen regel, met zijn nummer ervoor. Het nummer blijft bij het punt, ook "
    "als u de tekst of de volgorde verandert. Zet '- ' voor een nieuw punt: dat krijgt vanzelf een "
    "nummer. Het nummer van een punt dat u weghaalt, komt niet terug bij een ander punt."
)


def last_point():
    return models.PositiveIntegerField(
        "laatst gegeven nummer", db_default=0, default=0, editable=False
    )


def practice():
    return models.TextField("zo doet u dat", help_text=HELP)


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0007_cues"),
    ]

    operations = [
        migrations.AddField("element", "last_point", last_point()),
        migrations.AddField("historicalelement", "last_point", last_point()),
        migrations.AlterField("element", "practice", practice()),
        migrations.AlterField("historicalelement", "practice", practice()),
    ]
