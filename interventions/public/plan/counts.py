"""In how many described approaches an element occurs: a count, which says nothing about effect."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elements.models import Element
from interventions.finding.facets import ALL, FacetIndex
from interventions.finding.selection.sentence import joined
from interventions.public.plan.denials import NOT_LACKING

COUNT_ONLY = "Dat is een telling. Het zegt niets over effect."
# (the first of a row, of several elements)
OCCURS = {
    (True, False): "komt voor in",
    (True, True): "komen elk voor in",
    (False, False): "in",
    (False, True): "elk in",
}


def counted(index: FacetIndex, elements: Iterable[Element]) -> str:
    """Such as `Empowerment komt voor in 5 van de 14 beschreven aanpakken`, and that it is a count.

    Every kind of statement counts that says that an approach has the element; for how many only
    the editors read it, is told. One that occurs in none was not named, which is not the same as
    lacking. Empty where nothing is described.
    """
    total = len(index.ids)
    found: dict[tuple[int, int], list[str]] = {}
    for element in elements if total else ():
        bits = index.element_bits[ALL].get(element.slug, 0)
        read = (bits & ~index.naming[ALL].get(element.slug, 0)).bit_count()
        found.setdefault((bits.bit_count(), read), []).append(element.short_name)
    nowhere = found.pop((0, 0), [])
    return " ".join([*_occurring(found, total), *_found_nowhere(nowhere, total)])


def _occurring(found: Mapping[tuple[int, int], Sequence[str]], total: int) -> Iterator[str]:
    """`found`: (in how many, for how many of those only by the editors) -> the elements."""
    clauses: list[str] = []
    for (number, read), names in found.items():
        verb = OCCURS[not clauses, len(names) > 1]
        described = " beschreven aanpak" if total == 1 else " beschreven aanpakken"
        where = f"{_of(number, total)}{'' if clauses else described}{_read(read, number)}"
        clauses.append(f"{joined([*names], 'en')} {verb} {where}")
    if clauses:
        yield f"{'; '.join(clauses)}."
        yield COUNT_ONLY


def _found_nowhere(nowhere: Sequence[str], total: int) -> Iterator[str]:
    if nowhere:
        names = joined([*nowhere], "en")
        if total == 1:
            yield f"Bij de enige beschreven aanpak vonden wij {names} niet."
        else:
            yield f"Bij geen van de {total} beschreven aanpakken vonden wij {names}."
        yield NOT_LACKING


def _of(number: int, total: int) -> str:
    if number < total:
        return f"{number} van de {total}"
    return {1: "de enige", 2: "beide"}.get(total, f"alle {total}")


def _read(read: int, number: int) -> str:
    """For how many of that number only the editors read it."""
    if not read:
        return ""
    return " (volgens de redactie)" if read == number else f" ({read} daarvan volgens de redactie)"
