from django.db import migrations
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Replace

APPS = ("elements", "interventions")


def write_one_kind(apps, schema_editor):
    """Texts of browsers stand in the base with two characters for a line end."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_fields:
                if type(field) is TextField:
                    rows = model._default_manager.filter(Q(**{f"{field.name}__contains": "\r"}))
                    ends = Replace(F(field.name), Value("\r\n"), Value("\n"))
                    rows.update(**{field.name: Replace(ends, Value("\r"), Value("\n"))})


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0003_elements_as_data"),
        ("interventions", "0013_words"),
    ]

    operations = [migrations.RunPython(write_one_kind, migrations.RunPython.noop)]
