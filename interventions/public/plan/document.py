"""The plan as a text to hand on: what to begin with, what may be said, and each element."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from elements import dates
from elements.models import Element, Source
from interventions.finding.facets import FACETS
from interventions.finding.selection.sentence import joined
from interventions.public.plan.adaptations import FRAME, adaptation_log
from interventions.public.plan.alike import why_none
from interventions.public.plan.checklist import READ_BY_EDITORS, STAMP, checklist, how_to_use
from interventions.public.plan.denials import NOT_LACKING
from interventions.public.plan.element_section import element_section, marked
from interventions.public.plan.plan import ABOUT, Asked, Example, Plan, Saying
from interventions.public.plan.versions import (
    element_versions,
    intervention_versions,
    versions_section,
)
from interventions.public.summaries.blocks import (
    BOX,
    Section,
    Summary,
    claims,
    facts,
    form,
    heading,
    text,
)
from interventions.public.summaries.content import written
from interventions.public.summaries.words import NO_PROOF, NOT_NAMED
from interventions.sheet.research import told
from interventions.showing.citation import NAME, short_reference
from interventions.showing.matrix import Named

NOTICE = "Dit is geen erkenning en geen toets."
ABOUT_THEM = "Dit zegt iets over die aanpakken, niet over de uwe."
HOW_TO_READ = [
    NO_PROOF,
    "De antwoorden en vinkjes zijn van uzelf. Wij bewaren ze niet: ze staan alleen in het adres "
    "van uw plan.",
]
OF_THE_WHOLE = [
    NOT_NAMED,
    READ_BY_EDITORS,
    "De vragen aan partners zijn van de redactie van deze kennisbank.",
]
OWN_ROWS = 2  # for steps of one's own
PLAIN = 1  # the colour of the house


def whole(plan: Plan, day: datetime.date) -> Summary:
    """All of it. Two queries, for the versions."""
    elements, used = _elements(plan), _examples(plan)
    if plan.asked.answers:
        lead = f"Van uw antwoorden maakten wij een plan. {plan.order_said}"
    else:
        lead = "Bij elk element staat een kleine eerste stap. U hoeft niet alle elementen te doen."
    versions = [*element_versions(elements), *intervention_versions(_named(plan, used))]
    return _summary(
        plan,
        day,
        "Plan op de elementen",
        "dit plan",
        [*_said(plan), *_checklists(plan), adaptation_log(elements), versions_section(versions)],
        lead=lead,
        how_to_read=OF_THE_WHOLE,
        references=[*written(_sources(plan, used).values()), FRAME],
    )


def checklists(plan: Plan, day: datetime.date) -> Summary:
    """The checklists alone."""
    elements = _elements(plan)
    return _summary(
        plan,
        day,
        "Checklist per element",
        "deze checklist",
        [how_to_use(), *_checklists(plan), versions_section(element_versions(elements))],
        references=written({one.source.slug: one.source for one in elements}.values()),
    )


def log(plan: Plan, day: datetime.date) -> Summary:
    """The log alone."""
    elements = _elements(plan)
    return _summary(
        plan,
        day,
        "Logboek van aanpassingen",
        "dit logboek",
        [versions_section(element_versions(elements)), adaptation_log(elements)],
        lead="Schrijf op wat u anders doet dan u had bedacht, wanneer en waarom. Dan ziet u later "
        "wat er is veranderd, en of dat een werkzaam element raakt.",
        references=[FRAME],
    )


# What a file may hold, by `deel` in its address.
PARTS: dict[str, Callable[[Plan, datetime.date], Summary]] = {
    "": whole,
    "checklist": checklists,
    "logboek": log,
}


def _summary(
    plan: Plan,
    day: datetime.date,
    title: str,
    called: str,
    sections: list[Section],
    *,
    references: list[str],
    lead: str = "",
    how_to_read: Iterable[str] = (),
) -> Summary:
    address = f"{settings.PUBLIC_URL}{reverse('public:plan')}{plan.asked.query}"
    return Summary(
        title=title,
        subtitle=f"Gemaakt op {dates.in_words(day)}",
        lead=lead,
        notice=NOTICE,
        sections=sections,
        how_to_read=[*HOW_TO_READ, *how_to_read],
        # The answers are the visitor's, so the knowledge base is not its author.
        cite=[
            f"{title}, gemaakt met de kennisbank {NAME} ({dates.in_words(day)}). {address}",
            "In dit adres staan uw antwoorden.",
        ],
        references=references,
        called=called,
        stamp=STAMP,
    )


def _elements(plan: Plan) -> list[Element]:
    return [one.element for one in plan.parts]


def _checklists(plan: Plan) -> list[Section]:
    return [checklist(one.element, [point for point, _ in one.points]) for one in plan.parts]


# --- What the plan says ---------------------------------------------------------------------------


def _said(plan: Plan) -> Iterator[Section]:
    yield Section("voor-wie", "Voor wie en waar?", [_about(plan.asked)])
    title = "Hier kunt u mee beginnen" if plan.steps else "Wie doet wat, en wanneer?"
    yield Section("beginnen", title, [_first_steps(plan)])
    if plan.may or plan.may_not:
        yield Section("zeggen", "Wat u over uw aanpak kunt zeggen", list(_sayings(plan)))
    yield Section("lijkt", "Lijkt op uw aanpak", _alike(plan))
    for one in plan.parts:
        yield element_section(one, answered=bool(plan.asked.answers))
    if absent := _not_in_it(plan):
        yield Section("niet-genoemd", "Niet in dit plan", [text(absent)])


def _about(asked: Asked) -> dict:
    labels = asked.selection.index.labels
    rows = [
        (FACETS[facet].title, ", ".join(labels[facet][slug] for slug in asked.chosen[facet]))
        for facet in ABOUT
        if facet in asked.chosen
    ]
    if asked.interventions:
        names = joined([marked(one) for one in asked.interventions], "en")
        rows.append(("Dit plan gaat uit van", names))
    return facts(rows) if rows else text("U koos geen doelgroep, thema of soort plek.")


def _not_in_it(plan: Plan) -> str:
    if not plan.absent:
        return ""
    names = joined([marked(one) for one in plan.asked.interventions], "en")
    return f"Bij {names} vonden wij {joined(plan.absent, 'en')} niet. {NOT_LACKING}"


def _first_steps(plan: Plan) -> dict:
    steps = [[step.text, element.short_name] for element, step in plan.steps]
    rows = [[*row, "", "", BOX] for row in [*steps, *[["", ""]] * OWN_ROWS]]
    head = ["Eerste stap", "Element", "Wie", "Wanneer", "Gedaan"]
    caption = "Eerste stappen, met ruimte voor wie, wanneer en gedaan"
    return form(caption, head, rows, [3, 1.5, 1.5, 1.4, 0.95], height=11)


def _sayings(plan: Plan) -> Iterator[dict]:
    yield heading("Dit kunt u zeggen")
    yield claims([_saying(one) for one in plan.may])
    yield heading("Dit kunt u niet zeggen")
    yield claims([_saying(one) for one in plan.may_not])


def _saying(one: Saying) -> dict:
    sources = dict.fromkeys(map(short_reference, one.sources))
    basis = [f"{one.basis[:1].lower()}{one.basis[1:]}"] if one.basis else []
    rests_on = "; ".join([*sources, *basis])
    return {
        "colour": PLAIN,
        "name": one.opening,
        "text": one.text,
        "source": f"Bron: {rests_on}." if rests_on else "",
    }


def _alike(plan: Plan) -> list[dict]:
    rows = [
        {
            "colour": PLAIN,
            "name": marked(one.about),
            "text": f"{one.reason[:1].upper()}{one.reason[1:]}. Onderzoek: {told(one.picture)}",
            "source": "",
        }
        for one in plan.alike
    ]
    return [claims(rows), text(ABOUT_THEM)] if rows else [text(why_none(plan.asked))]


# --- What it rests on -----------------------------------------------------------------------------


def _examples(plan: Plan) -> list[Example]:
    return [row for one in plan.parts for row in (*one.examples, *one.contrasts)]


def _named(plan: Plan, examples: Iterable[Example]) -> Iterator[Named]:
    """The interventions that are named, each perhaps more than once."""
    yield from plan.asked.interventions
    yield from (one.about for one in plan.alike)
    yield from (one.about for one in examples)
    yield from (caution.about for one in plan.parts for caution in one.cautions)


def _sources(plan: Plan, examples: Iterable[Example]) -> dict[str, Source]:
    """The sources of all that is said, each once."""
    found = [one.element.source for one in plan.parts]
    for example in examples:
        found += [example.statement.source, *example.statement.extra_sources.all()]
    found += [row.source for one in plan.parts for row in one.cautions if row.source]
    found += [source for saying in (*plan.may, *plan.may_not) for source in saying.sources]
    return {source.slug: source for source in found}
