import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLOURS = 12


def keep_colours(apps, schema_editor):
    """Until now a colour followed from the place in the order."""
    element, history = (
        apps.get_model("elements", name) for name in ("Element", "HistoricalElement")
    )
    for place, pk in enumerate(element.objects.order_by("position").values_list("pk", flat=True)):
        for rows in (element.objects.filter(pk=pk), history.objects.filter(id=pk)):
            rows.update(colour=place % COLOURS + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0002_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ElementChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("toevoegen", "Toevoegen"),
                            ("volgorde", "Volgorde"),
                            ("uit-gebruik", "Uit gebruik nemen"),
                        ],
                        max_length=20,
                        verbose_name="wat",
                    ),
                ),
                ("order", models.JSONField(default=list, verbose_name="volgorde")),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
                ("proposed_at", models.DateTimeField(verbose_name="voorgesteld op")),
                ("agreed_at", models.DateTimeField(null=True, verbose_name="akkoord op")),
            ],
            options={
                "verbose_name": "wijziging van de elementen",
                "verbose_name_plural": "wijzigingen van de elementen",
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="element",
            options={
                "ordering": [models.OrderBy(models.F("position"), nulls_last=True), "pk"],
                "verbose_name": "werkzaam element",
                "verbose_name_plural": "werkzame elementen",
            },
        ),
        migrations.AddField(
            model_name="element",
            name="colour",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="kleur"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="element",
            name="retired_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="niet meer in gebruik sinds"
            ),
        ),
        migrations.AddField(
            model_name="historicalelement",
            name="colour",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="kleur"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="historicalelement",
            name="retired_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="niet meer in gebruik sinds"
            ),
        ),
        migrations.AlterField(
            model_name="element",
            name="position",
            field=models.PositiveSmallIntegerField(
                editable=False, null=True, unique=True, verbose_name="volgorde"
            ),
        ),
        migrations.AlterField(
            model_name="historicalelement",
            name="position",
            field=models.PositiveSmallIntegerField(
                db_index=True, editable=False, null=True, verbose_name="volgorde"
            ),
        ),
        migrations.RunPython(keep_colours, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="element",
            constraint=models.CheckConstraint(
                condition=models.Q(("colour__range", (1, 12))), name="element_colour_exists"
            ),
        ),
        migrations.AddConstraint(
            model_name="element",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_on", None), ("position__isnull", False), _connector="OR"
                ),
                name="element_retired_was_public",
            ),
        ),
        migrations.AddField(
            model_name="elementchange",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="akkoord van",
            ),
        ),
        migrations.AddField(
            model_name="elementchange",
            name="element",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="elements.element",
                verbose_name="werkzaam element",
            ),
        ),
        migrations.AddField(
            model_name="elementchange",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="voorgesteld door",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("element", None), ("kind", "volgorde")),
                    models.Q(
                        models.Q(("kind", "volgorde"), _negated=True), ("element__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="element_change_of_one_or_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreed_by", None)),
                    models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                    _connector="OR",
                ),
                name="element_change_agreed_at_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_by", None),
                    models.Q(("agreed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="element_change_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed_at", None)),
                fields=("element",),
                name="element_change_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed_at", None), ("kind", "volgorde")),
                fields=("kind",),
                name="element_change_one_order_open",
            ),
        ),
    ]
