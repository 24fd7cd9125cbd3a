"""The three groups, permission by permission."""

import pytest
from django.contrib.auth.models import Group, Permission

from interventions.desk.roles import sync_groups

pytestmark = pytest.mark.django_db
READ = [
    *("elements.view_element", "elements.view_source", "elements.view_term"),
    "elements.view_elementchange",
    *("interventions.view_intervention", "interventions.view_recognition"),
    *("interventions.view_recognitionlevel", "interventions.view_setting"),
    *("interventions.view_statement", "interventions.view_statuschange"),
    *("interventions.view_synonym", "interventions.view_targetgroup", "interventions.view_theme"),
    *("interventions.view_publication", "interventions.view_remark"),
    *("interventions.view_importbatch", "interventions.view_importedrow"),
    *("interventions.view_suggestedelement", "interventions.view_place"),
    "interventions.view_municipality",
    "interventions.view_otherdatabank",
    *("interventions.view_wordrequest", "interventions.view_version"),
    "interventions.view_descriptionsheet",
]
STEPS_OF_EDITOR = ("submit", "take_back", "take_over", "agree", "improve", "revise", "reopen")
STEPS_OF_PROPOSALS = (
    *("view", "add", "accept", "publish", "send_back", "reject", "take_back", "leave_out"),
)
STEPS_OF_REVIEWER = ("claim", "release", "send_back", "reject", "publish", "withdraw")
EDITOR = {
    *READ,
    *("elements.add_source", "elements.change_source"),
    *("elements.add_element", "elements.delete_element", "elements.add_elementchange"),
    *("interventions.add_intervention", "interventions.change_intervention"),
    *("interventions.change_remark", "interventions.view_roleaddress"),
    *("interventions.view_report", "interventions.change_report", "interventions.view_notice"),
    *(f"interventions.{verb}_intervention" for verb in STEPS_OF_EDITOR),
    *(f"interventions.{verb}_proposal" for verb in STEPS_OF_PROPOSALS),
    "interventions.take_back_wordrequest",
    *("interventions.add_descriptionsheet", "interventions.view_sheetfile"),
    *(
        f"interventions.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("statement", "recognition", "place", "roleaddress", "synonym")
    ),
}
REVIEWER = {
    *EDITOR,
    *("interventions.add_remark", "interventions.view_submission"),
    *("interventions.grant_wordrequest", "interventions.refuse_wordrequest"),
    *("interventions.add_notice", "interventions.change_notice"),
    *(f"interventions.{verb}_intervention" for verb in STEPS_OF_REVIEWER),
    *("elements.change_element", "elements.change_elementchange", "elements.delete_source"),
    *("elements.add_term", "elements.change_term", "elements.delete_term"),
    *(
        f"interventions.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("targetgroup", "theme", "setting", "municipality")
    ),
    *(
        f"interventions.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("recognitionlevel", "otherdatabank")
    ),
}
ADMINISTRATOR = {
    *READ,
    *("auth.add_user", "auth.change_user", "auth.view_user", "auth.view_group"),
    *("interventions.withdraw_intervention", "interventions.release_intervention"),
    *("interventions.view_outboxmessage", "interventions.change_outboxmessage"),
    *("interventions.grant_wordrequest", "interventions.refuse_wordrequest"),
    *(f"interventions.{action}_otherdatabank" for action in ("add", "change", "delete")),
}
EXPECTED = {"Redacteur": EDITOR, "Beoordelaar": REVIEWER, "Beheerder": ADMINISTRATOR}


def permissions_of(group: Group) -> set[str]:
    pairs = group.permissions.values_list("content_type__app_label", "codename")
    return {".".join(pair) for pair in pairs}


def all_permissions() -> dict[str, set[str]]:
    return {group.name: permissions_of(group) for group in Group.objects.all()}


def test_each_role_has_exactly_its_permissions():
    sync_groups()
    assert all_permissions() == EXPECTED


def test_making_the_groups_again_changes_nothing():
    sync_groups()
    before = {*Group.objects.values_list("pk", "name")}
    sync_groups()
    assert {*Group.objects.values_list("pk", "name")} == before
    assert all_permissions() == EXPECTED


def test_a_permission_given_by_hand_is_taken_back_and_a_lost_one_returns():
    sync_groups()
    editors = Group.objects.get(name="Redacteur")
    publish = Permission.objects.get(codename="publish_intervention")
    editors.permissions.set([publish])
    sync_groups()
    assert permissions_of(editors) == EDITOR


def test_permissions_that_are_not_there_yet_are_made():
    Permission.objects.all().delete()
    sync_groups()
    assert all_permissions() == EXPECTED
