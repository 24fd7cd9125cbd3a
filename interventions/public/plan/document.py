"""The plan as a text to hand on: what to begin with, what may be said, and each element."""

import datetime
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from elements import dates
from elements.models import Source
from interventions.finding.facets import FACETS
from interventions.finding.selection.sentence import joined
from interventions.public.plan.adaptations import FRAME, adaptation_log
from interventions.public.plan.alike import why_none
from interventions.public.plan.checklist import READ_BY_EDITORS, STAMP, checklist, how_to_use
from interventions.public.plan.plan import ABOUT, LABELS, Asked, Example, Part, Plan, Saying
from interventions.public.plan.versions import element_versions, intervention_versions
from interventions.public.summaries.blocks import (
    BOX,
    Section,
    Summary,
    claims,
    facts,
    form,
    heading,
    items,
    text,
)
from interventions.public.summaries.content import written
from interventions.public.summaries.words import NO_PROOF, NOT_NAMED, claim_source, place_in
from interventions.sheet.document import KINDS
from interventions.sheet.research import told
from interventions.showing.citation import cite, short_reference
from interventions.showing.matrix import Named
from interventions.showing.stopped import with_mark

# What a file may hold, by `deel` in its address, with its title.
WHOLE, CHECKLISTS, LOG = "", "checklist", "logboek"
TITLES = {
    WHOLE: "Plan op de elementen",
    CHECKLISTS: "Checklist per element",
    LOG: "Logboek van aanpassingen",
}
NOTICE = "Dit is geen erkenning en geen toets."
ABOUT_THEM = "Dit zegt iets over die aanpakken, niet over de uwe."
ABOUT_ALL = "Dit gaat over de hele aanpak, niet alleen over dit element."
HOW_TO_READ = [
    NO_PROOF,
    NOT_NAMED,
    READ_BY_EDITORS,
    "De antwoorden en vinkjes zijn van uzelf. Wij bewaren ze niet: ze staan alleen in het adres "
    "van uw plan.",
    "De vragen aan partners zijn van de redactie van deze kennisbank.",
]
OWN_ROWS = 2  # for steps of one's own
PLAIN = 1  # the colour of the house


def plan_document(plan: Plan, part: str, day: datetime.date) -> Summary:
    """The whole plan, or the part that is named in TITLES. Two queries, for the versions."""
    title, elements = TITLES[part], [one.element for one in plan.parts]
    address = f"{settings.PUBLIC_URL}{reverse('public:plan')}{plan.asked.query}"
    sections = {
        WHOLE: lambda: [*_said(plan), *_checklists(plan), adaptation_log(elements)],
        CHECKLISTS: lambda: [how_to_use(), *_checklists(plan)],
        LOG: lambda: [adaptation_log(elements)],
    }[part]()
    used = _examples(plan) if part == WHOLE else []
    versions = [*element_versions(elements), *intervention_versions(_named(plan, used, part))]
    section = Section("versies", "Welke versies zijn dit?", [items(versions)])
    references = written(_sources(plan, used).values()) if part == WHOLE else []
    return Summary(
        title=title,
        subtitle=f"Gemaakt op {dates.in_words(day)}",
        lead=_lead(plan, part),
        notice=NOTICE,
        sections=[section, *sections] if part == LOG else [*sections, section],
        how_to_read=HOW_TO_READ,
        cite=[cite(title, None, day, address), "In dit adres staan uw antwoorden."],
        references=references if part == CHECKLISTS else [*references, FRAME],
        called="dit plan",
        stamp=STAMP,
    )


def _lead(plan: Plan, part: str) -> str:
    if part == CHECKLISTS:
        return ""
    if part == LOG:
        return (
            "Schrijf op wat u anders doet dan u had bedacht, wanneer en waarom. Dan ziet u later "
            "wat er is veranderd, en of dat een werkzaam element raakt."
        )
    if plan.asked.answers:
        return (
            "Van uw antwoorden maakten wij een plan. Bovenaan staat wat u nog niet doet, met een "
            "kleine eerste stap. U hoeft niet alle elementen te doen."
        )
    return "Bij elk element staat een kleine eerste stap. U hoeft niet alle elementen te doen."


def _checklists(plan: Plan) -> list[Section]:
    return [checklist(one.element, [point for point, _ in one.points]) for one in plan.parts]


# --- What the plan says ---------------------------------------------------------------------------


def _said(plan: Plan) -> Iterator[Section]:
    yield Section("voor-wie", "Voor wie en waar?", [_about(plan.asked)])
    yield Section("beginnen", "Hier kunt u mee beginnen", [_first_steps(plan)])
    if plan.may or plan.may_not:
        yield Section("zeggen", "Wat u over uw aanpak kunt zeggen", list(_sayings(plan)))
    yield Section("lijkt", "Lijkt op uw aanpak", _alike(plan))
    for one in plan.parts:
        yield _element(one, answered=bool(plan.asked.answers))


def _about(asked: Asked) -> dict:
    labels = asked.selection.index.labels
    rows = [
        (FACETS[facet].title, ", ".join(labels[facet][slug] for slug in asked.chosen[facet]))
        for facet in ABOUT
        if facet in asked.chosen
    ]
    if asked.interventions:
        names = joined([_marked(one) for one in asked.interventions], "en")
        rows.append(("Dit plan gaat uit van", names))
    return facts(rows) if rows else text("U koos geen doelgroep, thema of soort plek.")


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
        "name": one.opening.removesuffix("."),
        "text": one.text,
        "source": f"Bron: {rests_on}." if rests_on else "",
    }


def _alike(plan: Plan) -> list[dict]:
    rows = [
        {
            "colour": PLAIN,
            "name": _marked(one.about),
            "text": f"{one.reason[:1].upper()}{one.reason[1:]}. Onderzoek: {told(one.picture)}",
            "source": "",
        }
        for one in plan.alike
    ]
    return [claims(rows), text(ABOUT_THEM)] if rows else [text(why_none(plan.asked))]


# --- An element -----------------------------------------------------------------------------------


def _element(one: Part, *, answered: bool) -> Section:
    about = [one.element.standing, f"uw antwoord: {LABELS[one.answer]}" if answered else ""]
    behind = ", ".join(filter(None, about))
    name = one.element.short_name
    return Section(
        f"element-{one.element.slug}",
        f"{name} ({behind})" if behind else name,
        [text(one.element.summary), *_points(one), *_others(one), *_partners(one)],
    )


def _points(one: Part) -> Iterator[dict]:
    done = [point.text for point, is_done in one.points if is_done]
    others = [point.text for point, is_done in one.points if not is_done]
    if one.step:
        yield facts([("Eerste kleine stap", one.step.text)])
    elif one.points:
        yield text("U vinkte alle punten aan. Welke stap nu volgt, kiest u zelf.")
    for title, lines in (("Dit doet u al", done), ("Dit kunt u nog doen", others)):
        if lines:
            yield heading(title)
            yield items(lines)


def _others(one: Part) -> Iterator[dict]:
    """How others do it, what a source warns of, and what is named as the opposite case."""
    yield heading("Zo doen anderen het")
    if one.examples:
        yield claims([_example(one, example) for example in one.examples])
    if one.note:
        yield text(one.note)
    if one.cautions:
        yield heading("Hier waarschuwt een bron voor")
        yield claims(
            [
                {
                    "colour": one.element.colour,
                    "name": _marked(caution.about),
                    "text": caution.text,
                    "source": f"Bron: {place_in(caution.source, None)}." if caution.source else "",
                }
                for caution in one.cautions
            ]
        )
        yield text(ABOUT_ALL)
    if one.contrasts:
        yield heading("Genoemd als tegenvoorbeeld")
        yield claims([_example(one, example) for example in one.contrasts])


def _partners(one: Part) -> Iterator[dict]:
    if one.questions:
        yield heading("Vraag aan partners")
        yield items([f"{question} (vraag van de redactie)" for question in one.questions])


def _example(one: Part, example: Example) -> dict:
    statement = example.statement
    row = {
        "soort": KINDS[statement.kind],
        "grondslag": statement.basis,
        "vindplaats": statement.section,
    }
    return {
        "colour": one.element.colour,
        "name": _marked(example.about),
        "text": statement.explanation,
        "source": claim_source(row, statement.source),
    }


def _marked(about: Named) -> str:
    return with_mark(about.name, about.activity, about.activity_date)


# --- What it rests on -----------------------------------------------------------------------------


def _examples(plan: Plan) -> list[Example]:
    return [row for one in plan.parts for row in (*one.examples, *one.contrasts)]


def _named(plan: Plan, examples: Iterable[Example], part: str) -> Iterator[Named]:
    """The interventions that a text names, each perhaps more than once."""
    if part != WHOLE:
        return
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
