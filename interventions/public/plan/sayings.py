"""What one may say of one's own approach by one's own answers, and what not: sentences to copy.

Pure: plain values in, `Saying`s out. The rules of every sentence (docs/decisions/0070):

- What one does is by one's own answers, and says so ('naar eigen zeggen'); what one does not do yet
  is an intention. An answer that is not known gives no sentence.
- Nothing says or implies that something works, is proven, enough, complete, needed or better. More
  elements give no other words than fewer: no score, no label, no recognition.
- How often an element is described is a count, with its day, and says so.
- What research says is handed on as the knowledge base tells it, between quotes, favourable or not,
  and is followed by that it is about that approach.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elements import dates
from elements.models import Element, Source
from elements.models.element import Point
from interventions.finding.facets import FacetIndex
from interventions.finding.selection.sentence import joined
from interventions.public.plan.alike import Known, begun_from
from interventions.public.plan.counts import counted
from interventions.public.plan.denials import INDICATION, Kind, may_not, once
from interventions.public.plan.plan import HALF, NO, YES, Alike, Asked, Part, Saying
from interventions.sheet.research import told
from interventions.showing.citation import NAME, short_reference
from interventions.showing.matrix import Named
from interventions.showing.stopped import STOPPED

MOST_INTENTIONS = 3
MOST_RESEARCH = 3  # of what the plan begins from: a list may hold many

YOUR_ANSWERS = "Uw antwoorden"
YOUR_CHOICE = "Uw keuze"
POINTS_BY = "de punten maakte de redactie uit de bron"
ALL_OF = {1: "", 2: "allebei "}  # else allemaal
QUOTES = (("'", "'"), ('"', '"'), ("„", "”"))
ABOUT_THEM = "Dit zegt iets over die aanpak, niet over de onze."
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


def _with(parts: Iterable[Part], answer: str) -> list[Element]:
    return [part.element for part in parts if part.answer == answer]


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
        used = f"{_the(whole)}, en een beetje {_the(half)}"
    elif half:
        used = f"{_the(half)}, {ALL_OF.get(len(half), 'allemaal ')}een beetje"
    else:
        used = _the(whole)
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
    """What one does already at an element that one did not say no to. A tick changes no answer."""
    for part in parts:
        if part.answer != NO and (done := _done(part)):
            these, name = "dit punt" if len(done) == 1 else "deze punten", part.element.short_name
            yield Saying(
                f"Bij {name} doen wij naar eigen zeggen {these}: {_quoted(done)}.",
                sources=_sources([part.element]),
                basis=f"Uw vinkjes; {POINTS_BY}",
            )


def _not_yet(parts: Iterable[Part]) -> Iterator[Saying]:
    """What one does not do yet, with what is ticked there, and the first few as an intention to
    begin with the first step.
    """
    missing = [part for part in parts if part.answer == NO]
    intended = [part.element for part in missing if part.step][:MOST_INTENTIONS]
    others = []
    for part in missing:
        said = [_not_used([part.element])]
        if done := _done(part):
            said.append(f"Dit doen wij wel: {_quoted(done)}.")
        if part.step and part.element in intended:
            plan = "verder te gaan" if done else "daarmee te beginnen"
            said.append(f"Ons plan is om {plan}, met deze stap: {_quoted([part.step])}.")
        if len(said) > 1:
            yield Saying(
                " ".join([*said, *_standing([part.element])]),
                sources=_sources([part.element]),
                basis=f"{YOUR_ANSWERS}; {POINTS_BY}",
            )
        else:
            others.append(part.element)
    if others:
        yield Saying(" ".join([_not_used(others), *_standing(others)]), basis=YOUR_ANSWERS)


def _not_used(elements: Sequence[Element]) -> str:
    return f"Wij gebruiken {_the(elements)} naar eigen zeggen nog niet."


def _done(part: Part) -> list[Point]:
    return [point for point, is_done in part.points if is_done]


# --- By what is described -------------------------------------------------------------------------


def _counted(index: FacetIndex, parts: Iterable[Part]) -> Iterator[Saying]:
    """In how many described approaches the elements occur that one uses."""
    if said := counted(index, [*_with(parts, YES), *_with(parts, HALF)]):
        yield Saying(said, basis=f"Telling van deze kennisbank, {_day(index)}")


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
        opening = (
            f"Volgens onze antwoorden lijkt {one.about.name} op onze aanpak: die {one.reason}."
        )
        yield _research(opening, one.about, known[one.about.slug], index)


def _research(opening: str, about: Named, known: Known, index: FacetIndex) -> Saying:
    """The one line of the knowledge base, between quotes, and that it is about that approach."""
    line = told(known.picture)
    first, last = _quotes(line)
    stop = "" if line.endswith((".", "!", "?")) else "."
    said = [
        opening,
        f"Over onderzoek naar {about.name} zegt de kennisbank {NAME}: {first}{line}{stop}{last}",
        _warning(known.picture),
        _stopped(about),
        ABOUT_THEM,
    ]
    return Saying(
        " ".join(filter(None, said)),
        sources=known.sources,
        basis=f"{YOUR_ANSWERS if opening else YOUR_CHOICE}; deze kennisbank, {_day(index)}",
    )


def _warning(picture: Mapping | None) -> str:
    if not picture or picture["uitkomst"]:
        return ""
    return WARNINGS.get(picture["soort"], "")


def _stopped(about: Named) -> str:
    if about.activity != STOPPED:
        return ""
    year = about.activity_date[:4]
    return f"Die aanpak is gestopt ({year})." if year else "Die aanpak is gestopt."


# --- Words ----------------------------------------------------------------------------------------


def _sources(elements: Iterable[Element]) -> tuple[Source, ...]:
    return once(element.source for element in elements)


def _quoted(points: Iterable[Point]) -> str:
    """Points of the editors as a list within a sentence: without their full stops."""
    texts = [point.text.rstrip(". ") for point in points]
    first, last = _quotes("".join(texts))
    return joined([f"{first}{text}{last}" for text in texts], "en")


def _quotes(text: str) -> tuple[str, str]:
    """The first pair of quotes that the text does not use itself."""
    return next((pair for pair in QUOTES if pair[0] not in text), QUOTES[-1])


def _day(index: FacetIndex) -> str:
    return dates.in_words(index.day)
