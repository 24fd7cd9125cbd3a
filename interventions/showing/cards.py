"""What a list shows of an intervention, as plain values: six queries for a page of cards.

A card is kept as long as the content stays as it is, and with it what the page made of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from elements.models import Element
from interventions.finding.facets import FacetIndex
from interventions.finding.kept import kept_while
from interventions.models import Intervention, Recognition
from interventions.models.recognition import expires_on, is_past
from interventions.showing.matrix import STRENGTH, Cell, all_states
from interventions.showing.research import MANY, ONE, picture, slugs_of


@dataclass(frozen=True)
class Recognised:
    """The newest recognition: the name of its level, its date, and whether it has lapsed."""

    level: str
    date: str
    has_lapsed: bool


@dataclass(frozen=True)
class Card:
    """One intervention in a list. `cells`: the elements that it has, in order, with their states;
    `contrasts`: those that it is only named for as the opposite case.
    """

    slug: str
    name: str
    summary: str
    activity: str
    activity_date: str
    cells: list[tuple[Element, Cell]]
    contrasts: list[Element]
    target_groups: list[str]
    recognition: Recognised | None
    picture: dict | None  # what research says
    html: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # as it was shown

    @property
    def activity_label(self) -> str:
        return Intervention.Activity(self.activity).label


MOST_KEPT = 2000  # some 6 kB each
_kept = kept_while(dict[tuple[date, bool, int], Card])


def kept_cards(
    ids: Sequence[int],
    elements: Iterable[Element],
    *,
    index: FacetIndex,
    article_only: bool = False,
) -> dict[int, Card]:
    """The same as `cards`, at the content and the day of the index; made where none is kept."""
    kept, day = _kept(index.version.stamp), index.day
    found = {pk: card for pk in ids if (card := kept.get((day, article_only, pk)))}
    if missing := [pk for pk in ids if pk not in found]:
        made = cards(missing, elements, day=day, article_only=article_only)
        if len(kept) + len(made) > MOST_KEPT:
            kept.clear()
        kept.update({(day, article_only, pk): card for pk, card in made.items()})
        found |= made
    return found


def cards(
    ids: Sequence[int], elements: Iterable[Element], *, day: date, article_only: bool = False
) -> dict[int, Card]:
    """The cards of those of `ids` that are published, by id. `elements`: all, in order."""
    rows = Intervention.objects.published().filter(pk__in=ids).order_by()
    states = all_states(ids, article_only=article_only)
    groups, newest = _target_groups(ids), _newest_recognitions(ids, day)
    sources = {name: slugs_of(name, ids) for name in MANY}
    return {
        pk: Card(
            slug,
            name,
            summary,
            activity,
            since,
            cells=list(_had(elements, states.get(pk, {}))),
            contrasts=[e for e in elements if states.get(pk, {}).get(e.pk) == {Cell.CONTRAST}],
            target_groups=groups[pk],
            recognition=newest.get(pk),
            picture=picture(said, {name: found[pk] for name, found in sources.items()}),
        )
        for pk, slug, name, summary, activity, since, *said in rows.values_list(
            "pk", "slug", "name", "summary", "activity", "activity_date", *ONE
        )
    }


def _had(
    elements: Iterable[Element], states: Mapping[int, set[Cell]]
) -> Iterator[tuple[Element, Cell]]:
    for element in elements:
        if had := states.get(element.pk, set()) - {Cell.CONTRAST}:
            yield element, min(had, key=STRENGTH.index)


def _target_groups(ids: Sequence[int]) -> dict[int, list[str]]:
    rows = Intervention.target_groups.through.objects.filter(intervention__in=ids)
    found = defaultdict(list)
    for pk, name in rows.order_by("targetgroup__name").values_list(
        "intervention", "targetgroup__name"
    ):
        found[pk].append(name)
    return found


def _newest_recognitions(ids: Sequence[int], day: date) -> dict[int, Recognised]:
    rows = Recognition.objects.newest().filter(intervention__in=ids).order_by()
    return {
        pk: Recognised(level, since, is_past(expires_on(since, until, years), day))
        for pk, level, since, until, years in rows.values_list(
            "intervention", "level__name", "date", "valid_until", "level__valid_years"
        )
    }
