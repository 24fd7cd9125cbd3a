"""The three roles of the desk, as a table, and the one function that puts it in the database."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model

from elements.models import Element, ElementChange, Source, Term
from interventions.models import (
    DescriptionSheet,
    ImportBatch,
    ImportedRow,
    Intervention,
    Municipality,
    Notice,
    OtherDatabank,
    OutboxMessage,
    Place,
    Proposal,
    Publication,
    Recognition,
    RecognitionLevel,
    Remark,
    Report,
    RoleAddress,
    Setting,
    SheetFile,
    Statement,
    StatusChange,
    Submission,
    SuggestedElement,
    Synonym,
    TargetGroup,
    Theme,
    Version,
    WordRequest,
)
from interventions.models.accounts import RIGHTS, take_back
from interventions.workflow import TRANSITIONS, table
from interventions.workflow.proposals import PROPOSAL_STEPS
from interventions.workflow.words import WORD_STEPS

APPS = ("elements", "interventions", "auth")
SEE = ("view",)
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")
TAXONOMY = (TargetGroup, Theme, Setting, Municipality, RecognitionLevel)
CONTENT = (
    Intervention,
    Statement,
    Recognition,
    Place,
    StatusChange,
    Publication,
    Remark,
    ImportBatch,
    ImportedRow,
    SuggestedElement,
    Synonym,
    Element,
    ElementChange,
    Source,
    Term,
    OtherDatabank,
    *TAXONOMY,
    Version,
    WordRequest,
    DescriptionSheet,
)


@dataclass(frozen=True)
class Role:
    """A group: what it may do to which model; the table of the workflow says which steps."""

    name: str
    meaning: str
    models: dict[type[Model], tuple[str, ...]]

    @property
    def permissions(self) -> set[str]:
        """As Django writes them: `app.codename`."""
        on_models = {
            f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"
            for model, actions in self.models.items()
            for action in actions
        }
        return on_models | {
            row.permission
            for table in (TRANSITIONS, PROPOSAL_STEPS, WORD_STEPS)
            for row in table.values()
            if self.name in row.roles
        }


EDITOR = Role(
    table.EDITOR,
    "Schrijft interventies, dient ze in, en voegt bronnen en synoniemen toe. Stelt verbeteringen "
    "voor van wat op de site staat, en publiceert die van anderen. "
    "Geeft akkoord op teksten van anderen. Beoordeelt interventies niet.",
    {
        **dict.fromkeys(CONTENT, SEE),
        Intervention: WRITE,
        Statement: ALL,
        Recognition: ALL,
        Place: ALL,
        RoleAddress: ALL,  # another than who wrote it confirms it
        Remark: ("view", "change"),  # to accept one or not
        Report: ("view", "change"),  # to take one up and decide
        Proposal: ("view", "add"),  # its table says who decides
        Notice: SEE,
        DescriptionSheet: ("view", "add"),
        SheetFile: SEE,  # with the people it names
        Source: WRITE,
        Synonym: ALL,
        Element: ("view", "add", "delete"),  # as long as it is not public
        ElementChange: ("view", "add"),  # to propose one
    },
)
REVIEWER = Role(
    table.REVIEWER,
    "Doet alles wat een redacteur doet. Beoordeelt teksten, maakt opmerkingen, publiceert "
    "interventies en trekt ze in. Voegt ook begrippen toe, en woorden aan de indeling.",
    {
        **EDITOR.models,
        Remark: WRITE,
        Notice: WRITE,  # to place one and to lift it
        Submission: SEE,  # who sent a text in
        Element: ALL,
        ElementChange: WRITE,  # to agree to one
        **dict.fromkeys((Source, Term, OtherDatabank, *TAXONOMY), ALL),
    },
)
ADMINISTRATOR = Role(
    table.ADMINISTRATOR,
    "Beheert de accounts en de links naar andere databanken, kan een interventie intrekken en een "
    "beoordeling teruggeven aan de wachtrij, en zegt ja of nee als iemand een woord in een lijst "
    "mist. Leest alles, maar schrijft en publiceert niet.",
    {
        **dict.fromkeys(CONTENT, SEE),
        OtherDatabank: ALL,
        User: WRITE,
        Group: SEE,
        OutboxMessage: ("view", "change"),
    },
)
ROLES = {role.name: role for role in (EDITOR, REVIEWER, ADMINISTRATOR)}


def sync_groups() -> None:
    """Make the groups of the roles, each with the permissions of the table and no other.

    What somebody gave to an account of the software is taken back.
    """
    for label in APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES.values():
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set(known[name] for name in role.permissions)
    for account in User.objects.filter(username__in=RIGHTS):
        take_back(account)
