"""What differs between two documents, in words that a reader can follow."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import cast

from django.db.models import Field

from elements import dates
from interventions.sheet.boxes import BOXES
from interventions.sheet.document import source_key
from interventions.sheet.fact import Fact, Kind, Part, label_of
from interventions.sheet.facts import CHANGE, FACTS, SORTING, SOURCED
from interventions.sheet.older import UNKNOWN_THEN

STEPS = 200  # per word: enough for texts that people write, and the time stays linear
WORDS = re.compile(r"\s+|[^\s]+")

NOT_KNOWN = "not known"

Words = list[tuple[str, str]]  # ("same" | "added" | "removed", text)

ELEMENT_TEXTS = (
    ("korteNaam", "Korte naam"),
    ("beschrijving", "Beschrijving"),
    ("zoDoetUDat", "Zo doet u dat"),
    ("samenvattingVoorBeleid", "Samenvatting voor beleid"),
    ("algemeneUitspraak", "Algemene uitspraak"),
)
OWN_PLACE = (("bron", "Bron"), ("vindplaats", "Vindplaats"))  # of an element


def _texts() -> Iterator[tuple[str, str]]:
    """(key, label) of every text, in the order of the sheet; those of an element are among them."""
    for fact in FACTS:
        if fact.key not in ("", "slug") and fact.kind is not Kind.WORDS:
            yield fact.key, fact.title(CHANGE)
            if fact in SOURCED:
                yield source_key(fact), label_of(fact.model, fact.source)
        if fact.key == "samenvatting":
            yield from ELEMENT_TEXTS
    yield from OWN_PLACE


TEXTS = tuple(_texts())
OF_PARTS = {fact.key: fact for fact in FACTS if fact.kind is Kind.PARTS}
LISTS = tuple((fact.key, fact.title(CHANGE)) for fact in SORTING)


@dataclass(frozen=True)
class Difference:
    """One part that differs. `before` or `after` is empty when it was added or removed.

    Of what one of the two did not know yet, nothing was added or removed: the other says it.
    """

    key: str
    label: str
    kind: str  # "changed", "added", "removed" or "not known"
    before: str
    after: str

    @property
    def words(self) -> Words:
        if self.kind == NOT_KNOWN:
            return [("same", self.before or self.after)]
        return word_differences(self.before, self.after)


def differences(old: dict, new: dict, names: Mapping[str, str]) -> list[Difference]:
    """What changed from one document to the other, in the order of the description sheet.

    `names` gives the name of a slug (of elements, target groups, themes, settings, levels and
    sources); a slug that is not in it is shown as it is. What is equal is left out.
    """
    name = _naming(old, new, names)
    found = [
        _difference(key, label, _said(old, key, name), _said(new, key, name))
        for key, label in TEXTS
    ]
    for key, label in LISTS:
        found += _list_differences(label, key, old, new, name)
    for box in BOXES:
        found += _row_differences(box.label, box.key, box.identity_of, old, new, name)
    found += _row_differences("Bron", "bronnen", lambda row: (row["id"],), old, new, name)
    unknown = {*old.get(UNKNOWN_THEN, ()), *new.get(UNKNOWN_THEN, ())}
    return [replace(one, kind=NOT_KNOWN) if one.key in unknown else one for one in found if one]


class TooMuch(Exception):
    """Comparing takes more steps than these texts may ask."""


class Matcher(SequenceMatcher):
    """Compares two lists of words, or two words, in steps in proportion to their length.

    Without a ceiling the time grows with the third power. Asking it for a match raises TooMuch.
    What `is_filler` holds true of, never matches by itself.
    """

    a: Sequence[str]  # as Python has them, without saying so
    b2j: dict[str, list[int]]

    def __init__(self, one, other, *, is_filler: Callable[[str], bool] | None = None):
        super().__init__(is_filler, one, other, autojunk=False)
        # Up to each place of the one: how many places of the other are looked at.
        costs = (1 + len(self.b2j.get(word, ())) for word in one)
        self.costs = list(accumulate(costs, initial=0))
        self.left = STEPS * (len(one) + len(other))

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        self.left -= self.costs[len(self.a) if ahi is None else ahi] - self.costs[alo]
        if self.left < 0:
            raise TooMuch
        return super().find_longest_match(alo, ahi, blo, bhi)


def word_differences(before: str, after: str) -> Words:
    """The two texts as one, in pieces that are the same, added or removed.

    A space that happens to be the same between words that are not, belongs to what differs: else a
    sentence that was rewritten is torn to single words.
    """
    old, new = _words(before), _words(after)
    try:
        steps = Matcher(old, new, is_filler=str.isspace).get_opcodes()
    except TooMuch:
        return [("removed", before), ("added", after)]
    pieces, gone, come = [], "", ""
    for step, start, stop, other_start, other_stop in steps:
        was, now = "".join(old[start:stop]), "".join(new[other_start:other_stop])
        if step == "equal" and was.strip():
            pieces += [("removed", gone), ("added", come), ("same", was)]
            gone = come = ""
        else:
            gone, come = gone + was, come + now
    pieces += [("removed", gone), ("added", come)]
    return [(kind, text) for kind, text in pieces if text]


def _words(text: str) -> list[str]:
    return WORDS.findall(text)


def _difference(key: str, label: str, before: str, after: str) -> Difference | None:
    if before == after:
        return None
    kind = "added" if not before else "removed" if not after else "changed"
    return Difference(key, label, kind, before, after)


def _list_differences(label, key, old, new, name) -> list[Difference | None]:
    gone = [name(slug) for slug in old.get(key) or [] if slug not in (new.get(key) or [])]
    come = [name(slug) for slug in new.get(key) or [] if slug not in (old.get(key) or [])]
    return [
        _difference(key, label, ", ".join(gone), ""),
        _difference(key, label, "", ", ".join(come)),
    ]


def _row_differences(label, key, identity: Callable, old, new, name) -> list[Difference | None]:
    """Rows are the same when their identity is: a statement by element and source, for one."""
    before = {identity(row): row for row in old.get(key) or []}
    after = {identity(row): row for row in new.get(key) or []}
    return [
        _difference(
            key,
            f"{label}: {', '.join(map(name, filter(None, one)))}",
            _row_text(before.get(one), name),
            _row_text(after.get(one), name),
        )
        for one in {**before, **after}
    ]


# Parts of a row that say what its label already says, or that only time changes.
UNTOLD = {
    *(fact.key for box in BOXES for fact in box.facts if fact.field in box.identity),
    *("id", "auteurs", "mogelijkVerlopen", "nagekekenOp"),
}
ROW_LABELS = {
    **{
        fact.key: fact.shown.get(CHANGE) or fact.name
        for box in BOXES
        for fact in box.facts
        if fact.key
    },
    "titel": "titel",
    "auteur": "auteur",
    "uitgever": "uitgever",
    "url": "adres",
    "gelezen": "gelezen",
    "stand": "stand",
    "jaar": "jaar",
}


def _row_text(row: dict | None, name) -> str:
    if row is None:
        return ""
    own = {"datum"} if "id" in row else set()  # of a source the date may change
    parts = [
        f"{ROW_LABELS.get(key, key)}: {_text(value, name)}"
        for key, value in row.items()
        if value and (key not in UNTOLD or key in own)
    ]
    return "\n".join(parts) or "zonder bijzonderheden"


def _said(document: dict, key: str, name) -> str:
    """What a document says of a fact; of one of parts each on a line of its own."""
    value = document.get(key)
    if value and key in OF_PARTS:
        return "\n".join(_parts(OF_PARTS[key], value, name))
    return _text(value, name)


def _parts(fact: Fact, value: dict, name) -> Iterator[str]:
    for part in fact.parts:
        if said := value.get(part.key):
            yield f"{part.heading}: {_part(fact, part, said, name)}"


def _part(fact: Fact, part: Part, value, name) -> str:
    if part.kind is Kind.CHOICE:
        return _choice(fact, part, value)
    if part.kind in (Kind.DATE, Kind.DAY):
        return dates.in_words(value)
    return "; ".join(map(name, value)) if isinstance(value, list) else str(value)


def _choice(fact: Fact, part: Part, value: str) -> str:
    """The label of a choice; one that is no longer there is said as it is."""
    choices = cast(Field, fact.model._meta.get_field(part.field)).flatchoices
    return str(dict(choices).get(value, value))


def _text(value, name) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(name(one) for one in value)
    if isinstance(value, dict):
        return "\n".join(
            f"{ROW_LABELS.get(key, key)}: {_text(one, name)}" for key, one in value.items() if one
        )
    return name(str(value))


def _naming(old: dict, new: dict, names: Mapping[str, str]) -> Callable[[str], str]:
    sources = {
        row["id"]: f"{row['titel']} ({row['uitgever']})" if row.get("uitgever") else row["titel"]
        for document in (old, new)
        for row in document.get("bronnen") or []
    }
    known = {**sources, **names}
    return lambda slug: known.get(str(slug), str(slug))
