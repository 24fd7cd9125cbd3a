"""Practice points get the number of their place, which links gave them until now.

A text in which every line has a number of its own already, keeps those. What is recorded of before
stays; the numbered text is recorded beside it.
"""

import re

from django.db import migrations
from django.utils import timezone

# As `elements.text` and `elements.points` were.
INDENT = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*")
BULLET = re.compile(r"[-‐‑‒–—−*·]\s+|[•‣⁃◦∙▪▫●○■□➢\uf0a7\uf0b7\uf0d8\uf0fc]\s*")
NUMBERED = re.compile(r"([1-9][0-9]{0,2})(?:\.?\)|\.)(?:\s+|(?=[^\W\d_]))(.+)")
UNDECIDED = ("open", "sent_back")


def number_points(apps, schema_editor):
    for element in apps.get_model("elements", "Element").objects.order_by("pk"):
        before, points = element.practice, numbered(element.practice)
        element.practice = "\n".join(f"{number}. {text}" for number, text in points)
        element.last_point = max((number for number, _ in points), default=0)
        element.save(update_fields=["practice", "last_point"])
        if element.practice != before:
            record(apps, element)
            number_proposals(apps, element, before, points)


def numbered(text):
    written = [found for line in lines(text) if (found := NUMBERED.fullmatch(line))]
    points = [(int(found[1]), found[2]) for found in written]
    if len({number for number, _ in points}) == len(lines(text)):
        return points
    return [*enumerate(map(without_bullet, lines(text)), 1)]


def lines(text):
    """Each as it is seen; a bullet alone is none."""
    found = (line[INDENT.match(line).end() :].rstrip() for line in text.splitlines())
    return [line for line in found if without_bullet(line)]


def without_bullet(line):
    return BULLET.sub("", f"{line} ", count=1).strip() if BULLET.match(f"{line} ") else line


def record(apps, element):
    values = {field.attname: getattr(element, field.attname) for field in element._meta.fields}
    apps.get_model("elements", "HistoricalElement").objects.create(
        **values,
        history_type="~",
        history_date=timezone.now(),
        history_change_reason="Elk punt heeft een nummer gekregen.",
    )


def number_proposals(apps, element, before, points):
    """Else each line would differ in them; one that was outdated already, stays that."""
    rows = apps.get_model("interventions", "Proposal").objects.filter(
        element_id=element.pk, fact="practice", status__in=UNDECIDED
    )
    for row in rows:
        if row.before.get("practice") == before.strip():
            row.before = {**row.before, "practice": element.practice}
            row.values = {**row.values, "practice": beside(row.values["practice"], points)}
            row.save(update_fields=["before", "values"])


def beside(text, points):
    """A proposed text, with the numbers of what stands there already."""
    known, found = {}, []
    for number, said in points:
        known.setdefault(compared(said), []).append(number)
    for line in map(without_bullet, lines(text)):
        numbers = known.get(compared(line))
        found.append(f"{numbers.pop(0)}. {line}" if numbers else f"- {line}")
    return "\n".join(found)


def compared(text):
    return " ".join(text.casefold().split())


class Migration(migrations.Migration):
    dependencies = [
        ("elements", "0008_last_point"),
        ("interventions", "0022_exports_of_other_sites"),
    ]

    operations = [migrations.RunPython(number_points, migrations.RunPython.noop)]

    safe_because = (
        "Older code reads a number as part of the line, and writes what newer code reads: a line "
        "without a number gets one when it is read."
    )
