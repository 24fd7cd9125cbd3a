"""Every word that a cell may name: by slug or by name, loaded once for a whole file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from elements.models import Element, Source
from elements.text import fold
from interventions.models import (
    Intervention,
    RecognitionLevel,
    Setting,
    Statement,
    TargetGroup,
    Theme,
)
from interventions.sheet.document import KINDS

LEFT_OUT = "-"  # the choice to leave a word out; it goes to the note of the desk
LISTS = {
    "target_groups": ("doelgroepen", TargetGroup),
    "themes": ("thema's", Theme),
    "settings": ("settings", Setting),
    "elements": ("werkzame elementen", Element),
    "levels": ("erkenningsniveaus", RecognitionLevel),
    "sources": ("bronnen", Source),
}
CHOICES = {
    "activity": ("uitvoering", Intervention.Activity.choices),
    "databank_status": ("stand in de databank", Intervention.DatabankStatus.choices),
    "kinds": ("soorten uitspraak", [(kind.value, KINDS[kind]) for kind in Statement.Kind]),
}


@dataclass(frozen=True)
class Words:
    """One list: its name, (key, label) per word, the value of each key, the key of each name."""

    title: str
    options: list[tuple[str, str]]
    values: dict[str, object]
    keys: dict[str, str]


class Vocabulary:
    """All lists, and what the editor chose for words that are on none."""

    def __init__(self, choices: Mapping[str, str]):
        self.choices = choices
        self.lists = {
            **{words: _rows(title, model) for words, (title, model) in LISTS.items()},
            **{words: _choices(title, pairs) for words, (title, pairs) in CHOICES.items()},
        }

    def find(self, words: str, text: str):
        """The value of this word; None when it is to be left out.

        Raises ValidationError (`unknown`, with the list and the word) when the list lacks it.
        """
        known = self.lists[words]
        chosen = self.choices.get(choice_key(words, text))
        if chosen == LEFT_OUT:
            return None
        key = known.keys.get(fold(text)) or chosen
        if key not in known.values:
            raise ValidationError(
                f"'{text}' staat niet in de lijst met {known.title}.",
                code="unknown",
                params={"words": words, "value": text},
            )
        return known.values[key]


def choice_key(words: str, text: str) -> str:
    """Under which a choice for an unknown word is kept."""
    return f"{words}|{fold(text)}"


def _rows(title: str, model) -> Words:
    rows = list(model.objects.all())
    labels = {row.slug: getattr(row, "title", None) or row.name for row in rows}
    names = _unambiguous(
        (fold(name), row.slug) for row in rows for name in {labels[row.slug], str(row)}
    )
    return Words(
        title,
        list(labels.items()),
        {row.slug: row for row in rows},
        {**names, **{fold(row.slug): row.slug for row in rows}},
    )


def _choices(title: str, pairs) -> Words:
    keys = {fold(name): value for value, label in pairs for name in (value, label)}
    return Words(title, list(pairs), {value: value for value, _ in pairs}, keys)


def _unambiguous(pairs) -> dict[str, str]:
    """What two rows are called, names neither."""
    found = {}
    for name, slug in pairs:
        found.setdefault(name, set()).add(slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}
