"""Why somebody who may take a step cannot take it now, in words and all at once."""

from interventions.models import Intervention
from interventions.workflow import Transition, steps


def obstacles(transition: Transition, row: Intervention, user, *, stamp: str) -> list[str]:
    """Empty when the step can be taken; else what stands in its way. Somebody may still be first.

    `stamp` is that of the text which this person has read.
    """
    if row.status not in transition.sources:
        return [f"Deze stap kan nu niet: de status is ‘{row.get_status_display()}’."]
    if reason := steps.why_not(transition, row, user):
        return [reason]
    faults = steps.faults(transition, row, by=user, stamp=stamp)
    return [text for fault in faults for text in fault.messages]
