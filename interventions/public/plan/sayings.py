"""What one may say of one's own approach by one's own answers, and what not: sentences to copy.

Pure: plain values in, `Saying`s out. The rules of every sentence (docs/decisions/0070):

- What one does is by one's own answers, and says so ('naar eigen zeggen'); what one does not do yet
  is an intention. An answer that is not known gives no sentence.
- Nothing says or implies that something works, is proven, enough, complete, needed or better. Each
  list of answers has the same sentences, whatever the number: no score, no label, no recognition.
- How often an element is described is a count, with its day, and says so.
- What research says is handed on as the knowledge base tells it, between quotes, favourable or not,
  and is followed by that it is about that approach.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elements import dates
from elements.models import Element, Source
from elements.models.element import Point
from interventions.finding.facets import ALL, FacetIndex
from interventions.finding.selection.sentence import joined
from interventions.public.plan.alike import Known, begun_from
from interventions.public.plan.denials import INDICATION, NOT_LACKING, Kind, may_not, once
from interventions.public.plan.plan import HALF, NO, YES, Alike, Asked, Part, Saying
from interventions.sheet.research import told
from interventions.showing.citation import NAME, short_reference
from interventions.showing.matrix import Named
from interventions.showing.stopped import STOPPED

MOST_INTENTIONS = 3
MOST_RESEARCH = 3  # of what the plan begins from: a list may hold many

YOUR_ANSWERS = "Uw antwoorden"
YOUR_CHOICE = "Uw keuze"
YOUR_TICKS = "Uw vinkjes; de punten maakte de redactie uit de bron"
COUNT_ONLY = "Dat is een telling. Het zegt niets over effect."
ABOUT_THEM = "Dit zegt iets over die aanpak, niet over de onze."
# (the first of a row, of several elements)
OCCURS = {
    (True, False): "komt voor in",
    (True, True): "komen elk voor in",
    (False, False): "in",
    (False, True): "elk in",
}
# What a reader may take the state of research for, and has to be told.
WARNINGS = {
    Kind.EFFECT: "De uitkomst staat er niet bij: die kan gunstig of ongunstig zijn.",
    Kind.EXPERIENCES: "Ervaringen zeggen niet of een aanpak helpt.",
}


def sayings(
    asked: Asked, parts: Sequence[Part], alike: Sequence[Alike], known: Mapping[str, Known]
) -> tuple[list[Saying], list[Saying]]:
    """The two lists: 'Dit kunt u zeggen' and 'Dit kunt u niet zeggen'.

    `parts` of the plan, each with its answer and step; `known` (`known_of`) by slug of what the
    plan begins from and of what is alike.
    """
    index, begun = asked.selection.index, begun_from(asked)
    may = [
        *_own(parts),
        *_ticked(parts),
        *_counted(index, parts),
        *_examples(begun, known, index),
        *_like_ours(alike, known, index),
        *_not_yet(parts),
    ]
    described = [*begun, *(one.about for one in alike)]
    return may, list(may_not(parts, {one.slug: one for one in described}, known))


# --- By one's own answers -------------------------------------------------------------------------


def _with(parts: Iterable[Part], *answers: str) -> list[Element]:
    return [part.element for part in parts if part.answer in answers]


def _names(elements: Iterable[Element]) -> str:
    return joined([element.short_name for element in elements], "en")


def _the(elements: Sequence[Element]) -> str:
    return f"{'het element' if len(elements) == 1 else 'de elementen'} {_names(elements)}"


def _own(parts: Sequence[Part]) -> Iterator[Saying]:
    """What one does, and does a bit, and who calls that a working element."""
    whole, half = _with(parts, YES), _with(parts, HALF)
    elements = [*whole, *half]
    if not elements:
        return
    if whole and half:
        used = f"{_the(whole)}, en {_names(half)} een beetje"
    else:
        used = _the(whole) if whole else f"{_the(half)} een beetje"
    said = [f"Wij gebruiken naar eigen zeggen {used}.", *_called(elements), *_standing(elements)]
    yield Saying(" ".join(said), sources=_sources(elements), basis=YOUR_ANSWERS)


def _called(elements: Sequence[Element]) -> Iterator[str]:
    """Who calls these working elements: the article, or this knowledge base by another source."""
    by_source: dict[str, list[Element]] = {}
    for element in elements:
        by_source.setdefault(element.source.slug, []).append(element)
    for group in by_source.values():
        source = group[0].source
        which = "dit" if len(by_source) == 1 else _names(group)
        things = "een werkzaam element" if len(group) == 1 else "werkzame elementen"
        if source.is_founding:
            called = f"{short_reference(source)} noemt {which} {things}"
        else:
            reason = f"op basis van {short_reference(source)}"
            called = f"De kennisbank {NAME} noemt {which} {things}, {reason}"
        yield f"{called}: {INDICATION}." if len(by_source) == 1 else f"{called}."
    if len(by_source) > 1:
        yield f"Dat is {INDICATION}."


def _standing(elements: Iterable[Element]) -> Iterator[str]:
    """What has to be said of an element that is not in use any more."""
    for element in elements:
        if element.standing:
            yield f"{element.short_name} is in de kennisbank {element.standing}."


def _ticked(parts: Iterable[Part]) -> Iterator[Saying]:
    """What one does already at an element. A tick changes no answer."""
    for part in parts:
        done = [point for point, is_done in part.points if is_done]
        if not done:
            continue
        name, points = part.element.short_name, _quoted_points(done)
        if part.answer == NO:
            said = f"Het element {name} gebruiken wij naar eigen zeggen nog niet."
            said = f"{said} Dit doen wij wel: {points}."
        else:
            said = f"Bij {name} doen wij naar eigen zeggen: {points}."
        yield Saying(said, sources=_sources([part.element]), basis=YOUR_TICKS)


def _not_yet(parts: Iterable[Part]) -> Iterator[Saying]:
    """What one does not do yet, the first few as an intention to begin with the first step."""
    missing = [part for part in parts if part.answer == NO]
    begun = [part for part in missing if part.step][:MOST_INTENTIONS]
    for part in begun:
        name, step = part.element.short_name, _quoted_points([part.step] if part.step else [])
        yield Saying(
            f"Wij gebruiken het element {name} naar eigen zeggen nog niet. "
            f"Ons plan is om daarmee te beginnen, met deze stap: {step}.",
            sources=_sources([part.element]),
            basis=YOUR_ANSWERS,
        )
    if others := [part.element for part in missing if part not in begun]:
        also = "ook " if begun else ""
        yield Saying(
            f"Wij gebruiken {also}{_the(others)} naar eigen zeggen nog niet.", basis=YOUR_ANSWERS
        )


# --- By what is described -------------------------------------------------------------------------


def _counted(index: FacetIndex, parts: Iterable[Part]) -> Iterator[Saying]:
    """In how many described approaches each element occurs that one uses, and for how many of those
    only the editors read it. One that occurs in none was not named, which is not the same.
    """
    total = len(index.ids)
    found: dict[tuple[int, int], list[str]] = {}
    for element in _with(parts, YES, HALF):
        bits = index.element_bits[ALL].get(element.slug, 0)
        read = (bits & ~index.naming[ALL].get(element.slug, 0)).bit_count()
        found.setdefault((bits.bit_count(), read), []).append(element.short_name)
    nowhere = found.pop((0, 0), [])
    said = [*_occurring(found, total), *_found_nowhere(nowhere, total)]
    if said and total:
        yield Saying(" ".join(said), basis=f"Telling van deze kennisbank, {_day(index)}")


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


def _examples(
    begun: Sequence[Named], known: Mapping[str, Known], index: FacetIndex
) -> Iterator[Saying]:
    """What the plan begins from, which claims nothing, and what research says of that."""
    if not begun:
        return
    as_what = "als voorbeeld" if len(begun) == 1 else "als voorbeelden"
    names = joined([one.name for one in begun], "en")
    yield Saying(
        f"Wij werken met {names} {as_what}. Dat zegt niet dat wij hetzelfde doen.",
        basis=YOUR_CHOICE,
    )
    for one in begun[:MOST_RESEARCH]:
        if one.slug in known:
            yield _research("", one, known[one.slug], index)


def _like_ours(
    alike: Iterable[Alike], known: Mapping[str, Known], index: FacetIndex
) -> Iterator[Saying]:
    """What one shares with an approach that is alike, and what research says of that."""
    for one in alike:
        opening = f"Onze aanpak {one.reason} met {one.about.name}, naar eigen zeggen. "
        yield _research(opening, one.about, known[one.about.slug], index)


def _research(opening: str, about: Named, known: Known, index: FacetIndex) -> Saying:
    """The one line of the knowledge base, between quotes, and that it is about that approach."""
    said = [
        f"In de kennisbank {NAME} staat over onderzoek naar {about.name}: "
        f"{_quoted(told(known.picture))}"
    ]
    if warning := _warning(known.picture):
        said.append(warning)
    if about.activity == STOPPED:
        year = about.activity_date[:4]
        said.append(f"Die aanpak is gestopt{f' ({year})' if year else ''}.")
    own = f"{YOUR_ANSWERS}, en deze" if opening else "Deze"
    return Saying(
        f"{opening}{' '.join(said)} {ABOUT_THEM}",
        sources=known.sources,
        basis=f"{own} kennisbank, {_day(index)}",
    )


def _warning(picture: Mapping | None) -> str:
    if not picture or picture["uitkomst"]:
        return ""
    return WARNINGS.get(picture["soort"], "")


# --- Words ----------------------------------------------------------------------------------------


def _sources(elements: Iterable[Element]) -> tuple[Source, ...]:
    return once(element.source for element in elements)


def _quoted(text: str) -> str:
    """Between the quotes that the text does not use itself, with a full stop of its own."""
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return f'"{ended}"' if "'" in ended else f"'{ended}'"


def _quoted_points(points: Iterable[Point]) -> str:
    """Points of the editors as a list within a sentence: without their full stops."""
    texts = [point.text.rstrip(". ") for point in points]
    return joined([f'"{text}"' if "'" in text else f"'{text}'" for text in texts], "en")


def _day(index: FacetIndex) -> str:
    return dates.in_words(index.day)
