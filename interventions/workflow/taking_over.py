"""Filling in a text with what was proposed, and taking over the proposal of a reader."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, ManyToManyField, Model

from elements.models import Source
from elements.text import fold
from interventions.models import Intervention, Municipality, Place, Proposal
from interventions.sheet import FACT, PLACES, SOURCE_RELATIONS, STATEMENTS
from interventions.sheet.proposed import held
from interventions.workflow.bibliography import source_named
from interventions.workflow.copies import save_checked
from interventions.workflow.proposals import close, digest, is_public, opened, text_now
from interventions.workflow.suggested import add_statement, check_whole
from interventions.workflow.verbs import locked
from interventions.workflow.writing import check_fits, is_open_to, name_is_taken, note_change

Sources = Mapping[int, Source]  # by the key of the proposal that names it
AFTER_A_REPORT = "Aangevuld na een melding van een lezer."
UNWRITTEN = "Hier is nog niets veranderd. Schrijf eerst uw eigen woorden, of kies ‘Neem niet over’."
AFTER_A_SHEET = "Aangevuld uit een beschrijving van de eigenaar."


def accept(
    proposal: Proposal, *, by, seen: str = "", note: str = "", said: Mapping[str, Any] | None = None
) -> Intervention | Proposal:
    """Stand behind what a reader proposed or a description sheet says: in a draft it is filled in,
    and gives the draft; about a public text it becomes a proposal of `by`, which it gives: another
    publishes that.

    `said`: the parts as `by` writes them, in place of those of the proposal; a passage has none.
    `seen` is the digest of the text that `by` has read, where that is no longer the one of the
    proposal. Raises PermissionDenied, or ValidationError with every reason: nothing has changed
    then.
    """
    with transaction.atomic():
        goal = locked(cast(Intervention, proposal.intervention))
        (row,) = opened("accept", proposal, by=by, note=note, stamp=seen)
        row.values = {**row.values, **(said or {})}
        check_whole(row, is_public=is_public(goal))
        result: Intervention | Proposal = goal
        if is_public(goal):
            before = held(goal, row.fact)
            _check(goal, row)
            result = Proposal.objects.create(
                intervention=goal,
                fact=row.fact,
                values=row.values,
                before=before,
                source_title=row.source_title,
                source_url=row.source_url,
                place=row.place,
                words=row.words,
                reason=AFTER_A_SHEET if row.sheet_id else AFTER_A_REPORT,
                proposed_by=by,
                sheet=row.sheet,
            )
        elif is_open_to(goal, by):
            note_change(goal, by=by)
            put(goal, [row], named_sources([row]), by=by)
        else:
            raise ValidationError(
                f"In deze tekst kunt u nu niet schrijven: de status is "
                f"'{goal.get_status_display()}'. Wacht tot die weer een concept is.",
                code="not_open",
            )
        close([row], "accept", by=by, note=note)
    proposal.refresh_from_db()
    return result


def settle(proposal: Proposal, goal: Intervention, *, by) -> None:
    """`by` wrote in `goal` what the proposal is about: in a draft or a working copy, or as an own
    proposal about a public text. Nothing is filled in but the source. Raises PermissionDenied, or
    ValidationError.
    """
    with transaction.atomic():
        text = locked(goal)
        (row,) = opened("accept", proposal, by=by, note="", stamp=digest(text_now(proposal)))
        if is_public(text):
            row.values = _own_words(row, text, by=by)
            close([row], "accept", by=by, note="")
            return
        if (text.replaces_id or text.pk) != row.intervention_id or not is_open_to(text, by):
            raise ValidationError("In deze tekst kunt u nu niet schrijven.", code="not_open")
        now = held(text, row.fact)
        if now and now == row.before:
            raise ValidationError(UNWRITTEN, code="unwritten")
        row.values = {name: now[name] for name in now if now[name] != row.before.get(name)}
        source = named_sources([row]).get(row.pk)
        if source and not text.sources.filter(pk=source.pk).exists():
            note_change(text, by=by)
            text.save()
            _add_source(text, row, source)
        close([row], "accept", by=by, note="")
    proposal.refresh_from_db()


def _own_words(row: Proposal, live: Intervention, *, by) -> dict:
    """What `by` proposes about the same fact, which from now on rests on the sheet."""
    waiting = Proposal.objects.open().filter(intervention=live, fact=row.fact, proposed_by=by)
    own = waiting.order_by("pk").last()
    if own is None:
        raise ValidationError(UNWRITTEN, code="unwritten")
    own.sheet, own.place, own.words = row.sheet, row.place, row.words
    own.save(update_fields=["sheet", "place", "words"])
    return own.values


def named_sources(rows: Iterable[Proposal]) -> Sources:
    """The source of each: that of its sheet, known at its address, or new and unread."""
    found = {}
    for row in rows:
        if row.sheet:
            found[row.pk] = row.sheet.source
        elif row.source_title or row.source_url:
            found[row.pk] = source_named(row.source_title, row.source_url)
    return {key: source for key, source in found.items() if source}


def put(goal: Model, rows: Iterable[Proposal], sources: Sources, *, by) -> None:
    """Write the values of these proposals in a text, in one save.

    Raises ValidationError; what a constraint refuses is said too.
    """
    try:
        with transaction.atomic():
            goal._history_user = by  # type: ignore[attr-defined]  # for simple_history
            texts = [row for row in rows if row.fact not in ADDING]
            values: dict[str, Any] = {}
            for row in texts:
                values |= _values(row, sources.get(row.pk))
            fill_in(goal, values)
            _save(goal)
            for name, value in values.items():
                field = goal._meta.get_field(name)
                if isinstance(field, ManyToManyField):
                    words = cast(Any, field.related_model)._default_manager.filter(slug__in=value)
                    getattr(goal, name).set(words)
            for row in texts:
                _add_source(goal, row, sources.get(row.pk))
            for row in rows:
                if add := ADDING.get(row.fact):
                    add(cast(Intervention, goal), row, sources.get(row.pk), by=by)
    except IntegrityError as refusal:
        raise ValidationError(
            "Dit past niet bij wat er al staat. Pas de tekst zelf aan.", code="constraint"
        ) from refusal


def fill_in(row: Model, values: Mapping[str, Any]) -> None:
    """Set the parts of a fact, but those that are relations. Raises ValidationError."""
    for name, value in values.items():
        field = cast(Field, row._meta.get_field(name))
        if isinstance(field, ManyToManyField):
            continue
        if isinstance(field, ForeignKey):
            setattr(row, name, _row_of(field, value))
        elif isinstance(value, str) and not field.choices:
            if value or not field.blank:
                check_fits(row, name, value)
            setattr(row, name, field.to_python(value) if value else field.get_default())
        else:
            setattr(row, name, field.clean(value, row))


def find_municipality(name: str) -> Municipality | None:
    """The municipality of this name, of now or of before."""
    asked = fold(name)
    for one in Municipality.objects.all():
        if asked in map(fold, (one.name, *one.former_names.splitlines())):
            return one
    return None


def _values(row: Proposal, source: Source | None) -> dict[str, Any]:
    values = dict(row.values)
    if source and row.intervention_id and FACT[row.fact].source:
        values[FACT[row.fact].source] = source.slug
    return values


def _save(goal: Model) -> None:
    if not isinstance(goal, Intervention):
        goal.full_clean()
        goal.save()
        return
    if name_is_taken(goal.name, goal):
        raise ValidationError("Een andere interventie heeft deze naam al.", code="same_name")
    save_checked(goal)


def _add_source(goal: Model, row: Proposal, source: Source | None) -> None:
    if source is None:
        return
    cast(Intervention, goal).sources.add(source)
    for name in {*FACT[row.fact].fields} & {*SOURCE_RELATIONS}:
        getattr(goal, name).add(source)


def _check(goal: Intervention, row: Proposal) -> None:
    """That it can stand in the text, before somebody stands behind it."""
    with transaction.atomic():
        put(goal, [row], named_sources([row]), by=None)
        transaction.set_rollback(True)


def _add_place(goal: Intervention, row: Proposal, source: Source | None, *, by) -> None:
    named = row.values["municipality"]
    municipality = find_municipality(named)
    if municipality is None:
        raise ValidationError(
            f"De gemeente '{named}' staat nog niet in de lijst van gemeenten. Voeg die eerst toe.",
            code="unknown_municipality",
        )
    if source is None:
        raise ValidationError("Bij een gemeente hoort een bron.", code="no_source")
    goal.sources.add(source)
    place = Place(
        intervention=goal,
        municipality=municipality,
        since=row.values.get("since"),
        until=row.values.get("until"),
        source=source,
    )
    place._history_user = by  # type: ignore[attr-defined]  # for simple_history
    place.full_clean()
    place.save()


ADDING: Mapping[str, Callable[..., None]] = {
    PLACES.key: _add_place,
    STATEMENTS.key: add_statement,
}


def _row_of(field: ForeignKey, slug: str | None):
    if not slug:
        return None
    rows = cast(Any, field.related_model)._default_manager.filter(slug=slug)
    if field.related_model is Intervention:
        rows = rows.filter(replaces=None)
    found = rows.first()
    if found is None:
        raise ValidationError(
            f"'{field.verbose_name}': wat hier gekozen was, is er niet meer.", code="gone"
        )
    return found
