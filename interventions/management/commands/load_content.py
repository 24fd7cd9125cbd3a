"""Fill an empty knowledge base with the launch content of `fixtures/`."""

import json

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from elements.models import Element, Source, Term, content_change
from interventions.models import (
    Intervention,
    Municipality,
    Place,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    Synonym,
    TargetGroup,
    Theme,
)
from interventions.models.accounts import LAUNCH, own_account
from interventions.sheet import SOURCE_FIELDS, SOURCE_RELATIONS
from interventions.workflow import publish_launch_content, record_element

NOTE = "Startinhoud van de kennisbank."


class Command(BaseCommand):
    help = "Load the launch content into an empty base, in one transaction."

    def handle(self, *args, **options):
        if Intervention.objects.exists() or Element.objects.exists():
            raise CommandError(
                "The base already has content. This command only fills an empty one; "
                "to start again, point DATABASE_URL to a new base and run migrate first."
            )
        with content_change():
            loader = Loader(own_account(LAUNCH))
            loader.load()
        self.stdout.write(
            f"Loaded {Element.objects.count()} elements, "
            f"{Intervention.objects.count()} interventions, "
            f"{Statement.objects.count()} statements and {Source.objects.count()} sources."
        )


def read(name: str) -> list[dict]:
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text())


class Loader:
    """Turns the records of `fixtures/` into rows; references between records are slugs."""

    def __init__(self, by: User):
        self.by = by

    def load(self) -> None:
        self.sources = {
            record["slug"]: Source.objects.create(**record) for record in read("sources")
        }
        self.elements = {record["slug"]: self.element(record) for record in read("elements")}
        self.settings = self.categories(Setting, read("settings"))
        self.target_groups = self.categories(TargetGroup, read("target_groups"))
        self.themes = self.categories(Theme, read("themes"))
        self.municipalities = self.categories(Municipality, read("municipalities"))
        self.levels = {record["slug"]: self.level(record) for record in read("recognition_levels")}
        for record in read("terms"):
            self.with_sources(Term, record)
        Synonym.objects.bulk_create(Synonym(**record) for record in read("synonyms"))
        self.interventions = {}
        for record in read("interventions"):
            self.interventions[record["slug"]] = self.intervention(record)
        for record in read("statements"):
            self.statement(record)
        for record in read("recognitions"):
            self.recognition(record)
        for record in read("places"):
            self.place(record)
        for element in self.elements.values():
            record_element(element, by=self.by, note=NOTE)
        for intervention in self.interventions.values():
            publish_launch_content(intervention, by=self.by, note=NOTE)

    def element(self, record: dict) -> Element:
        return Element.objects.create(**{**record, "source": self.sources[record["source"]]})

    def categories(self, model, records: list[dict]) -> dict:
        """Rows of one taxonomy; a `broader` group stands before the groups that belong to it."""
        made: dict = {}
        for record in records:
            references = {}
            if record.get("source"):
                references["source"] = self.sources[record["source"]]
            if record.get("broader"):
                references["broader"] = made[record["broader"]]
            made[record["slug"]] = model.objects.create(**{**record, **references})
        return made

    def level(self, record: dict) -> RecognitionLevel:
        return self.with_sources(RecognitionLevel, record)

    def with_sources(self, model, record: dict):
        values = {**record}
        sources = values.pop("sources")
        row = model.objects.create(**values)
        row.sources.set(self.sources[slug] for slug in sources)
        return row

    def intervention(self, record: dict) -> Intervention:
        values = {**record}
        many = {
            "target_groups": self.target_groups,
            "themes": self.themes,
            "settings": self.settings,
            **dict.fromkeys(SOURCE_RELATIONS, self.sources),
        }
        related = {name: [rows[slug] for slug in values.pop(name)] for name, rows in many.items()}
        for name in SOURCE_FIELDS:
            values[name] = self.sources.get(values[name])
        values["variant_of"] = self.interventions.get(values["variant_of"])
        row = Intervention.objects.create(**values, created_by=self.by)
        for name, rows in related.items():
            getattr(row, name).set(rows)
        return row

    def statement(self, record: dict) -> None:
        values = {**record}
        extra = values.pop("extra_sources")
        row = Statement.objects.create(
            **{
                **values,
                "intervention": self.interventions[values["intervention"]],
                "element": self.elements[values["element"]],
                "source": self.sources[values["source"]],
            }
        )
        row.extra_sources.set(self.sources[slug] for slug in extra)

    def place(self, record: dict) -> None:
        Place.objects.create(
            **{
                **record,
                "intervention": self.interventions[record["intervention"]],
                "municipality": self.municipalities[record["municipality"]],
                "source": self.sources[record["source"]],
            }
        )

    def recognition(self, record: dict) -> None:
        Recognition.objects.create(
            **{
                **record,
                "intervention": self.interventions[record["intervention"]],
                "level": self.levels[record["level"]],
                "source": self.sources[record["source"]],
            }
        )
