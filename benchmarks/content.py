"""A seeded generator of interventions with Dutch-like text, added to the launch content.

The same seed and size give the same rows. They are made in bulk, past the verbs, and then indexed
as `manage.py reindex` does: for a throw-away base or a test only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from django.contrib.auth.models import User
from django.db.models import Model

from benchmarks.words import FREQUENCIES, pools, rare
from elements.models import Element, Source, content_change
from elements.text import fold
from interventions.finding.search import reindex
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)
from interventions.models.accounts import LAUNCH, own_account

AMOUNTS: dict[type[Model], int] = {Theme: 20, TargetGroup: 15, Setting: 8, Source: 120}
CHUNK = 2000
_NAMES = (
    "Buurtmaatjes Samenspel Wijkwerk Straatgoud Ontmoeting Thuisbasis Buurtkracht Meedoen Voordeur "
    "Bondgenoten Talentplein Dorpshart Opstap Kansrijk Nabij Kompas Werkplaats Moestuin Huiskamer"
)
_PLACES = "Noord Zuid Oost West Centrum Haven Park Kade Brink Veld Molen Dijk Polder Heide"
NAMES, PLACES = _NAMES.split(), _PLACES.split()
SENTENCES = (
    "Bewoners bedenken samen wat zij in hun straat willen veranderen.",
    "Een vaste begeleider komt elke week langs en luistert naar wat er speelt.",
    "Vrijwilligers krijgen een korte training en daarna steun van een professional.",
    "De activiteiten zijn gratis en op loopafstand van huis.",
    "Jongeren en ouderen leren elkaar kennen bij een gezamenlijke maaltijd.",
    "De gemeente, de corporatie en de school maken hierover afspraken.",
    "Wie niet vanzelf komt, wordt thuis bezocht door iemand uit de eigen kring.",
    "Deelnemers kiezen zelf een doel en bespreken om de zes weken hoe het gaat.",
    "In tien bijeenkomsten oefenen zij met plannen, overleggen en besluiten.",
    "Het project begon klein en groeide toen meer mensen mee wilden doen.",
    "Er is een plek waar iedereen zonder afspraak kan binnenlopen.",
    "Daarna nemen zij het beheer over en blijft de professional op afstand.",
)


def generate(size: int, *, seed: int = 1) -> int:
    """Publish generated interventions until there are `size`; gives how many were made."""
    made = max(0, size - Intervention.objects.published().count())
    with content_change():
        ground = Ground.prepared()
        rng = Random(seed)  # noqa: S311 - repeatable on purpose
        for start in range(0, made, CHUNK):
            numbers = range(start, min(made, start + CHUNK))
            Batch([Row.drawn(rng, number, made, ground) for number in numbers], ground).save()
        reindex()
    return made


@dataclass
class Ground:
    """What interventions refer to: the launch content, topped up to the amounts above."""

    by: User
    elements: list[int]
    levels: list[int]
    sources: list[int]
    themes: list[int]
    target_groups: list[int]
    settings: list[int]
    founding: int | None

    @classmethod
    def prepared(cls) -> "Ground":
        by = own_account(LAUNCH)
        for model, amount in AMOUNTS.items():
            missing = range(model._default_manager.count() + 1, amount + 1)
            model._default_manager.bulk_create(cls.filler(model, number) for number in missing)
        return cls(
            by=by,
            elements=cls.keys(Element),
            levels=cls.keys(RecognitionLevel),
            sources=cls.keys(Source),
            themes=cls.keys(Theme),
            target_groups=cls.keys(TargetGroup),
            settings=cls.keys(Setting),
            founding=Source.objects.founding().values_list("pk", flat=True).first(),
        )

    @staticmethod
    def keys(model) -> list[int]:
        return list(model.objects.order_by("slug").values_list("pk", flat=True))

    @staticmethod
    def filler(model, number: int):
        slug = f"{model._meta.model_name}-{number}"
        if model is Source:
            title, kind = f"Beschrijving {number}", Source.Kind.METHOD
            return Source(
                slug=slug, title=title, kind=kind, publisher=f"Uitgever {number % 9}", seen="alles"
            )
        name = f"{model._meta.verbose_name} {number}".capitalize()
        return model(slug=slug, name=name, definition=f"Uitleg bij {name}.")


@dataclass
class Row:
    """One intervention as plain values, and what hangs from it."""

    values: dict
    related: dict[str, list[int]]
    statements: list[dict]
    recognitions: list[dict] = field(default_factory=list)

    @classmethod
    def drawn(cls, rng: Random, number: int, made: int, ground: Ground) -> "Row":
        name = f"{rng.choice(NAMES)} {rng.choice(PLACES)} {number}"
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(400_000))
        activity = rng.choices(Intervention.Activity.values, (5, 2, 3))[0]
        sources = rng.sample(ground.sources, 2)
        values = {
            "slug": f"{fold(name).replace(' ', '-')}",
            "name": name,
            "name_key": fold(name),
            "summary": " ".join(rng.sample(SENTENCES, 2)),
            "goal": rng.choice(SENTENCES),
            "target_group_text": rng.choice(SENTENCES),
            "approach": "\n\n".join(
                (" ".join(rng.sample(SENTENCES, 4)), special(rng, number, made))
            ),
            "owner": f"Stichting {rng.choice(NAMES)}",
            "activity": activity,
            "activity_source_id": sources[0],
            "activity_date": "2026",
            "status": Intervention.Status.PUBLISHED,
        }
        values["news_at"] = moment
        kind = rng.choice(("", *Intervention.ResearchKind.values))
        if kind:
            is_effect = kind == Intervention.ResearchKind.EFFECT
            values |= {
                "research_kind": kind,
                "research_line": rng.choice(SENTENCES)[:140],
                "research_year": rng.randrange(2000, 2026),
                "research_searched_on": moment.date(),
                "research_outcome": (rng.choice(Intervention.Outcome.values) if is_effect else ""),
            }
        for verb in ("published", "revised", "reviewed"):
            values[f"{verb}_at"], values[f"{verb}_by_id"] = moment, ground.by.pk
        related = {
            "themes": rng.sample(ground.themes, rng.choice((1, 2, 3))),
            "target_groups": rng.sample(ground.target_groups, rng.choice((1, 2))),
            "settings": rng.sample(ground.settings, rng.choice((1, 2))),
            "sources": sources,
            "research_sources": sources[:1] if kind else [],
        }
        recognitions = list(recognised(rng, ground)) if rng.random() < 0.4 else []
        return cls(values, related, list(stated(rng, sources, ground)), recognitions)


def special(rng: Random, number: int, made: int) -> str:
    """A sentence with words of known frequency, and two of the long tail.

    Each word of the pools stands in one row at least: one that stands in none would be taken for a
    typing error.
    """
    everything = [(word, FREQUENCIES[name]) for name, words in pools().items() for word in words]
    chosen = [word for word, frequency in everything if rng.random() < frequency]
    sure = [word for word, _ in everything[number::made] if word not in chosen]
    tail = [rare(rng.randrange(max(200, made // 2))) for _ in range(2)]
    return f"Trefwoorden: {' '.join([*chosen, *sure, *tail])}."


def stated(rng: Random, sources: list[int], ground: Ground) -> Iterator[dict]:
    """One to four statements, of every kind; some by the founding article."""
    for element in rng.sample(ground.elements, min(len(ground.elements), rng.choice((1, 2, 3, 4)))):
        kind = rng.choices(Statement.Kind.values, (7, 1, 2))[0]
        founding = ground.founding is not None and rng.random() < 0.2
        yield {
            "element_id": element,
            "kind": kind,
            "basis": "De aanpak." if kind == Statement.Kind.INFERRED else "",
            "explanation": " ".join(rng.sample(SENTENCES, 2)),
            "source_id": ground.founding if founding else sources[0],
        }


def recognised(rng: Random, ground: Ground) -> Iterator[dict]:
    for _ in range(rng.choice((1, 1, 1, 2))):
        yield {
            "level_id": rng.choice(ground.levels),
            "date": f"{rng.randrange(2014, 2027)}-{rng.randrange(1, 11):02}",
            "body": "Erkenningscommissie",
            "source_id": rng.choice(ground.sources),
        }


@dataclass
class Batch:
    """Some rows, written to the base with one statement per table."""

    rows: list[Row]
    ground: Ground

    def save(self) -> None:
        saved = Intervention.objects.bulk_create(Intervention(**row.values) for row in self.rows)
        self.keys = [row.pk for row in saved]
        for name in ("themes", "target_groups", "settings", "sources"):
            self.relate(name)
        tables: dict[str, type[Model]] = {"statements": Statement, "recognitions": Recognition}
        for name, model in tables.items():
            model._default_manager.bulk_create(
                model(intervention_id=key, **values)
                for key, row in zip(self.keys, self.rows, strict=True)
                for values in getattr(row, name)
            )

    def relate(self, name: str) -> None:
        relation = getattr(Intervention, name)
        through, column = relation.through, relation.field.m2m_reverse_field_name()
        through.objects.bulk_create(
            through(**{"intervention_id": key, f"{column}_id": value})
            for key, row in zip(self.keys, self.rows, strict=True)
            for value in row.related[name]
        )
