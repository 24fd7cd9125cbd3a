"""What one may not say of one's own approach, and why: short, each with what it denies in front.

Pure: plain values in, `Saying`s out. Only here stand the words that no sentence to copy holds
(effect, better, needed, recognised): as what may not be said. The rules are in
docs/decisions/0070.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elements.models import Source
from interventions.finding.selection.sentence import joined
from interventions.models import Intervention
from interventions.public.plan.alike import Known
from interventions.public.plan.plan import NO, YES, Part, Saying
from interventions.showing.matrix import Named

INDICATION = "een goede indicatie, geen zekerheid"
NOT_LACKING = "Niet genoemd betekent niet: heeft het niet."
Kind = Intervention.ResearchKind
# Of each kind of research what may not be said, with the names of the approaches, and why.
NOT_OURS = (
    (
        Kind.EFFECT,
        "Dat het onderzoek naar {} ook voor u geldt.",
        "Wij weten niet of u hetzelfde doet, voor zulke mensen en op zo'n plek. "
        "Dat is zo bij iedere uitkomst, gunstig of ongunstig.",
    ),
    (
        Kind.EXPERIENCES,
        "Dat de ervaringen met {} ook voor u gelden.",
        "Ervaringen zijn van de mensen die ze hadden, op hun eigen plek.",
    ),
    (
        Kind.UNREAD,
        "Wat er uit het onderzoek naar {} kwam, en dat het ook voor u geldt.",
        "Dat onderzoek is voor deze kennisbank niet gelezen.",
    ),
)


def may_not(
    parts: Sequence[Part], described: Mapping[str, Named], known: Mapping[str, Known]
) -> Iterator[Saying]:
    """Each opens with what may not be said, and tells why."""
    yield Saying("Wij lazen geen onderzoek naar uw aanpak.", "Iets over het effect van uw aanpak.")
    for kind, opening, text in NOT_OURS:
        studied = [slug for slug in described if _kind_of(known.get(slug)) == kind]
        if studied:
            names = joined([described[slug].name for slug in studied], "en")
            sources = [source for slug in studied for source in known[slug].sources]
            yield Saying(text, opening.format(names), once(sources))
    yield Saying(
        "Daarover beslist een commissie. Dit plan is geen erkenning.", "Dat uw aanpak erkend is."
    )
    recognised = {
        slug: source for slug in described if (source := known.get(slug, Known()).recognised)
    }
    if recognised:
        names = joined([described[slug].name for slug in recognised], "en")
        yield Saying(
            "Een erkenning hoort bij de aanpak die een commissie heeft beoordeeld.",
            f"Dat de erkenning van {names} ook voor u geldt."
            if len(recognised) == 1
            else f"Dat de erkenningen van {names} ook voor u gelden.",
            once(recognised.values()),
        )
    yield Saying(
        "Geen bron van deze kennisbank zegt hoeveel elementen er nodig zijn.",
        "Dat meer elementen beter is.",
    )
    yield from _not_by_answers(parts)
    yield Saying(NOT_LACKING, "Dat een element bij een andere aanpak ontbreekt.")


def _kind_of(known: Known | None) -> str:
    return known.picture["soort"] if known and known.picture else ""


def _not_by_answers(parts: Sequence[Part]) -> Iterator[Saying]:
    """What answers or ticks that are all the same do not mean."""
    answers = {part.answer for part in parts}
    if answers == {YES}:
        yield Saying(
            f"Een element is {INDICATION}. Uit uw antwoorden blijkt niet wat uw aanpak bereikt.",
            "Dat uw aanpak goed is omdat u alle elementen gebruikt.",
        )
    if answers == {NO}:
        yield Saying(
            "Uit uw antwoorden blijkt niet wat uw aanpak bereikt.",
            "Dat uw aanpak niet goed is omdat u de elementen niet gebruikt.",
        )
    if any(part.points and all(done for _, done in part.points) for part in parts):
        yield Saying(
            "De punten zijn voorbeelden. De redactie maakte ze uit de bronnen.",
            "Dat u een element helemaal doet omdat alle punten zijn aangevinkt.",
        )


def once(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.slug: source for source in sources}.values())
