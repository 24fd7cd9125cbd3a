"""Facts that the launch content learned later, for a base that was filled before."""

from collections.abc import Iterator
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Field

from elements.models import Source, content_change
from interventions.management.commands.load_content import read
from interventions.models import Intervention, Municipality
from interventions.models.accounts import LAUNCH, own_account
from interventions.sheet import FACT, PLACES, RELATIONS, SOURCE_FIELDS
from interventions.workflow import launch

NEW = ("onderzoeksbeeld", "aandachtspunten")
NOTE = "Aangevuld uit de startinhoud van de kennisbank."


def add_new_facts() -> Iterator[str]:
    """Give what lacks them the new facts, once. Tells of each row that was passed over why."""
    if not User.objects.filter(username=LAUNCH).exists():
        return  # filled by hand or from elsewhere
    sources = Source.objects.in_bulk(field_name="slug")
    for slug, facts in _new_facts(sources).items():
        row = Intervention.objects.filter(slug=slug, replaces=None).first()
        if row is None:
            yield f"{slug}: onbekend"
        elif launch.lacks(row, facts):
            try:
                with content_change():
                    by = own_account(LAUNCH)
                    launch.add_launch_facts(row, _with_municipalities(facts), by=by, note=NOTE)
            except ValidationError as refused:
                yield f"{slug}: {refused.message}"


def _new_facts(sources: dict[str, Source]) -> dict[str, dict]:
    """Per intervention, by key, the values of the fields of each new fact that says something.

    What rests on a source that is no longer there, is left out.
    """
    found: dict[str, dict] = {}
    for record in read("interventions"):
        found[record["slug"]] = facts = {}
        for key in NEW:
            names = FACT[key].fields
            if record[names[0]] and _sources_of(record, names) <= sources.keys():
                facts[key] = {name: _value(name, record[name], sources) for name in names}
    for record in read("places"):
        if record["source"] in sources:
            place = {name: record[name] for name in ("municipality", "since", "until")}
            place["source"] = sources[record["source"]]
            found[record["intervention"]].setdefault(PLACES.key, []).append(place)
    return found


def _sources_of(record: dict, names: tuple[str, ...]) -> set[str]:
    found = set()
    for name in names:
        if name in RELATIONS:
            found |= set(record[name])
        elif name in SOURCE_FIELDS and record[name]:
            found.add(record[name])
    return found


def _value(name: str, value, sources: dict[str, Source]):
    if name in RELATIONS:
        return [sources[slug] for slug in value]
    if name in SOURCE_FIELDS:
        return sources.get(value)
    return cast(Field, Intervention._meta.get_field(name)).to_python(value)


def _with_municipalities(facts: dict) -> dict:
    """The same with rows for the slugs of municipalities, made where they are not there."""
    if PLACES.key not in facts:
        return facts
    known = {record["slug"]: record for record in read("municipalities")}

    def row(slug: str) -> Municipality:
        made, _ = Municipality.objects.get_or_create(slug=slug, defaults=known[slug])
        return made

    places = [{**place, "municipality": row(place["municipality"])} for place in facts[PLACES.key]]
    return {**facts, PLACES.key: places}
