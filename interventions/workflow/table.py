"""The states of an intervention and the steps between them, as one table.

The verbs, the guards, the buttons, the permissions and `docs/workflow.md` read it.
"""

from dataclasses import dataclass

from interventions.models import Intervention

Status = Intervention.Status
EDITOR, REVIEWER, ADMINISTRATOR = "Redacteur", "Beoordelaar", "Beheerder"
EDITORS = (EDITOR, REVIEWER)  # a reviewer does everything that an editor does


@dataclass(frozen=True)
class Transition:
    """A verb: the states it leaves from, the state it leads to, who takes it, what it asks for."""

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    by_claimer: bool = False
    note_required: bool = False
    note_is_public: bool = False
    makes_copy: bool = False

    @property
    def permission(self) -> str:
        return f"interventions.{self.verb}_intervention"


TRANSITIONS = {
    transition.verb: transition
    for transition in (
        Transition(
            "submit", "Indienen", (Status.DRAFT, Status.SENT_BACK), Status.SUBMITTED, EDITORS
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
            by_claimer=True,
            note_required=True,
        ),
        Transition(
            "reject",
            "Afwijzen",
            (Status.IN_REVIEW,),
            Status.REJECTED,
            (REVIEWER,),
            by_claimer=True,
            note_required=True,
        ),
        Transition("agree", "Akkoord geven", (Status.IN_REVIEW,), Status.IN_REVIEW, EDITORS),
        Transition(
            "publish",
            "Publiceren",
            (Status.IN_REVIEW,),
            Status.PUBLISHED,
            (REVIEWER,),
            by_claimer=True,
            note_is_public=True,
        ),
        Transition(
            "revise",
            "Werkkopie maken",
            (Status.PUBLISHED, Status.WITHDRAWN),
            Status.DRAFT,
            EDITORS,
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
