"""From a draft to a public page: the table of steps, and one verb per step."""

from interventions.workflow.checks import check_recognition, confirm
from interventions.workflow.guards import WRITE, second_person, standing_behind
from interventions.workflow.launch import add_launch_facts, publish_launch_content
from interventions.workflow.publications import number_statements, record_element
from interventions.workflow.restoring import bring_back
from interventions.workflow.steps import allowed_verbs, may
from interventions.workflow.table import TRANSITIONS, Transition
from interventions.workflow.verbs import (
    agree,
    claim,
    publish,
    reject,
    release,
    reopen,
    revise,
    send_back,
    submit,
    take_back,
    take_over,
    withdraw,
)

__all__ = [
    "TRANSITIONS",
    "WRITE",
    "Transition",
    "add_launch_facts",
    "agree",
    "allowed_verbs",
    "bring_back",
    "check_recognition",
    "claim",
    "confirm",
    "may",
    "number_statements",
    "publish",
    "publish_launch_content",
    "record_element",
    "reject",
    "release",
    "reopen",
    "revise",
    "second_person",
    "send_back",
    "standing_behind",
    "submit",
    "take_back",
    "take_over",
    "withdraw",
]
