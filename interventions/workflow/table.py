"""The states of an intervention and the steps between them, as one table.

A row is the whole rule of its step: the verbs, the buttons, the permissions and `docs/workflow.md`
read it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from interventions.models import Intervention
from interventions.workflow import guards
from interventions.workflow.private_words import names_nobody

Status = Intervention.Status
EDITOR, REVIEWER, ADMINISTRATOR = "Redacteur", "Beoordelaar", "Beheerder"
EDITORS = (EDITOR, REVIEWER)  # a reviewer does everything that an editor does


@dataclass(frozen=True)
class Transition:
    """A verb: the states it leaves from, the state it leads to, who takes it, what it asks for.

    `only`: which of the people with the role. `asks`: what has to be so with the text. `model`:
    what it is a step of. `by_proposal`: it is taken by publishing a proposal, and has no button.
    """

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    only: Callable[..., str] | None = None
    asks: tuple[Callable[..., None], ...] = ()
    note_required: bool = False
    note_is_public: bool = False
    makes_copy: bool = False
    by_proposal: bool = False
    model: str = "intervention"

    @property
    def permission(self) -> str:
        return f"interventions.{self.verb}_{self.model}"


TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition(
            "submit",
            "Indienen",
            (Status.DRAFT, Status.SENT_BACK),
            Status.SUBMITTED,
            EDITORS,
            asks=(guards.no_suggestions, guards.nothing_to_choose, guards.complete, names_nobody),
        ),
        Transition(
            "take_back",
            "Terugnemen",
            (Status.SUBMITTED,),
            Status.DRAFT,
            EDITORS,
            only=guards.handed_it_in,
        ),
        Transition(
            "take_over",
            "Overnemen",
            (Status.DRAFT, Status.SUBMITTED, Status.SENT_BACK),
            Status.DRAFT,
            EDITORS,
            only=guards.nobody_here_works_on_it,
        ),
        Transition(
            "claim", "In beoordeling nemen", (Status.SUBMITTED,), Status.IN_REVIEW, (REVIEWER,)
        ),
        Transition(
            "release",
            "Beoordeling teruggeven",
            (Status.IN_REVIEW,),
            Status.SUBMITTED,
            (REVIEWER, ADMINISTRATOR),
        ),
        Transition(
            "send_back",
            "Terugsturen",
            (Status.IN_REVIEW,),
            Status.SENT_BACK,
            (REVIEWER,),
            only=guards.has_it_in_review,
            note_required=True,
        ),
        Transition(
            "reject",
            "Afwijzen",
            (Status.IN_REVIEW,),
            Status.REJECTED,
            (REVIEWER,),
            only=guards.has_it_in_review,
            note_required=True,
        ),
        Transition(
            "agree",
            "Akkoord geven",
            (Status.IN_REVIEW,),
            Status.IN_REVIEW,
            EDITORS,
            only=guards.changed_it_not_last,
            asks=(guards.as_read,),
        ),
        Transition(
            "publish",
            "Publiceren",
            (Status.IN_REVIEW,),
            Status.PUBLISHED,
            (REVIEWER,),
            only=guards.has_it_in_review,
            asks=(guards.nothing_to_choose, guards.complete, guards.four_eyes, names_nobody),
            note_is_public=True,
        ),
        Transition(
            "improve",
            "Verbetering publiceren",
            (Status.PUBLISHED,),
            Status.PUBLISHED,
            EDITORS,
            asks=(guards.complete, names_nobody),
            note_required=True,
            note_is_public=True,
            by_proposal=True,
        ),
        Transition(
            "revise",
            "Werkkopie maken",
            (Status.PUBLISHED, Status.WITHDRAWN),
            Status.DRAFT,
            EDITORS,
            asks=(guards.no_working_copy,),
            makes_copy=True,
        ),
        Transition(
            "withdraw",
            "Intrekken",
            (Status.PUBLISHED,),
            Status.WITHDRAWN,
            (REVIEWER, ADMINISTRATOR),
            note_required=True,
            note_is_public=True,
        ),
        Transition("reopen", "Heropenen", (Status.REJECTED,), Status.DRAFT, EDITORS),
    )
}
