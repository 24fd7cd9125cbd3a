"""Every kind of public text that somebody can improve, as one table, and the facts of each."""

from dataclasses import dataclass

from django.db.models import Field, Model

from elements.models import Element, Source, Term
from interventions.models import (
    Intervention,
    Municipality,
    Notice,
    RecognitionLevel,
    Setting,
    TargetGroup,
    Theme,
)
from interventions.sheet.fact import label_of
from interventions.sheet.facts import FACT, FACTS

SLUG = "slug"  # stays, whatever it names


@dataclass(frozen=True)
class Subject:
    """A kind of public text. `name` is the field of a proposal that points to it.

    `only`: the fields that are its text, where that is not every field that people fill in.
    `names_in`: the lookup from an intervention to rows whose name its search entry has.
    `has_versions`: whether a change of it is kept as a numbered version.
    """

    name: str
    model: type[Model]
    only: tuple[str, ...] = ()
    names_in: str = ""
    has_versions: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """The keys of what can be improved: of the sheet, or else a field each."""
        if self.model is Intervention:
            return tuple(fact.key for fact in FACTS if fact.key not in ("", SLUG))
        return self.only or tuple(field.name for field in _written(self.model))

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of these, in the order of the form."""
        return tuple(name for key in self.facts for name in self.fields_of(key))

    def fields_of(self, key: str) -> tuple[str, ...]:
        """The fields that a fact is made of."""
        return FACT[key].fields if self.model is Intervention else (key,)

    def label_of(self, key: str) -> str:
        """What a person calls the fact; a key that is known no more, as it is."""
        if self.model is Intervention:
            return FACT[key].label if key in FACT else key
        return label_of(self.model, key) if key in self.facts else key


SUBJECTS = (
    Subject("intervention", Intervention, has_versions=True),
    Subject("element", Element, names_in="statements__element", has_versions=True),
    Subject("source", Source, has_versions=True),
    Subject("term", Term, has_versions=True),
    Subject("notice", Notice, only=("text",)),
    Subject("target_group", TargetGroup, names_in="target_groups"),
    Subject("theme", Theme, names_in="themes"),
    Subject("setting", Setting, names_in="settings"),
    Subject("municipality", Municipality, names_in="places__municipality"),
    Subject("level", RecognitionLevel, names_in="recognitions__level"),
)
SUBJECT: dict[type[Model], Subject] = {one.model: one for one in SUBJECTS}


def _written(model: type[Model]) -> list[Field]:
    """What people fill in, but for the slug: that stays."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return [
        field for field in fields if field.editable and not field.primary_key and field.name != SLUG
    ]
