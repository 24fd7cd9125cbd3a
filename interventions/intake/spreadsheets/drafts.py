"""What a row of a file will become, before anything is written."""

from dataclasses import dataclass, field

from elements.models import Element, Source
from interventions.models import Intervention


@dataclass(frozen=True)
class NewSource:
    """A source that a row makes; equal ones become one source."""

    title: str
    url: str
    date: str
    kind: str = Source.Kind.WEBSITE


@dataclass
class Draft:
    """A row of interventions. `live` is what it updates, `row` what was written."""

    line: int
    values: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    slug: str = ""
    live: Intervention | None = None
    recognitions: list[dict] = field(default_factory=list)
    suggestions: list[Element] = field(default_factory=list)
    page: Source | NewSource | None = None
    row: Intervention | None = None

    @property
    def name(self) -> str:
        return self.values.get("naam") or ""


@dataclass
class StatementDraft:
    """A row of statements. `target` is a draft of the same file or a concept that there is."""

    line: int
    values: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    target: Draft | Intervention | None = None
    source: Source | NewSource | None = None
