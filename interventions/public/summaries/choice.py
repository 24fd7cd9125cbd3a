"""What a dossier is made of: interventions and elements picked by hand, or a selection."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.db.models import QuerySet
from django.http import QueryDict

from elements.models import Element
from interventions.finding.selection import Fault, Selection
from interventions.finding.selection.sentence import counted, joined, sentence
from interventions.models import Intervention, Publication
from interventions.sheet.older import with_sources_of_now

MOST = 50
FIRST = f"Dit zijn de eerste {MOST}."
NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class Choice:
    """Versions in order, of interventions and of elements, and what of the address was not used."""

    versions: list[Publication]
    faults: list[Fault]
    why: str
    elements: list[Publication] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.versions and not self.elements


def read_choice(data: QueryDict, selection: Selection) -> Choice:
    """Picked by hand (`interventie=<slug>[@<n>]`), else the selection; at most 50. Never raises.

    `onderdeel=<slug>[@<n>]` adds the text of an element, with a selection or alone.
    """
    elements, faults = _elements(data.getlist("onderdeel"))
    if data.getlist("interventie"):
        versions, others = _interventions(data.getlist("interventie"))
        others += [fault for fault in selection.faults if fault.is_badly_copied]
        why = _by_hand(versions, elements)
    elif selection.is_narrowed:
        versions, others, why = _selected(selection)
        why = f"{why} {_by_hand([], elements)}".strip()
    else:
        versions, others, why = [], list(selection.faults), _by_hand([], elements)
    return Choice(versions, [*others, *faults], why, elements)


def _selected(selection: Selection) -> tuple[list[Publication], list[Fault], str]:
    faults, why = list(selection.faults), sentence(selection)
    if selection.total > MOST:
        faults.append(_too_many("interventie", selection.total))
        why = f"{why} {FIRST}"
    return newest(selection.ids[:MOST]), faults, why


def _by_hand(versions: list[Publication], elements: list[Publication]) -> str:
    """What somebody chose, as a sentence; nothing of nothing."""
    parts = [counted(len(versions))] if versions else []
    if elements:
        parts.append(count_of_elements(len(elements)))
    return f"{joined(parts, 'en')}, met de hand gekozen." if parts else ""


def count_of_elements(number: int) -> str:
    return "1 werkzaam element" if number == 1 else f"{number} werkzame elementen"


def _too_many(parameter: str, number: int) -> Fault:
    what = "interventies" if parameter == "interventie" else "onderdelen"
    return Fault(parameter, str(number), f"Een dossier heeft hooguit {MOST} {what}. {FIRST}")


# --- Picked by hand -------------------------------------------------------------------------------


def _interventions(values: list[str]) -> tuple[list[Publication], list[Fault]]:
    public = Publication.objects.filter(
        intervention__status="published", intervention__replaces=None
    )
    return _picked("interventie", values, public, "intervention", "Deze interventie is er niet.")


def _elements(values: list[str]) -> tuple[list[Publication], list[Fault]]:
    public = Publication.objects.filter(element__in=Element.objects.public())
    public = public.select_related("element__source")
    return _picked("onderdeel", values, public, "element", "Dit element is er niet.")


def _picked(
    parameter: str, values: Iterable[str], public: QuerySet, subject: str, missing: str
) -> tuple[list[Publication], list[Fault]]:
    """The versions that the values name, each once, in their order; at most 50."""
    picked = list(dict.fromkeys(values))
    if not picked:
        return [], []
    faults = [_too_many(parameter, len(picked))] if len(picked) > MOST else []
    asked = [(value, *value.partition("@")[::2]) for value in picked[:MOST]]
    slugs = {slug for _, slug, _ in asked if "\x00" not in slug}
    public = public.filter(**{f"{subject}__slug__in": slugs}).select_related(subject)
    numbers: dict[str, dict[int, int]] = {}
    for slug, number, pk in public.values_list(f"{subject}__slug", "number", "pk"):
        numbers.setdefault(slug, {})[number] = pk
    chosen, fixed = [], set()
    for value, slug, number in asked:
        known = numbers.get(slug)
        if known is None:
            faults.append(Fault(parameter, value[:80], missing))
        elif number == "" and "@" not in value:
            chosen.append(known[max(known)])
        elif NUMBER.fullmatch(number) and int(number) in known:
            chosen.append(known[int(number)])
            fixed.add(known[int(number)])
        else:
            faults.append(Fault(parameter, value[:80], "Deze versie is er niet."))
    rows = public.in_bulk(chosen)
    of_now([rows[pk] for pk in chosen if pk not in fixed])
    return [rows[pk] for pk in dict.fromkeys(chosen)], faults


# --- The newest versions --------------------------------------------------------------------------


def newest(ids: list[int]) -> list[Publication]:
    """The newest version of each intervention, in the order of the ids."""
    rows = Publication.objects.filter(intervention__in=ids).select_related("intervention")
    return _newest(rows, "intervention", ids)


def newest_public(slug: str) -> Publication | None:
    """The newest version of a public intervention, with its sources as they are now."""
    row = Intervention.objects.published().filter(slug=slug).first()
    publication = row.publications.select_related("intervention").first() if row else None
    return of_now([publication])[0] if publication else None


def newest_of_elements(elements: list[Element]) -> list[tuple[Element, Publication]]:
    """Each element that has a version with its newest, in their order."""
    rows = Publication.objects.filter(element__in=elements)
    found = _newest(rows, "element", [element.pk for element in elements])
    by_pk = {element.pk: element for element in elements}
    return [(by_pk[cast(int, row.element_id)], row) for row in found]


def _newest(rows: QuerySet, subject: str, ids: list[int]) -> list[Publication]:
    found = dict(rows.order_by("number").values_list(subject, "pk"))
    versions = rows.in_bulk(found.values())
    return of_now([versions[found[pk]] for pk in ids if pk in found])


def of_now(rows: list[Publication]) -> list[Publication]:
    """The same rows, which are the newest, with their sources as they are now."""
    for row, document in zip(rows, with_sources_of_now(row.document for row in rows), strict=True):
        row.document = document
    return rows
