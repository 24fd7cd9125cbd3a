"""A word that a list lacks: an editor asks for it, somebody else says yes, and who waited has it.

What can be done with a request is a table of the same form as that of an intervention.
"""

from collections.abc import Sequence
from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from elements.models import Source, content_change
from elements.text import fold, list_lines, one_line
from interventions.models import Intervention, Municipality, Place, Wish, WordRequest
from interventions.models.intervention import TAXONOMIES
from interventions.models.word_request import ASKED_FOR
from interventions.workflow import mail, steps
from interventions.workflow.guards import WRITE
from interventions.workflow.mail.letters import WORD_GRANTED, WORD_REFUSED
from interventions.workflow.table import ADMINISTRATOR, EDITORS, REVIEWER, Transition

State, Status = WordRequest.Status, Intervention.Status
LONGEST, LONGEST_KEY = 60, 240  # of a slug, and of a folded name
# The relation of an intervention to the words of a list; a municipality comes with a place.
RELATIONS = {
    str(Intervention._meta.get_field(name).related_model._meta.model_name): name  # type: ignore[union-attr]  # all are relations
    for name in TAXONOMIES
}


# --- What a step can ask for ----------------------------------------------------------------------


def asked_for_it(row: WordRequest, user) -> str:
    """who asked for it first"""
    return "" if row.asked_by_id == user.pk else "Alleen wie dit vroeg, neemt het terug."


def asked_for_it_not(row: WordRequest, user) -> str:
    """not who asked for it first"""
    return (
        "Een ander beslist hierover: u hebt het zelf gevraagd."
        if (row.asked_by_id == user.pk)
        else ""
    )


WORD_STEPS = {
    step.verb: step
    for step in (
        Transition(
            "grant",
            "Ja, voeg toe",
            (State.OPEN,),
            State.GRANTED,
            (REVIEWER, ADMINISTRATOR),
            only=asked_for_it_not,
            model="wordrequest",
        ),
        Transition(
            "refuse",
            "Nee",
            (State.OPEN,),
            State.REFUSED,
            (REVIEWER, ADMINISTRATOR),
            only=asked_for_it_not,
            note_required=True,
            model="wordrequest",
        ),
        Transition(
            "take_back",
            "Neem terug",
            (State.OPEN,),
            State.TAKEN_BACK,
            EDITORS,
            only=asked_for_it,
            model="wordrequest",
        ),
    )
}

LETTERS = {"grant": WORD_GRANTED, "refuse": WORD_REFUSED}  # to who asked


# --- Asking ---------------------------------------------------------------------------------------


def known_word(kind: str, name: str) -> models.Model | None:
    """The word of this list that has this name, however it is written; also a name of before."""
    key = fold(name)
    for word in ASKED_FOR[kind]._default_manager.all():
        former = list_lines(getattr(word, "former_names", ""))
        if key in {fold(one) for one in (word.name, word.slug, *former)}:  # type: ignore[attr-defined]  # every list has both
            return word
    return None


def checked_name(kind: str, name: str) -> str:
    """The name as it will stand in the list. Raises ValidationError when it cannot stand there."""
    name = one_line(name)
    WordRequest(kind=kind, name=name).clean_fields(exclude=["asked_by", "key"])
    if len(fold(name)) > LONGEST_KEY:  # some single letters fold to many
        raise ValidationError("Deze naam is te lang.", code="too_long")
    if not slugify(name):
        raise ValidationError("Schrijf een naam met letters of cijfers.", code="no_slug")
    return name


def ask(kind: str, name: str, *, by, row: Intervention | None = None) -> WordRequest:
    """Ask for a word, for a text that gets it when it comes. Asked twice is one request.

    Raises PermissionDenied, and ValidationError when it cannot be a word, or is one already.
    """
    if not by.has_perm(WRITE):
        raise PermissionDenied(f"{by} may not ask for a word")
    name = checked_name(kind, name)
    with transaction.atomic():
        if word := known_word(kind, name):
            raise ValidationError(f"‘{word}’ staat al in de lijst.", code="exists")
        request, _ = WordRequest.objects.get_or_create(
            kind=kind, key=fold(name), status=State.OPEN, defaults={"name": name, "asked_by": by}
        )
        if request.pk not in {one.pk for one in _opened([(kind, name)]).values()}:
            raise ValidationError("Hierover is zojuist besloten. Kijk nog eens.", code="decided")
        Wish.objects.get_or_create(request=request, by=by, intervention=row, place={})
    return request


def wait_for(wishes: Sequence[tuple[str, str, Intervention, dict]], *, by) -> None:
    """Let many new texts wait for words that were asked for: (list, name, text, place) of each.

    `place`: the years and the source of a place in a municipality. Raises ValidationError where
    somebody has decided since.
    """
    requests = _opened([(kind, name) for kind, name, _, _ in wishes])
    found = [requests.get((kind, fold(name))) for kind, name, _, _ in wishes]
    if None in found:
        raise ValidationError("Over een gevraagd woord is zojuist besloten.", code="decided")
    Wish.objects.bulk_create(
        Wish(request=request, by=by, intervention=row, place=place)
        for request, (_, _, row, place) in zip(found, wishes, strict=True)
    )


def _opened(asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], WordRequest]:
    """The open requests for these words, locked: nobody decides while a wish is added."""
    keys = {fold(name) for _, name in asked}
    rows = WordRequest.objects.open().select_for_update().filter(key__in=keys) if keys else []
    return {(row.kind, row.key): row for row in rows}


# --- Deciding -------------------------------------------------------------------------------------


def grant(row: WordRequest, *, by, note: str = "") -> None:
    """Make the word, and give it to every text that waits for it. Pressed twice, it is once.

    A text that is public meanwhile stays as it is: its author reads that the word is there.
    """
    with content_change():
        found = WordRequest.objects.select_for_update().get(pk=row.pk)
        if found.status != State.GRANTED:
            _check("grant", found, by=by, note=note)
            word = known_word(found.kind, found.name) or _make(found, by=by)
            for wish in found.wishes.exclude(intervention=None).select_related(
                "request", "intervention"
            ):
                _give(word, wish, by=by)
            _close(found, "grant", by=by, note=note)
    row.refresh_from_db()


def refuse(row: WordRequest, *, by, note: str) -> None:
    """Leave the list as it is; the note says why, and who asked reads it."""
    _decide("refuse", row, by=by, note=note)


def take_back(row: WordRequest, *, by, note: str = "") -> None:
    """Whoever asked for it, no longer does."""
    _decide("take_back", row, by=by, note=note)


def _decide(verb: str, row: WordRequest, *, by, note: str) -> None:
    with transaction.atomic():
        found = WordRequest.objects.select_for_update().get(pk=row.pk)
        _check(verb, found, by=by, note=note)
        _close(found, verb, by=by, note=note)
    row.refresh_from_db()


def _check(verb: str, row: WordRequest, *, by, note: str) -> None:
    steps.check(WORD_STEPS[verb], row, by=by, note=note, stamp="")


def _close(row: WordRequest, verb: str, *, by, note: str) -> None:
    row.status = WORD_STEPS[verb].target
    row.decided_at, row.decided_by, row.note = timezone.now(), by, note.strip()
    row.save()
    letter = LETTERS.get(verb)
    for person in row.askers:
        if letter and person.is_active and person != by:
            mail.queue_letter(
                letter,
                key=f"word-{row.pk}-person-{person.pk}",
                to=person.email,
                values={"name": row.name, "word": str(row), "note": row.note},
            )


def _make(row: WordRequest, *, by) -> models.Model:
    model = ASKED_FOR[row.kind]
    word = model(name=row.name, slug=_free_slug(model, row.name))
    word._history_user = by  # type: ignore[attr-defined]  # for simple_history
    word.save()
    return word


def _free_slug(model: type[models.Model], name: str) -> str:
    base = slugify(name)[:LONGEST]
    # Also what once named another word, that is gone: links to it would mean this one.
    before = model.history.exclude(name__iexact=name)  # type: ignore[attr-defined]  # for simple_history
    taken = {
        *model._default_manager.values_list("slug", flat=True),
        *before.values_list("slug", flat=True),
    }
    number = 2
    slug = base
    while slug in taken:
        end = f"-{number}"
        slug, number = f"{base[: LONGEST - len(end)]}{end}", number + 1
    return slug


def _give(word: models.Model, wish: Wish, *, by) -> None:
    waiting = cast(Intervention, wish.intervention)
    row = Intervention.objects.select_for_update().get(pk=waiting.pk)
    row = row.working_copies.first() or row
    if row.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return
    if isinstance(word, Municipality) and not wish.place:
        return  # asked for in the form: its years and source are still to be written
    if not isinstance(word, Municipality):
        getattr(row, RELATIONS[wish.request.kind]).add(word)
    elif Source.objects.filter(pk=wish.place["source"]).exists():
        years = {name: wish.place.get(name) for name in ("since", "until")}
        Place.objects.get_or_create(
            intervention=row, municipality=word, source_id=wish.place["source"], defaults=years
        )
    row.touched_at = timezone.now()  # nobody stands behind the whole for it
    row._history_user = by  # type: ignore[attr-defined]  # for simple_history
    row.save(update_fields=["touched_at"])
