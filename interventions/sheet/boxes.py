"""The rows below an intervention as tables of facts: statements, recognitions and places."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.text import capfirst

from interventions.models import Place, Recognition, Statement
from interventions.sheet.fact import Fact, Kind
from interventions.sheet.facts import CHANGE, COLUMN, PARTIAL_DATE

STATEMENT_FACTS = (
    Fact(
        Statement,
        "element",
        "element",
        Kind.ELEMENT,
        shown={COLUMN: "Element"},
        also=("werkzaam element",),
        help="Het element dat de bron noemt of beschrijft.",
        about="Het werkzame element.",
        weight=4,
    ),
    Fact(
        Statement,
        "kind",
        "soort",
        Kind.CHOICE,
        help="Noemt de bron het element zelf? Kies dan 'genoemd'.",
        about="`genoemd`: de bron noemt het element. `contrast`: de bron noemt de interventie als "
        "tegenvoorbeeld: die heeft het element niet. `afgeleid`: de redactie leest het in de bron.",
    ),
    Fact(
        Statement,
        "basis",
        "grondslag",
        Kind.LINE,
        help="Alleen bij 'afgeleid': het deel van de bron waarop de redactie dit baseert.",
        about="Waarop de redactie haar lezing baseert; `null` bij de rest.",
        weight=0,
    ),
    Fact(
        Statement,
        "explanation",
        "uitleg",
        shown={COLUMN: "Uitleg", CHANGE: "uitleg"},
        help="Hooguit 600 tekens: wat doet de interventie bij dit element?",
        about="Hoe de interventie dit doet.",
    ),
    Fact(
        Statement,
        "source",
        "bron",
        Kind.SOURCE,
        help="De bron die dit zegt.",
        about="De bron die dit zegt.",
    ),
    Fact(
        Statement,
        "section",
        "vindplaats",
        Kind.LINE,
        help="De plek in de bron: een kopje, hoofdstuk of bladzijde.",
        about="Waar het in de bron staat.",
        weight=0,
    ),
    Fact(
        Statement,
        "extra_sources",
        "extraBronnen",
        Kind.WORDS,
        shown={COLUMN: "Extra bronnen", CHANGE: "extra bronnen"},
        help="Alleen als de uitleg ook uit een andere bron komt.",
        about="Bronnen van de uitleg.",
        weight=0,
    ),
    Fact(
        Statement,
        "evidence",
        help="Hooguit 300 tekens: de woorden van de bron waar dit op rust. "
        "Alleen voor de redactie: dit komt nooit op de site.",
    ),
)
RECOGNITION_FACTS = (
    Fact(
        Recognition,
        "level",
        "niveau",
        Kind.LEVEL,
        shown={COLUMN: "Erkenning"},
        also=("recognition", "erkenning.niveau", "niveau"),
        help="Het niveau dat de bron noemt.",
        about="Het niveau. `geen`: een bron zegt dat er geen erkenning is.",
        weight=1,
        questions=("erkenning", "erkend", "erkende", "erkenningscommissie", "databank", "keurmerk"),
    ),
    Fact(
        Recognition,
        "body",
        "commissie",
        Kind.LINE,
        help="Wie het besluit nam.",
        about="Wie de erkenning gaf.",
        weight=1,
    ),
    Fact(
        Recognition,
        "date",
        "datum",
        Kind.DATE,
        shown={COLUMN: "Datum van de erkenning"},
        help=f"De dag van het besluit. {PARTIAL_DATE}",
        about="Vanaf wanneer.",
    ),
    Fact(
        Recognition,
        "valid_until",
        "geldigTot",
        Kind.DATE,
        shown={COLUMN: "Erkenning geldig tot"},
        help=f"Alleen als de bron het zegt. {PARTIAL_DATE} "
        "Leeg: dan telt de termijn van het niveau.",
        about="Tot wanneer. `null`: verloopt niet, of niet bekend.",
    ),
    Fact(
        Recognition,
        "checked_on",
        "nagekekenOp",
        Kind.DAY,
        shown={COLUMN: "Erkenning nagekeken op"},
        help="De dag waarop u dit bij de bron hebt nagekeken.",
        about="Wanneer de redactie dit het laatst nakeek.",
    ),
    Fact(
        Recognition,
        "source",
        "bron",
        Kind.SOURCE,
        shown={COLUMN: "Bron van de erkenning"},
        help="De bron die dit zegt.",
        about="De bron die dit zegt.",
    ),
)
PLACE_FACTS = (
    Fact(
        Place,
        "municipality",
        "gemeente",
        Kind.WORD,
        shown={COLUMN: "Gemeente"},
        also=("plaats", "municipality"),
        help="De gemeente waar het gebeurt of gebeurde. Staat die er niet bij? Vraag die aan bij "
        "‘Indeling’.",
        about="De gemeente.",
        questions=(
            *("in welke gemeente", "in welke gemeenten", "welke gemeente", "welke gemeenten"),
            *("waar gebeurt het", "waar wordt het gedaan", "waar wordt dit gedaan"),
        ),
    ),
    Fact(
        Place,
        "since",
        "van",
        Kind.YEAR,
        shown={COLUMN: "Gemeente vanaf", CHANGE: "vanaf"},
        help="Het eerste jaar, als de bron het zegt.",
        about="Het eerste jaar.",
        weight=0,
    ),
    Fact(
        Place,
        "until",
        "tot",
        Kind.YEAR,
        shown={COLUMN: "Gemeente tot", CHANGE: "tot en met"},
        help="Het laatste jaar. Leeg: de bron zegt niet dat het voorbij is.",
        about="Het laatste jaar. `null`: niet bekend, of niet voorbij.",
        weight=0,
    ),
    Fact(
        Place,
        "source",
        "bron",
        Kind.SOURCE,
        shown={COLUMN: "Bron van de gemeente"},
        help="De bron die dit zegt.",
        about="De bron die dit zegt.",
    ),
)


@dataclass(frozen=True)
class Box:
    """A kind of rows below an intervention: `relation` is the name there, `key` of the contract."""

    model: type[Model]
    relation: str
    key: str
    facts: tuple[Fact, ...]
    identity: tuple[str, ...]  # by what a row is the same row in another text

    @property
    def label(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    def identity_of(self, row: dict) -> tuple[str, ...]:
        """The identity of a row of a document."""
        return tuple(row[fact.key] for fact in self.facts if fact.field in self.identity)


STATEMENTS = Box(Statement, "statements", "uitspraken", STATEMENT_FACTS, ("element", "source"))
RECOGNITIONS = Box(
    Recognition, "recognitions", "erkenningen", RECOGNITION_FACTS, ("level", "date", "source")
)
PLACES = Box(Place, "places", "plaatsen", PLACE_FACTS, ("municipality", "source"))
BOXES = (STATEMENTS, RECOGNITIONS, PLACES)
