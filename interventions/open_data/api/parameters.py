"""The parameters of the API: those of the selection, read strictly.

A page passes over what it does not understand and says so. The API refuses, with every fault at
once. The selection finds most of them; here stand those that it forgives: an unknown parameter, an
empty value, spaces around one, one value too many.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.http import QueryDict

from interventions.finding.combinations import MOST_ELEMENTS
from interventions.finding.facets import FacetIndex
from interventions.finding.selection import Fault, Selection, read_selection
from interventions.finding.selection.combining import Question, read_question
from interventions.finding.selection.fields import (
    MOST_VALUES,
    TEXT_LENGTH,
    ForgivingField,
    InOrderField,
    PageField,
    SlugsField,
    TextField,
)
from interventions.finding.selection.filterset import SelectionFilterSet
from interventions.finding.selection.selection import PAGE_SIZE

LARGEST_PAGE = 100
SIZES = tuple(str(number) for number in range(1, LARGEST_PAGE + 1))
UNKNOWN_PARAMETER = "Deze parameter bestaat hier niet."


class PageSizeField(ForgivingField):
    """How many a page holds: 1 to 100."""

    def understand(self, values):
        if not values:
            return PAGE_SIZE
        if values[-1] in SIZES:
            return int(values[-1])
        self.fault(values[-1], f"Geef een getal van 1 tot en met {LARGEST_PAGE}.")
        return PAGE_SIZE


# What the pages know: all of it but the visitor's own list, which selects nothing.
SHARED = tuple(name for name in SelectionFilterSet.base_filters if name != "lijst")
# Per operation the parameters that it takes, in the order in which they are described.
LISTING = (*SHARED, "perPagina")
COMBINING = (
    "element",
    "met",
    "zonder",
    *(name for name in SHARED if name not in ("q", "element", "combineer", "sorteer", "pagina")),
)
NOTHING = ()
OWN_FIELDS = {"perPagina": PageSizeField, "met": InOrderField, "zonder": InOrderField}


def kind_of(name: str) -> type[ForgivingField]:
    """The field that reads a parameter."""
    if name in OWN_FIELDS:
        return OWN_FIELDS[name]
    return SelectionFilterSet.base_filters[name].field_class


def choices_of(name: str, index: FacetIndex) -> Collection[str]:
    """What a parameter may be, in order, where that is a list."""
    if name in OWN_FIELDS:
        return index.positions
    if kind_of(name) is SlugsField:
        return index.offered(name)
    return SelectionFilterSet.base_filters[name].extra["choices"]


def most_of(name: str, names: Collection[str]) -> int:
    """How often a parameter may stand in an address."""
    if kind_of(name) not in (SlugsField, InOrderField):
        return 1
    return MOST_ELEMENTS if name == "element" and "met" in names else MOST_VALUES


@dataclass(frozen=True)
class Asked:
    """What a request asks for, and everything in it that does not fit."""

    selection: Selection
    faults: list[Fault]
    question: Question | None = None
    others: list[tuple[str, str]] = field(default_factory=list)  # that the selection does not have


def read(data: QueryDict, names: Collection[str]) -> Asked:
    """Read the parameters of an operation that takes `names`. Never raises."""
    size, size_faults = _page_size(data)
    selection = read_selection(data, page_size=size)
    found = [*selection.faults, *size_faults]
    question = None
    if "met" in names:
        question, more = read_question(data, selection)
        found += _without_clashes(more, question)
    others = [(name, value) for name in OWN_FIELDS if name in names for value in data.getlist(name)]
    return Asked(selection, _all_faults(data, names, found), question, others)


def _page_size(data: QueryDict) -> tuple[int, list[Fault]]:
    reader = PageSizeField()
    reader.parameter = "perPagina"
    return reader.clean(data.getlist("perPagina")), reader.faults


def _without_clashes(faults: list[Fault], question: Question) -> list[Fault]:
    """Faults that are none here: `met` and `zonder` with the same slug is a question that can be
    answered (no set is possible), and how many elements may be asked for is counted here.
    """
    return [
        fault
        for fault in faults
        if not (fault.parameter == "zonder" and fault.value in question.required)
        and fault.parameter != "element"
    ]


def _all_faults(data: QueryDict, names: Collection[str], found: list[Fault]) -> list[Fault]:
    """Ours and those that were found, each once, in the order of the address."""
    faults: dict[tuple[str, str], Fault] = {}
    for name, values in data.lists():
        for fault in strict_faults(name, values, names):
            faults.setdefault((fault.parameter, fault.value), fault)
        for fault in found:
            if fault.parameter == name and name in names:
                faults.setdefault((fault.parameter, fault.value), fault)
    return list(faults.values())


def strict_faults(name: str, values: list[str], names: Collection[str]) -> Iterator[Fault]:
    """What the selection would forgive in the values of one parameter."""
    if name not in names:
        yield Fault(name[:60], values[0][:60], UNKNOWN_PARAMETER)
        return
    kind, most = kind_of(name), most_of(name, names)
    if len(values) > most:
        yield Fault(name, values[most][:60], f"Geef deze parameter hoogstens {most} keer.")
    for value in values[:most]:
        if message := _stumble(kind, value):
            yield Fault(name, value[:60], message)


def _stumble(kind: type[ForgivingField], value: str) -> str:
    """What is wrong with one value that the selection would take; nothing when it is fine."""
    if kind is TextField:
        too_long = len(value) > TEXT_LENGTH
        return f"Gebruik hoogstens {TEXT_LENGTH} tekens." if too_long else ""
    if not value.strip():
        return "Geef een waarde, of laat deze parameter weg."
    if value != value.strip():
        return "Er staan spaties voor of achter deze waarde."
    if kind is PageField and value.startswith("0"):
        return "Dit is geen paginanummer."
    return ""
