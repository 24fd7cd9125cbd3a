"""One element of a plan as a section of its file: points, how others do it, and whom to ask."""

from collections.abc import Iterator

from interventions.public.plan.plan import LABELS, YES, Example, Part
from interventions.public.summaries.blocks import Section, claims, facts, heading, items, text
from interventions.public.summaries.words import claim_source, place_in
from interventions.sheet.document import KINDS
from interventions.showing.matrix import Named
from interventions.showing.stopped import with_mark

ABOUT_ALL = "Dit gaat over de hele aanpak, niet alleen over dit element."


def element_section(one: Part, *, answered: bool) -> Section:
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
    if one.step and one.answer != YES:
        yield facts([("Eerste kleine stap", one.step.text)])
    elif one.points and not others:
        yield text("U vinkte alle punten aan. Welke stap nu volgt, kiest u zelf.")
    more = "Dit kunt u nog doen" if done or one.answer != YES else "Punten bij dit element"
    for title, lines in (("Dit doet u al", done), (more, others)):
        if lines:
            yield heading(title)
            yield items(lines)


def _others(one: Part) -> Iterator[dict]:
    """How others do it, what a source warns of, and what is named as the opposite case."""
    yield heading("Zo doen anderen het")
    if one.note:
        yield text(one.note)
    if one.examples:
        yield claims([_example(one, example) for example in one.examples])
    if one.cautions:
        yield heading("Hier waarschuwt een bron voor")
        yield text(ABOUT_ALL)
        yield claims(
            [
                {
                    "colour": one.element.colour,
                    "name": marked(caution.about),
                    "text": caution.text,
                    "source": f"Bron: {place_in(caution.source, None)}." if caution.source else "",
                }
                for caution in one.cautions
            ]
        )
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
        "name": marked(example.about),
        "text": statement.explanation,
        "source": claim_source(row, statement.source),
    }


def marked(about: Named) -> str:
    return with_mark(about.name, about.activity, about.activity_date)
