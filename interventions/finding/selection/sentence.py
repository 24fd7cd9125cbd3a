"""The selection as a Dutch sentence."""

from collections.abc import Iterator, Mapping, Sequence

from interventions.finding.facets import FACETS, Facet
from interventions.finding.selection.selection import Fault, Selection


def joined(words: list[str], last: str) -> str:
    """`a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int) -> str:
    return f"{number} interventie" if number == 1 else f"{number} interventies"


def sentence(selection: Selection) -> str:
    """What the list shows, such as `U ziet 2 van de 14 interventies: met Empowerment, ...`."""
    total, everything = selection.total, len(selection.index.ids)
    if not selection.is_narrowed:
        return f"U ziet alle {counted(everything)}."
    start = f"U ziet {total} van de {counted(everything)}" if total else "Geen interventie gevonden"
    return f"{start}: {', '.join(_parts(selection))}."


def described(selection: Selection) -> str:
    """What the selection is, apart from what it finds now: `interventies met Empowerment, ...`."""
    start = "interventies" if selection.is_narrowed else "alle interventies"
    return " ".join([start, ", ".join(_parts(selection))]).strip()


def unused(faults: Sequence[Fault]) -> str:
    """That the address holds choices that do not exist, for where they are not named one by one."""
    said = [fault.message for fault in faults if fault.is_badly_copied]
    unknown = len(faults) - len(said)
    if unknown == 1:
        said.insert(0, "Een keuze in het adres bestaat niet en is niet gebruikt.")
    elif unknown:
        said.insert(0, f"{unknown} keuzes in het adres bestaan niet en zijn niet gebruikt.")
    return " ".join(said)


def _parts(selection: Selection) -> list[str]:
    parts = [f"met de tekst '{selection.text}'"] if selection.text else []
    for name, slugs in selection.chosen.items():
        last = "én" if name == "element" and not selection.any_element else "of"
        parts.append(joined(list(_words(FACETS[name], slugs, selection.index.labels[name])), last))
    if selection.valid_only:
        parts.append("met een erkenning die nog geldt")
    if selection.article_only:
        parts.append("alleen volgens het artikel uit 2014")
    return parts


def _words(facet: Facet, slugs: Sequence[str], labels: Mapping[str, str]) -> Iterator[str]:
    """Each value in words; the opening stands before the first that has no words of its own."""
    opening = facet.opening
    for slug in slugs:
        if slug in facet.words:
            yield facet.words[slug]
        else:
            yield f"{opening} {facet.in_sentence(labels[slug])}".strip()
            opening = ""
