"""Which sources each version names, as rows: to be found without reading every document."""

from django.db import migrations, models

AT_ONCE = 500


def link_sources(apps, schema_editor):
    publication = apps.get_model("interventions", "Publication")
    links = publication.sources.through
    keys = dict(apps.get_model("elements", "Source").objects.values_list("slug", "pk"))
    versions = publication.objects.order_by("pk").values_list("pk", "document")
    found = [
        links(publication_id=pk, source_id=keys[source["id"]])
        for pk, document in versions.iterator(chunk_size=AT_ONCE)
        for source in document.get("bronnen", ())
        if source["id"] in keys  # else it was deleted, when only older versions named it
    ]
    links.objects.bulk_create(found, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0002_desk"),
        ("interventions", "0007_alert"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="sources",
            field=models.ManyToManyField(
                related_name="publications", to="elements.source", verbose_name="bronnen"
            ),
        ),
        migrations.RunPython(link_sources, migrations.RunPython.noop),
    ]
