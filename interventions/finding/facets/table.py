"""The facets as one table: each is a way to choose interventions. A new facet is a row here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Field, Model
from django.utils.text import capfirst

from elements.models import Element
from interventions.models import (
    Intervention,
    Municipality,
    RecognitionLevel,
    Setting,
    TargetGroup,
    Theme,
)
from interventions.models.intervention import TAXONOMIES

UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Switch:
    """A parameter that goes with a facet: one of a few values that say how it counts."""

    name: str
    choices: tuple[str, ...]
    about: str
    example: str


@dataclass(frozen=True)
class Facet:
    """A row: the parameter, where its values come from, and in which words each room shows it.

    `name` is the parameter of the public contract, `model` the taxonomy that the values are rows
    of, `fields` those of the intervention that say its values: one relation (also by way of rows
    with more in them, `through`), or without a taxonomy fields of its own. What is not said here
    is not done with it anywhere.
    """

    name: str
    fields: tuple[str, ...] = ()  # none: what a source says, statements or the newest recognition
    model: type[Model] | None = None
    choices: tuple[tuple[str, str], ...] = ()  # (value, label), where the field has none itself
    value: Callable[..., str] | None = None  # what `fields` say together, where that is not one
    unknown: str = ""  # the label of 'onbekend' for who has no value; empty: that is no choice
    switch: Switch | None = None
    # In the lists; as a question among combinations, where it then stands with the first.
    title: str = ""
    question: str = ""
    groups: bool = False  # the overview can have a row per value
    # In a sentence: `voor ouderen`; `words` are for a value whose label does not fit in one.
    opening: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    has_names: bool = False  # its labels keep their capital
    # How much a shared value counts for what is alike, a power of two, and what the reason calls
    # it. Without a reason it only breaks ties. For elements and what has a taxonomy.
    weight: int = 0
    reason: str = ""
    # For programs: in the description of the API, and our own word in linked data, if it is not
    # the name.
    about: str = ""
    example: str = ""
    linked: str = ""

    def labels(self) -> dict[str, str]:
        """Its values with their names, in order: one query for what is a taxonomy. The index takes
        those of the elements from the rows that it reads anyway.
        """
        if self.model is None:
            said = cast(Field, Intervention._meta.get_field(self.fields[0]))
            choices = self.choices or said.flatchoices
            found = {value: capfirst(str(label)) for value, label in choices if value}
        else:
            rows = self.model._default_manager.all()
            if self.model is RecognitionLevel:
                rows = rows.reverse()  # the highest first
            found = dict(rows.values_list("slug", "name"))
        return {**found, UNKNOWN: self.unknown} if self.unknown else found

    def in_sentence(self, label: str) -> str:
        """A label as it stands within a sentence."""
        return label if self.has_names else label[0].lower() + label[1:]


ELEMENT = Facet(
    "element",
    model=Element,
    switch=Switch(
        "combineer",
        ("alle", "een"),
        "`alle`: een interventie heeft elk gekozen element. `een`: minstens een ervan. "
        "Zonder deze parameter: `alle`.",
        "alle",
    ),
    title="Werkzaam element",
    opening="met",
    has_names=True,
    weight=4,
    reason="deelt",
    about="Slug van een werkzaam element. Mag vaker. Zie `combineer`. Een interventie die een bron "
    "alleen als tegenvoorbeeld noemt, heeft het element niet.",
    example="empowerment",
)
ROWS = (
    ELEMENT,
    Facet(
        "onderzoek",
        ("research_kind",),
        choices=(
            ("effectonderzoek", "Effectonderzoek"),
            ("ervaringen", "Ervaringen uit de praktijk"),
            ("niet-gelezen", "Onderzoek nog niet gelezen"),
            ("geen-gevonden", "Geen onderzoek gevonden"),
        ),
        unknown="Nog niet gezocht",
        title="Wat zegt onderzoek?",
        words={
            "effectonderzoek": "waar effectonderzoek naar is gedaan",
            "ervaringen": "waar ervaringen uit de praktijk van bekend zijn",
            "niet-gelezen": "waarvan wij het onderzoek nog niet lazen",
            "geen-gevonden": "waar wij geen onderzoek naar vonden",
            UNKNOWN: "waarvan nog niemand onderzoek zocht",
        },
        about="Wat er van onderzoek bekend is. `onbekend`: nog niemand zocht ernaar. Mag vaker.",
        example="effectonderzoek",
    ),
    Facet(
        "doelgroep",
        ("target_groups",),
        TargetGroup,
        title="Doelgroep",
        question="Voor wie?",
        groups=True,
        opening="voor",
        weight=4,
        reason="ook voor",
        about="Slug van een doelgroep. Mag vaker: dan telt elk ervan.",
        example="ouderen",
    ),
    Facet(
        "thema",
        ("themes",),
        Theme,
        title="Thema",
        groups=True,
        opening="over",
        weight=2,
        reason="ook over",
        about="Slug van een thema. Mag vaker: dan telt elk ervan.",
        example="jeugd",
    ),
    Facet(
        "setting",
        ("settings",),
        Setting,
        title="Soort plek",
        opening="met als plek",
        weight=1,  # almost everything happens in the neighbourhood: alike for no other reason
        about="Slug van een plek. Mag vaker: dan telt elk ervan.",
        example="wijk-of-buurt",
        linked="plek",
    ),
    Facet(
        "erkenning",
        model=RecognitionLevel,
        unknown="Geen erkenning bekend",
        switch=Switch(
            "geldig", ("ja",), "`ja`: alleen erkenningen waarvan de termijn niet voorbij is.", "ja"
        ),
        title="Erkenning",
        words={
            "geen": "zonder erkenning volgens een bron",
            "goed-beschreven": "erkend als goed beschreven",
            "goed-onderbouwd": "erkend als goed onderbouwd",
            "eerste-aanwijzingen": "erkend als effectief volgens eerste aanwijzingen",
            "goede-aanwijzingen": "erkend als effectief volgens goede aanwijzingen",
            "sterke-aanwijzingen": "erkend als effectief volgens sterke aanwijzingen",
            UNKNOWN: "waarvan geen erkenning bekend is",
        },
        about="Slug van het niveau van de nieuwste erkenning, ook als die voorbij is. `onbekend`: "
        "geen bron noemt er een. `geen`: een bron zegt dat er geen is. Mag vaker.",
        example="goed-beschreven",
    ),
    Facet(
        "gemeente",
        ("municipalities",),
        Municipality,
        title="Gemeente",
        opening="in",
        has_names=True,
        about="Slug van een gemeente waar dit gebeurt of gebeurde. Mag vaker: dan telt elk ervan.",
        example="utrecht",
    ),
    Facet(
        "uitvoering",
        ("activity",),
        title="Wordt dit nog gedaan?",
        question="Wordt dit nog gedaan?",
        words={
            "loopt": "die nog lopen",
            "gestopt": "die gestopt zijn",
            UNKNOWN: "waarvan niet bekend is of ze nog lopen",
        },
        about="Of de interventie nog wordt gedaan. Mag vaker.",
        example="loopt",
    ),
)
FACETS = {facet.name: facet for facet in ROWS}
# Those that are OR within; of the elements the visitor says whether all have to be there.
GROUPS = tuple(name for name, facet in FACETS.items() if facet is not ELEMENT)
# Those that sort interventions by the words of a taxonomy.
SORTING = tuple(facet for facet in ROWS if facet.fields and facet.fields[0] in TAXONOMIES)


def facet_parameters() -> Iterator[Facet | Switch]:
    """Each facet, and what goes with it, in the order of the contract."""
    for facet in ROWS:
        yield facet
        if facet.switch:
            yield facet.switch
