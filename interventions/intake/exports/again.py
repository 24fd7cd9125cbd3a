"""An intervention of an export that is here already: what changed there since it was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field, ForeignKey, ManyToManyField

from elements.models import Source
from elements.text import list_lines
from interventions.intake.spreadsheets.concepts import FIELDS, LISTS
from interventions.intake.spreadsheets.drafts import Draft, NewSource, StatementDraft
from interventions.intake.spreadsheets.known import WRITABLE
from interventions.intake.spreadsheets.writing import SAID
from interventions.models import Intervention, Statement
from interventions.sheet import BOXES, FACTS, SOURCE_FIELDS, Kind
from interventions.sheet.document import sources_of
from interventions.sheet.fact import Fact
from interventions.sheet.proposed import in_words, label_of_fact, plain, plain_value

COLUMN_OF = {name: key for key, name in {**FIELDS, **LISTS}.items()}
NOT_ASKED = ("", "slug", "variantVan", "nagelezenDoorEigenaar", "bronnen")


@dataclass
class Again:
    """One of these. `draft` and `statements` are what changed in the file since it was read, with
    everything when it was never read. `refusal`: why rows below it cannot get a working copy.
    """

    row: Intervention
    draft: Draft
    statements: list[StatementDraft]
    has_old_name: bool = False
    refusal: str = ""

    @property
    def is_public(self) -> bool:
        return self.row.status == Intervention.Status.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Whether somebody can take over what is proposed: in a public text or a concept."""
        return self.is_public or self.row.status in WRITABLE

    @property
    def rows_are_taken(self) -> bool:
        """Whether the rows that differ get a working copy; a concept is never written over."""
        return self.is_public and not self.refusal

    @property
    def why_not(self) -> str:
        """Why nothing comes of what differs."""
        if self.refusal:
            return self.refusal
        if self.is_open:
            return "Zet dit zelf in het concept."
        return f"De status is '{self.row.get_status_display()}'. Pas die tekst zelf aan."

    @property
    def is_taken(self) -> bool:
        """Whether all that differs goes along."""
        return self.is_open and (self.rows_are_taken or not self.new_rows)

    def changes(self) -> dict[str, dict[str, Any]]:
        """By fact the fields in which the file differs, as a proposal holds them. What the file
        leaves empty is no difference.
        """
        found: dict[str, dict[str, Any]] = {}
        for fact in FACTS:
            if fact.key not in NOT_ASKED and (values := self._changed(fact)):
                found[fact.key] = values
        if self.has_old_name:
            found.pop("naam", None)
        if missing := self._missing_sources():
            found["bronnen"] = {"sources": missing}
        return found

    def _changed(self, fact: Fact) -> dict[str, Any]:
        values = {}
        for name in fact.fields:
            key = COLUMN_OF.get(name, "")
            if key in self.draft.values:
                value = _plain(name, self.draft.values[key])
                if not _same(fact, value, plain(self.row, name)):
                    values[name] = value
        return values

    def _missing_sources(self) -> list[str]:
        """All own sources with the new ones, but for those that something else names too."""
        known = {source.slug for source in sources_of(self.row)}
        known |= {_name(one) for one in self._named_elsewhere() if one}
        new = {_name(source) for source in self.draft.values.get("bronnen", [])} - known
        return sorted({*(one.slug for one in self.row.sources.all()), *new}) if new else []

    def _named_elsewhere(self) -> Iterator[Source | NewSource | None]:
        values = self.draft.values
        for name in SOURCE_FIELDS:
            yield values.get(COLUMN_OF[name])
        yield from values.get(COLUMN_OF["research_sources"], ())
        for rows in self.draft.rows.values():
            yield from (row["source"] for row in rows)
        for one in self.statements:
            yield from (one.source, *one.values.get("extraBronnen", ()))

    def told(self) -> list[tuple[str, str, str]]:
        """(label, the text of now, the text of there) of every fact that differs."""
        return [
            (label_of_fact(key), in_words(_now(self.row, values), key), in_words(values, key))
            for key, values in self.changes().items()
        ]

    @property
    def new_rows(self) -> list[tuple[str, str, str]]:
        """(label, the text of now, the text of there) of what a source says there of an element, a
        recognition or a place, and not here, or otherwise.
        """
        said = [
            (f"Uitspraak: {one.values['element']}, {_shown(one.source)}", *self._beside(one))
            for one in self.statements
        ]
        rows = [
            (box.label, "", ", ".join(_shown(value) for value in values.values()))
            for box in BOXES
            for values in self.draft.rows[box.relation]
        ]
        return [*said, *rows]

    def _beside(self, draft: StatementDraft) -> tuple[str, str]:
        same = [one for one in self.row.statements.all() if _is_about(one, draft)]
        now = same[0].explanation if same else ""
        return now, draft.values.get("uitleg", "")

    def leave_what_is_here(self) -> None:
        """Keep only the rows below it that are not here yet, or say something else here."""
        for box in BOXES:
            here = [*getattr(self.row, box.relation).all()]
            rows = self.draft.rows[box.relation]
            self.draft.rows[box.relation] = [
                values for values in rows if not any(_holds(one, values) for one in here)
            ]
        stated = [*self.row.statements.all()]
        self.statements = [
            one for one in self.statements if not any(_says(row, one) for row in stated)
        ]

    def as_copy(self) -> Draft:
        """What becomes a working copy: the rows that differ, and nothing else."""
        draft = self.draft
        copy = Draft(draft.sheet, draft.line, draft.cells, {"naam": self.row.name})
        copy.live, copy.slug, copy.rows = self.row, self.row.slug, draft.rows
        for one in self.statements:
            one.target = copy
        return copy


def _plain(name: str, value: Any) -> Any:
    """As `proposed.plain_value`, also of a source that is not made yet."""
    field = cast(Field, Intervention._meta.get_field(name))
    if isinstance(field, ManyToManyField):
        return sorted(map(_name, value))
    if isinstance(field, ForeignKey):
        return _name(value)
    return plain_value(field, value)


def _name(row: Any) -> str:
    return row.title if isinstance(row, NewSource) else row.slug


def _shown(value: Any) -> str:
    return value.title if isinstance(value, Source | NewSource) else str(value)


def _same(fact: Fact, value: Any, held: Any) -> bool:
    if fact.kind is Kind.LINES:
        return list_lines(value) == list_lines(held)
    return value == held


def _now(row: Intervention, values: Iterable[str]) -> dict[str, Any]:
    return {name: plain(row, name) for name in values}


def _holds(row: Any, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _says(row: Statement, draft: StatementDraft) -> bool:
    """Whether a statement says what the draft says."""
    if not _is_about(row, draft):
        return False
    said = {name: draft.values[key] for key, name in SAID.items() if key in draft.values}
    extra = draft.values.get("extraBronnen", [])
    return _holds(row, said) and {*extra} == {*row.extra_sources.all()}


def _is_about(row: Statement, draft: StatementDraft) -> bool:
    return row.element == draft.values["element"] and row.source == draft.source
