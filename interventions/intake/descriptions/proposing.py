"""Setting what a description sheet says beside a text: proposals, and never the text itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from elements.models import Source
from interventions.intake.descriptions.differing import differing, new_sentences
from interventions.intake.descriptions.keeping import source_of
from interventions.intake.descriptions.passages import Told, place_of_sentence, told
from interventions.intake.descriptions.suggesting import Suggestion, suggest
from interventions.intake.spreadsheets.sources import free_slug
from interventions.models import DescriptionSheet, Intervention, Proposal, Statement
from interventions.sheet import FACT, STATEMENTS, Kind
from interventions.sheet.proposed import held
from interventions.workflow.copies import save_checked
from interventions.workflow.writing import is_open_to, name_is_taken, note_change

PLAIN = (Kind.LINE, Kind.ADDRESS)  # a fact that is no text: its value can be proposed itself
NO_NAME = "Schrijf een naam met letters of cijfers."
SAME_NAME = "Een andere interventie heeft deze naam al. Kies die, of schrijf een andere naam."
ELSEWHERE = "Dit werkblad hoort al bij ‘{name}’."
LONGEST_SLUG = 80


def start_draft(sheet: DescriptionSheet, name: str, *, by) -> Intervention:
    """A new concept with no more than a name, and what the sheet says beside it.

    Raises ValidationError: the name is taken, or the sheet belongs to a text already.
    """
    with transaction.atomic():
        if not (base := slugify(name)):
            raise ValidationError(NO_NAME, code="no_slug")
        row = Intervention(name=name, created_by=by)
        if name_is_taken(name, row):
            raise ValidationError(SAME_NAME, code="same_name")
        texts = Intervention.objects.filter(replaces=None, slug__startswith=base[:60])
        taken = {*texts.values_list("slug", flat=True)}
        row.slug = free_slug(base, taken, LONGEST_SLUG, Counter())
        note_change(row, by=by)
        row._history_user = by  # type: ignore[attr-defined]  # for simple_history
        save_checked(row)
        set_beside(sheet, row, by=by)
    return row


def set_beside(sheet: DescriptionSheet, row: Intervention, *, by=None) -> list[Proposal]:
    """A proposal for each fact of which the sheet says something else than the text, and for each
    sentence about an element. Again with the same text gives those that are there.

    A text that `by` writes in has the document among its sources at once; any other when something
    of it is taken over. Raises ValidationError when the sheet belongs to another text.
    """
    with transaction.atomic():
        kept = DescriptionSheet.objects.select_for_update().get(pk=sheet.pk)
        live = row.replaces or row
        if kept.intervention and kept.intervention != live:
            raise ValidationError(ELSEWHERE.format(name=kept.intervention), code="elsewhere")
        if kept.intervention is None:
            kept.intervention, kept.source = live, source_of(kept.found)
            kept.save(update_fields=["intervention", "source"])
            Proposal.objects.bulk_create([*_of_facts(kept, live), *_of_elements(kept, live)])
            if by and is_open_to(row, by):
                _add_source(kept, row, by=by)
    sheet.refresh_from_db()
    return [*sheet.proposals.of_sheets().order_by("pk")]


def _add_source(sheet: DescriptionSheet, row: Intervention, *, by) -> None:
    note_change(row, by=by)
    row._history_user = by  # type: ignore[attr-defined]  # for simple_history
    row.save()
    row.sources.add(cast(Source, sheet.source))


def _of_facts(sheet: DescriptionSheet, live: Intervention) -> Iterator[Proposal]:
    other = {one.fact for one in differing(sheet.found, live) if one.fact in FACT}
    for one in told(sheet.found):
        if one.fact in other:
            yield Proposal(
                intervention=live,
                sheet=sheet,
                fact=one.fact,
                values=_plain_value(one),
                before=held(live, one.fact),
                place=one.place,
                words=one.words,
            )


def _plain_value(said: Told) -> dict:
    """A name or an address, where it can stand in its field as it is."""
    fact, text = FACT[said.fact], said.passages[0].text
    if fact.kind not in PLAIN or len(said.passages) > 1:
        return {}
    field = cast(Any, Intervention._meta.get_field(fact.field)).formfield(required=False)
    try:
        value = field.clean(text)
    except ValidationError:
        return {}
    return {fact.field: value} if value else {}


def _of_elements(sheet: DescriptionSheet, live: Intervention) -> Iterator[Proposal]:
    sentences = new_sentences(sheet.found, live)
    suggestions = suggest([one["text"] for one in sentences])
    for sentence, suggestion in zip(sentences, suggestions, strict=True):
        place = place_of_sentence(sheet.found, sentence["page"])
        yield Proposal(
            intervention=live,
            sheet=sheet,
            fact=STATEMENTS.key,
            values=_statement(suggestion, sentence["text"], place),
            before=held(live, STATEMENTS.key),
            place=place,
            words=sentence["text"],
            reason=in_words(suggestion),
        )


def _statement(suggestion: Suggestion, text: str, place: str) -> Mapping[str, str]:
    """The parts of a statement, but for the explanation: that an editor writes."""
    kind = Statement.Kind.NAMED if suggestion.is_named else Statement.Kind.INFERRED
    most = cast(int, Statement._meta.get_field("evidence").max_length)
    return {
        "element": suggestion.element.slug if suggestion.element else "",
        "kind": kind,
        "basis": "" if suggestion.is_named else place,
        "section": place,
        "evidence": text if len(text) <= most else f"{text[: most - 1]}…",
        "explanation": "",
    }


def in_words(suggestion: Suggestion) -> str:
    """How sure we are of an element, and by which words."""
    if suggestion.element is None:
        return "Wij weten niet welk element dit is."
    because = ", ".join(f"‘{words}’" for words in suggestion.why)
    end = f", door {because}." if because else "."
    return f"Wij denken: {suggestion.element.short_name} ({suggestion.sure}){end}"
