import unicodedata

from django.db import migrations

# As `elements.text.fold` was, for the key by which a name is compared.
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʻ′´`＇", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)


def fold(text):
    letters = unicodedata.normalize("NFKD", text.translate(SIGNS).casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def compare_names_as_seen(apps, schema_editor):
    """A name that then is another's keeps its key: the editors find the two in their lists."""
    rows = apps.get_model("interventions", "Intervention").objects.order_by("pk")
    taken = set(rows.filter(replaces=None).values_list("name_key", flat=True))
    for pk, name, key, replaces in rows.values_list("pk", "name", "name_key", "replaces"):
        found = fold(name)[:240]
        if found != key and (replaces or found not in taken):
            rows.filter(pk=pk).update(name_key=found)
            taken.add(found)


class Migration(migrations.Migration):
    dependencies = [("interventions", "0014_line_ends")]

    operations = [migrations.RunPython(compare_names_as_seen, migrations.RunPython.noop)]
