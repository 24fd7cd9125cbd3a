"""Under which number a statement on a page is found for good, and in which versions it stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interventions.models import Intervention


@dataclass(frozen=True)
class Numbered:
    number: int
    versions: str  # in words, after 'in'


def numbered(intervention: Intervention) -> dict[tuple[str, str], Numbered]:
    """By the slugs of element and source each statement that is or was public. One query."""
    found = intervention.statement_numbers.all().with_versions()
    return {
        (element, source): Numbered(number, in_words(versions))
        for number, (element, source, versions) in found.items()
    }


def in_words(versions: Sequence[int]) -> str:
    """`versie 1 en 3 tot en met 5`: numbers in order, of which there is at least one."""
    runs = [
        str(first)
        if first == last
        else f"{first}{' en ' if last == first + 1 else ' tot en met '}{last}"
        for first, last in _runs(versions)
    ]
    *before, end = runs or [""]
    return f"versie {', '.join(before)}{' en ' if before else ''}{end}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each row of numbers without a gap."""
    start = 0
    for place, number in enumerate(numbers, 1):
        if place == len(numbers) or numbers[place] != number + 1:
            yield numbers[start], number
            start = place
