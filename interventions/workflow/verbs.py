"""One verb per row of the table: nothing else assigns `status`.

Each verb is one transaction: it locks the row, asks what the table says, changes what the step is
about, records it in a StatusChange, and then puts its letters in the outbox. All raise
PermissionDenied, or ValidationError with every reason.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from elements.models import content_change
from elements.withdrawals import NotNoted
from interventions.finding import search
from interventions.models import Intervention, Remark, StatusChange, Submission
from interventions.workflow import copies, mail, proposals, steps
from interventions.workflow.publications import record_intervention
from interventions.workflow.table import TRANSITIONS

Status = Intervention.Status
# The steps that decide on a submission, and the one that takes a decision back.
DECIDES = {"publish": True, "reject": True, "reopen": False}


def submit(intervention: Intervention, *, by, note: str = "", to_submitter: bool = True) -> None:
    """Hand in a text for review.

    `to_submitter`: whether who sent it in from outside gets a letter about it.
    """
    with _taking("submit", intervention, by=by, note=note, to_submitter=to_submitter) as row:
        row.submitted_at, row.submitted_by = timezone.now(), by


def take_back(intervention: Intervention, *, by, note: str = "") -> None:
    """Make a text that nobody has claimed a draft again."""
    with _taking("take_back", intervention, by=by, note=note):
        pass


def take_over(intervention: Intervention, *, by, note: str = "") -> None:
    """Become the author of a text that nobody here works on: from now on it is theirs to hand in.

    This makes nobody stand behind it: who works it up changes it, and another agrees or publishes.
    """
    with _taking("take_over", intervention, by=by, note=note) as row:
        row.taken_over_at, row.taken_over_by = timezone.now(), by


def claim(intervention: Intervention, *, by, note: str = "") -> None:
    """Take a text into review: from now on this reviewer decides."""
    with _taking("claim", intervention, by=by, note=note) as row:
        row.claimed_at, row.claimed_by = timezone.now(), by


def release(intervention: Intervention, *, by, note: str = "") -> None:
    """Put a text back in the queue, for another reviewer."""
    with _taking("release", intervention, by=by, note=note) as row:
        row.claimed_at = row.claimed_by = None


def send_back(intervention: Intervention, *, by, note: str) -> None:
    """Ask the author for changes; the note says which."""
    with _taking("send_back", intervention, by=by, note=note) as row:
        row.claimed_at = row.claimed_by = None


def reject(intervention: Intervention, *, by, note: str) -> None:
    """Decide that the text will not be published; the note says why."""
    with _taking("reject", intervention, by=by, note=note) as row:
        row.claimed_at = row.claimed_by = None


def agree(intervention: Intervention, *, by, note: str = "", stamp: str | None = None) -> None:
    """Stand behind a text; a later change asks for a new agreement.

    `stamp` is that of the text which `by` has read; without it, the text of `intervention`.
    """
    with _taking("agree", intervention, by=by, note=note, stamp=stamp) as row:
        row.agreed_at, row.agreed_by = timezone.now(), by


def publish(intervention: Intervention, *, by, note: str = "") -> Intervention:
    """Make the text public, as the next version. Gives the public row, also of a copy.

    `note` says in public what changed.
    """
    with content_change():
        row = _opened("publish", intervention, by=by, note=note)
        # Who publishes has decided about what is still open: nobody could answer it any more.
        row.remarks.filter(state=Remark.State.OPEN).update(
            state=Remark.State.DECLINED, decided_at=timezone.now(), decided_by=by
        )
        public = make_public(row, by=by, note=note)
    if public.pk == intervention.pk:
        intervention.refresh_from_db()
        return intervention
    return public


def revise(intervention: Intervention, *, by, note: str = "") -> Intervention:
    """Make the working copy of a public or withdrawn text, and give it. The public text stays."""
    with transaction.atomic():
        row, now = _opened("revise", intervention, by=by, note=note), timezone.now()
        copy = copies.make_copy(
            row, status=Status.DRAFT, created_by=by, changed_at=now, changed_by=by
        )
        mail.announce(record_step("revise", copy, row.status, by=by, note=note), copy)
    return copy


def withdraw(intervention: Intervention, *, by, note: str) -> None:
    """Take the intervention off every public page at once; the note is the public reason."""
    try:
        with (
            content_change(withdrawal=True),
            _taking("withdraw", intervention, by=by, note=note) as row,
        ):
            row.withdrawn_at, row.withdrawn_by = timezone.now(), by
            search.drop(row)
            proposals.close_all(row, by=by)
    except NotNoted:
        intervention.refresh_from_db()  # it was withdrawn already, but for this
        raise


def reopen(intervention: Intervention, *, by, note: str = "") -> None:
    """Make a rejected text a draft again."""
    with _taking("reopen", intervention, by=by, note=note):
        pass


# --- What the verbs share -------------------------------------------------------------------------


@contextmanager
def _taking(
    verb: str, intervention: Intervention, *, by, note: str, stamp: str | None = None, **letters
) -> Iterator[Intervention]:
    """A step that changes the state: opens the row to be changed, saves, records and mails."""
    with transaction.atomic():
        row = _opened(verb, intervention, by=by, note=note, stamp=stamp)
        yield row
        origin, row.status = row.status, TRANSITIONS[verb].target
        row._change_reason = verb  # type: ignore[attr-defined]  # for simple_history
        row.save()
        mail.announce(record_step(verb, row, origin, by=by, note=note), row, **letters)
        intervention.refresh_from_db()


def _opened(
    verb: str, intervention: Intervention, *, by, note: str, stamp: str | None = None
) -> Intervention:
    """The row, locked, when the step can be taken."""
    row = locked(intervention)
    read = intervention.text_stamp if stamp is None else stamp
    steps.check(TRANSITIONS[verb], row, by=by, note=note, stamp=read)
    return row


def locked(intervention: Intervention) -> Intervention:
    """The row as it is now. Raises ValidationError when it is gone: only a copy can be."""
    row = Intervention.objects.select_for_update().filter(pk=intervention.pk).first()
    if row is None:
        raise ValidationError("Deze werkkopie is intussen gepubliceerd.", code="gone")
    return row


def record_step(verb: str, row: Intervention, origin: str, *, by, note: str) -> StatusChange:
    change = StatusChange.objects.create(
        intervention=row,
        verb=verb,
        from_status=origin,
        to_status=TRANSITIONS[verb].target,
        by=by,
        note=note.strip(),
    )
    if verb in DECIDES:  # personal data of the submitter is kept until a year after this
        decided_at = change.at if DECIDES[verb] else None
        Submission.objects.filter(intervention_id=row.pk).update(decided_at=decided_at)
    return change


def make_public(row: Intervention, *, by, note: str) -> Intervention:
    now = timezone.now()
    public = locked(row.replaces) if row.replaces else row
    change = record_step("publish", row, row.status, by=by, note=note)
    public.status = Status.PUBLISHED
    public.published_at, public.published_by = public.published_at or now, public.published_by or by
    public.revised_at, public.revised_by = now, by
    public.news_at = now
    public.reviewed_at, public.reviewed_by = now, by
    for pair in ("changed", "submitted", "agreed"):
        setattr(public, f"{pair}_at", getattr(row, f"{pair}_at"))
        setattr(public, f"{pair}_by", getattr(row, f"{pair}_by"))
    public.claimed_at = public.claimed_by = None
    public.withdrawn_at = public.withdrawn_by = None
    if public is row:
        public._change_reason = "publish"  # type: ignore[attr-defined]  # for simple_history
        public.save()
    else:
        copies.put_back(row, public)
        copies.hand_over(row, public)
    record_intervention(public, by=by, at=now, note=note.strip())
    search.put(public)
    mail.announce(change, public)
    return public
