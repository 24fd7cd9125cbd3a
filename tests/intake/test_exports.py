"""The export of another site: concepts with their sources, and read again only what changed."""

import json

import pytest
from django.core.management import CommandError, call_command

from elements.models import Source
from interventions.intake.exports.export import COLUMNS, STATED
from interventions.models import (
    Intervention,
    Origin,
    Proposal,
    WordRequest,
)
from interventions.sheet import BOXES, FACT
from interventions.sheet.document import intervention_document
from interventions.sheet.facts import COLUMN
from tests.conftest import signed_in
from tests.factories import Status, make_person
from tests.intake.exports import OTHER, as_file, launch_export, other_export
from tests.intake.sheets import choose, preview, upload
from tests.intake.test_round_trip import OWN, forget_everything, full_row

pytestmark = pytest.mark.django_db
CHOICES = {("targetgroup", "Straatgenoten"): "+", ("element", "Rust"): "-"}
CHOSEN = {("theme", "Eten"): "jeugd"}


def read(client, found: dict, choices: dict | None = None, step: str = "all"):
    """Take an export in at the desk; the page that it leads to."""
    address, _ = preview(client, as_file(found), "buren.json")
    if choices:
        choose(client, address, choices)
    response = client.post(address, {"step": step}, follow=True)
    assert "refusal" not in (response.context or {}) or not response.context["refusal"]
    return response


def checked(client, found: dict):
    return preview(client, as_file(found), "buren.json")[1]


def soep() -> Intervention:
    return Intervention.objects.for_detail().get(name="Soep op de stoep")


# --- Read once ------------------------------------------------------------------------------------


def test_another_site_becomes_concepts_with_their_sources(editor_client, editor, client, settings):
    found = other_export(client, settings)
    settings.PUBLIC_URL = "https://hier.example"
    address, asked = preview(editor_client, as_file(found), "buren.json")
    assert {(one.words, one.value) for one in asked.unknown} == {*CHOICES, *CHOSEN}
    assert not Origin.objects.exists()
    choose(editor_client, address, CHOICES | CHOSEN)
    page = editor_client.post(address, {"step": "all"}, follow=True).content.decode()
    assert "Dit kwam erbij: 1 concept, 0 werkkopieën en 0 voorstellen." in page
    row = soep()
    assert (row.status, row.created_by) == (Status.DRAFT, editor)
    assert (row.goal, row.costs) == (
        "- Buren kennen elkaar.\n- Niemand eet alleen.",
        "Soep kost € 1,50 | brood is gratis.",
    )
    assert (row.activity, row.activity_date, row.started_year) == ("loopt", "2024-05", 2019)
    source = row.sources.get()
    assert row.duration_source == row.activity_source == source
    assert source.authors == "van der Lans, Jos\norganisatie: Buren, Straat en Co"
    assert source.seen == f"overgenomen uit de export van {OTHER}; daar: volledig"
    [statement] = row.statements.all()
    assert (statement.element.slug, statement.section) == ("empowerment", "Blz. 3")
    assert (statement.source, row.places.get().source) == (source, source)
    assert [one.slug for one in row.themes.all()] == ["jeugd"]
    assert WordRequest.objects.get().name == "Straatgenoten"
    origin = Origin.objects.get()
    assert (origin.intervention, origin.site, origin.slug) == (row, OTHER, "soep")
    assert origin.version == 1
    assert client.get("/interventies/soep-op-de-stoep/").status_code == 404


def test_a_whole_base_comes_over_and_is_the_same(client, settings):
    full_row()
    before = {row.name: texts_of(row) for row in Intervention.objects.for_detail()}
    data = as_file(launch_export(client, settings))
    forget_everything()
    Source.objects.filter(elements=None, terms=None, themes=None, recognition_levels=None).delete()
    by_command(data)
    after = {row.name: texts_of(row) for row in Intervention.objects.for_detail()}
    assert after == before
    assert len(after) == 15
    assert not Intervention.objects.exclude(status="draft").exists()


def texts_of(row: Intervention) -> dict:
    """A document without what each site gives by itself: its sources are told by their titles."""
    document = intervention_document(row)
    titles = {one["id"]: (one["titel"], *one["auteurs"]) for one in document["bronnen"]}
    left_out = {*OWN, "slug", "nagelezenDoorEigenaar"}
    said = {key: value for key, value in document.items() if key not in left_out}
    said["bronnen"] = sorted(titles.values())
    text = json.dumps({key: value for key, value in said.items() if key != "bronnen"})
    for slug, title in titles.items():
        text = text.replace(json.dumps(slug), json.dumps(title))
    return {**in_order(json.loads(text)), "titels": sorted(titles.values())}


def in_order(said):
    """The order of rows goes by slugs, which are others."""
    if isinstance(said, dict):
        return {key: in_order(value) for key, value in said.items()}
    return sorted(map(in_order, said), key=json.dumps) if isinstance(said, list) else said


def by_command(data: bytes, *more: str, tmp=None) -> None:
    folder = tmp or by_command.folder
    (folder / "export.json").write_bytes(data)
    call_command("import_interventions", folder / "export.json", *more)


@pytest.fixture(autouse=True)
def folder_of_the_command(tmp_path):
    by_command.folder = tmp_path


def test_an_own_export_has_no_difference(editor_client, client):
    response = client.get("/export/interventies.json")
    found = checked(editor_client, json.loads(response.getvalue()))
    assert (found.drafts, found.again, found.faults) == ([], [], [])
    assert len(found.alike) == Intervention.objects.count()


# --- Read again -----------------------------------------------------------------------------------


def test_read_again_an_unchanged_export_says_nothing(editor_client, client, settings):
    found = other_export(client, settings)
    read(editor_client, found, {**CHOSEN, **CHOICES})
    again = checked(editor_client, found)
    assert (again.drafts, again.again, again.unknown) == ([], [], [])
    assert len(again.alike) == 1


def test_a_change_is_proposed_in_a_concept_and_overwrites_nothing(editor_client, client, settings):
    found = other_export(client, settings)
    read(editor_client, found, {**CHOSEN, **CHOICES})
    Intervention.objects.filter(pk=soep().pk).update(name="Soep, maar anders", name_key="soep x")
    found["interventies"][0]["kosten"] = "Niets."
    [one] = checked(editor_client, found).again
    assert one.told() == [("Kosten", "Soep kost € 1,50 | brood is gratis.", "Niets.")]
    assert one.new_rows == []
    read(editor_client, found)
    row = Intervention.objects.get(name="Soep, maar anders")
    assert row.costs == "Soep kost € 1,50 | brood is gratis."
    proposal = Proposal.objects.get()
    assert (proposal.fact, proposal.values) == ("kosten", {"costs": "Niets."})
    assert not checked(editor_client, found).again
    address = f"/beheer/interventions/proposal/{proposal.pk}/stap/accept/"
    page = editor_client.get(f"/beheer/interventions/intervention/{row.pk}/change/")
    assert address in page.content.decode()
    form = editor_client.get(address)
    taken = editor_client.post(address, {"gelezen": form.context["seen"]}, follow=True)
    assert taken.status_code == 200
    row.refresh_from_db()
    assert row.costs == "Niets."


def test_of_a_public_text_only_what_differs_is_proposed(editor_client, editor, client, settings):
    found = launch_export(client, settings)
    settings.PUBLIC_URL = "https://hier.example"
    document = next(one for one in found["interventies"] if one["slug"] == "abcd")
    document["kosten"] = "Vijf euro."
    document["bronnen"].append(
        {**document["bronnen"][0], "id": "nieuw", "titel": "Nieuw", "url": "https://nieuw.example/"}
    )
    document["uitspraken"].append(
        {**document["uitspraken"][0], "bron": "nieuw", "uitleg": "Ook hier."}
    )
    live = Intervention.objects.for_detail().filter(slug="abcd", replaces=None)
    before = intervention_document(live.get())
    [one] = checked(editor_client, found).again
    assert one.new_rows == [("Uitspraak: Aansluiten, Nieuw", "", "Ook hier.")]
    page = read(editor_client, found).content.decode()
    assert "Dit kwam erbij: 0 concepten, 1 werkkopie en 1 voorstel." in page
    proposal = Proposal.objects.get()
    assert (proposal.fact, proposal.values) == ("kosten", {"costs": "Vijf euro."})
    assert (proposal.proposed_by, proposal.before) == (editor, {"costs": ""})
    copy = Intervention.objects.get(replaces__slug="abcd")
    assert copy.costs == ""
    assert copy.statements.get(source__title="Nieuw").explanation == "Ook hier."
    assert intervention_document(live.get()) == before
    assert checked(editor_client, found).again == []  # a second time nothing is news


def test_our_own_change_is_not_proposed_away(editor_client, client, settings):
    found = launch_export(client, settings)
    read(editor_client, found | {"interventies": changed(found, "abcd", doel="Een ander doel.")})
    Intervention.objects.filter(slug="abcd").update(approach="Onze eigen aanpak.")
    again = changed(found, "abcd", doel="Een ander doel.", kosten="Nieuw.")
    [one] = checked(editor_client, found | {"interventies": again}).again
    assert [label for label, _, _ in one.told()] == ["Kosten"]


def changed(found: dict, slug: str, **values) -> list[dict]:
    return [{**one, **values} if one["slug"] == slug else one for one in found["interventies"]]


def test_what_was_left_behind_is_read_the_next_time(editor_client, client, settings):
    found = other_export(client, settings)
    read(editor_client, found, {**CHOSEN, ("targetgroup", "Straatgenoten"): "-"}, "good")
    assert [one.element.slug for one in soep().statements.all()] == ["empowerment"]
    again = checked(editor_client, found)
    assert {one.value for one in again.unknown} >= {"Rust"}


# --- Who may, and what it takes -------------------------------------------------------------------


def test_an_outsider_reads_no_export(client, settings):
    data = as_file(other_export(client, settings))
    stranger = signed_in(make_person("buiten"))
    assert upload(stranger, data, "buren.json").status_code in (302, 403)
    assert not Origin.objects.exists()


def test_the_command_asks_who_proposes(client, settings, tmp_path):
    found = launch_export(client, settings)
    data = as_file(found | {"interventies": changed(found, "abcd", kosten="Vijf euro.")})
    with pytest.raises(CommandError, match="Zeg met --user"):
        by_command(data)
    assert not Proposal.objects.exists()


def test_twenty_texts_cost_the_queries_of_two(client, settings, django_assert_max_num_queries):
    found = launch_export(client, settings)
    by_command(as_file(found))
    twenty = [
        {**one, "naam": f"{one['naam']} {n}"} for n in (1, 2) for one in found["interventies"]
    ]
    with django_assert_max_num_queries(60):
        by_command(as_file(found | {"interventies": twenty}), "--check")


def test_a_value_of_another_kind_is_told_and_breaks_nothing(editor_client):
    kinds = [7, True, {"a": 1}, [[]], ["x" * 700], [None], "x" * 70_000, -1e9, 10**400]
    keys = ["naam", *(column.key.split(".")[0] for column in (*COLUMNS, *STATED)), "versie", "slug"]
    documents = [
        {"slug": "a", "naam": f"Proef {key} {place}", key: value}
        for key in dict.fromkeys(keys)
        for place, value in enumerate(kinds)
    ]
    documents += [
        {"naam": f"Proef {box.key} {place}", box.key: [{fact.key: value for fact in box.facts}]}
        for box in BOXES
        for place, value in enumerate(kinds)
    ]
    data = json.dumps({"interventies": documents}).encode()
    address, found = preview(editor_client, data)
    assert found.rows >= len(documents)
    wrong = {"aliassen": 7, "tijd": True, "doelgroepen": {"a": 1}, "startjaar": -1e9}
    told = {(fault.column, fault.value) for fault in found.faults}
    assert {(str(FACT[key].title(COLUMN)), str(value)) for key, value in wrong.items()} <= told
    assert editor_client.post(address, {"step": "good"}, follow=True).status_code == 200
