"""Improving a public text: one person proposes it, a second publishes it with one press."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from elements.models import Element, Source, Term, content_change
from interventions.finding import search
from interventions.models import Intervention, Proposal, Version
from interventions.models.accounts import is_person
from interventions.sheet.proposed import held, plain
from interventions.sheet.subjects import SUBJECT
from interventions.workflow import mail, steps
from interventions.workflow.private_words import private_words, refuse
from interventions.workflow.proposals import PROPOSE, close, is_public, opened, take_back
from interventions.workflow.publications import record_element, record_intervention
from interventions.workflow.table import TRANSITIONS
from interventions.workflow.taking_over import Sources, named_sources, put
from interventions.workflow.verbs import record_step

Changes = Mapping[str, Mapping[str, Any]]  # by the key of a fact: the parts that change


def improve(
    subject: Model, changes: Changes, *, by, reason: str, instead: Proposal | None = None
) -> list[Proposal]:
    """Propose a change of one or more facts of a public text, to be decided together.

    `reason` becomes the note of the version. `instead`: an earlier proposal of `by`, which this one
    replaces. The same change again gives the proposals that wait already. Raises PermissionDenied,
    or ValidationError when nothing changes, no reason is given or the text is not public.
    """
    if not (by.has_perm(PROPOSE) and is_person(by)):
        raise PermissionDenied(f"{by} may not propose a change")
    with transaction.atomic():
        live = _locked(subject)
        if not is_public(live):
            raise ValidationError("Deze tekst staat niet op de site.", code="not_public")
        if not changes:
            raise ValidationError("U hebt nog niets veranderd.", code="same")
        if not reason.strip():
            raise ValidationError("Schrijf in een zin wat er verandert.", code="no_reason")
        if instead is not None and instead.is_undecided:
            take_back(instead, by=by)
        name = SUBJECT[type(live)].name
        rows = [
            Proposal(
                **{name: live},
                fact=key,
                values=dict(values),
                before=held(live, key),
                reason=reason.strip(),
                proposed_by=by,
            )
            for key, values in changes.items()
        ]
        if known := _known(rows, live, name, by=by):
            return known
        for row in rows:
            row.together = rows[0].together
        return Proposal.objects.bulk_create(rows)


def publish_proposal(row: Proposal, *, by, note: str = "", is_news: bool = False) -> Model:
    """Make what was saved together public, as one version, and give the text.

    `note` is that of the version (default: the reason that was given). `is_news`: readers hear of
    it; else the version is a quiet one. Raises PermissionDenied, or ValidationError with every
    reason: nothing has changed then.
    """
    note = note.strip() or row.reason
    with content_change():
        live = _locked(row.subject)
        rows = opened("publish", row, by=by, note=note)
        sources = named_sources(rows)
        if isinstance(live, Intervention):
            _publish_in_text(live, rows, sources, by=by, note=note, is_news=is_news)
        else:
            _publish_in_row(live, rows, sources, by=by, note=note)
        close(rows, "publish", by=by, note=note)
    row.refresh_from_db()
    return live


def keep_own_text(row: Proposal, *, by) -> None:
    """The author of a working copy chose its own text over what was published meanwhile."""
    with transaction.atomic():
        _writing_in_copy(row, by=by)
        _chosen(row)


def take_public_text(row: Proposal, *, by) -> None:
    """The author of a working copy chose the text of the site."""
    with transaction.atomic():
        copy, live = _writing_in_copy(row, by=by), cast(Intervention, row.intervention)
        now = Proposal(intervention=live, fact=row.fact, values=held(live, row.fact))
        copy.changed_at, copy.changed_by = timezone.now(), by
        put(copy, [now], {}, by=by)
        _chosen(row)


# --- What the verbs share -------------------------------------------------------------------------


def _locked(subject: Model) -> Any:
    """The row as it is now. Raises ValidationError when it is gone."""
    row = type(subject)._base_manager.select_for_update().filter(pk=subject.pk).first()
    if row is None:
        raise ValidationError("Deze tekst is er niet meer.", code="gone")
    return row


def _known(rows: list[Proposal], live: Model, name: str, *, by) -> list[Proposal]:
    """The proposals of this person that say just this already: a form that was sent twice."""
    waiting = Proposal.objects.open().filter(**{name: live}, proposed_by=by)
    groups: dict[Any, list[Proposal]] = {}
    for one in waiting.order_by("pk"):
        groups.setdefault(one.together, []).append(one)
    wanted = [_said(row) for row in rows]
    return next((group for group in groups.values() if [*map(_said, group)] == wanted), [])


def _said(row: Proposal) -> tuple:
    return row.fact, row.values, row.before, row.reason


def _publish_in_text(
    live: Intervention, rows: list[Proposal], sources: Sources, *, by, note: str, is_news: bool
) -> None:
    now = timezone.now()
    live.revised_at, live.revised_by = now, by
    if is_news:
        live.news_at = now
    live._change_reason = "improve"  # type: ignore[attr-defined]  # for simple_history
    put(live, rows, sources, by=by)
    steps.check(TRANSITIONS["improve"], live, by=by, note=note, stamp="")
    record_intervention(live, by=by, at=now, note=note, is_quiet=not is_news)
    search.put(live)
    for copy in live.working_copies.select_for_update():
        _follow(copy, live, rows, sources, by=by)
    mail.announce(record_step("improve", live, live.status, by=by, note=note), live)


def _follow(
    copy: Intervention, live: Intervention, rows: list[Proposal], sources: Sources, *, by
) -> None:
    """A working copy takes what was published, where it still holds the old text.

    Nobody stands behind the whole by that; but it is another text, with another stamp. Where it
    says something else, its author chooses.
    """
    same = [row for row in rows if held(copy, row.fact) == row.before]
    if same:
        copy.touched_at = timezone.now()
        try:
            put(copy, same, sources, by=by)
        except ValidationError:  # with what else the copy says, it cannot stand there
            copy.refresh_from_db()
    for row in rows:
        row.copy_differs = row.fact in SUBJECT[Intervention].facts and held(copy, row.fact) != held(
            live, row.fact
        )


def _publish_in_row(live: Model, rows: list[Proposal], sources: Sources, *, by, note: str) -> None:
    before = _document(live)
    put(live, rows, sources, by=by)
    refuse([_document(live), note], private_words(live))
    if isinstance(live, Element):
        record_element(live, by=by, note=note)
    elif isinstance(live, (Source, Term)):
        _record_version(live, before, by=by, note=note)
    if names_in := SUBJECT[type(live)].names_in:
        naming = Intervention.objects.published().filter(**{names_in: live})
        search.reindex(naming.distinct())


def _record_version(live: Source | Term, before: dict, *, by, note: str) -> None:
    """Keep the text under the next number; the first time, also the text as it was."""
    versions, about = Version.objects.of(live), {SUBJECT[type(live)].name: live}
    if not (last := versions.last_number()):
        last = Version.objects.create(**about, number=1, document=before).number
    Version.objects.create(
        **about, number=last + 1, document=_document(live), at=timezone.now(), by=by, note=note
    )


def _document(live: Model) -> dict:
    return {name: plain(live, name) for name in SUBJECT[type(live)].fields}


def _writing_in_copy(row: Proposal, *, by) -> Intervention:
    """The open working copy, locked, where this person may choose. Raises PermissionDenied."""
    copies = Intervention.objects.select_for_update().filter(replaces=row.intervention_id)
    copy = copies.first()
    if copy is None or not by.has_perm(PROPOSE):
        raise PermissionDenied(f"{by} may not choose")
    return copy


def _chosen(row: Proposal) -> None:
    Proposal.objects.filter(intervention=row.intervention, fact=row.fact).update(copy_differs=False)
