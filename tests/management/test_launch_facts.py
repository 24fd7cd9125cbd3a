"""An installation of before gets the facts that the launch content learned, once and quietly."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from elements.models import Source, content_change
from interventions.finding.selection import read_selection
from interventions.management.launching import add_new_facts
from interventions.models import Intervention, Municipality, Place, Publication
from interventions.workflow import publish, revise, withdraw
from interventions.workflow.launch import add_launch_facts
from tests.factories import make_person, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def older_base(launch_content):
    """The launch content as it was before these facts, its first versions included."""
    with content_change():
        Place.objects.all().delete()
        Municipality.objects.all().delete()
        Intervention.research_sources.through.objects.all().delete()
        Intervention.objects.update(
            research_kind="",
            research_outcome="",
            research_year=None,
            research_line="",
            effect_not_studied_on="",
            research_searched_on=None,
            cautions="",
            cautions_source=None,
        )


def row(slug: str) -> Intervention:
    return Intervention.objects.get(slug=slug, replaces=None)


def test_every_row_gets_them_in_one_quiet_version(older_base):
    before = row("thuis-op-straat")

    assert list(add_new_facts()) == []

    found = row("thuis-op-straat")
    assert (found.research_kind, found.research_outcome) == ("effectonderzoek", "gunstig")
    assert found.research_sources.count() == 2
    assert found.cautions_source
    assert [one.municipality.name for one in found.places.all()] == ["Rotterdam"]
    version = found.publications.first()
    assert (version.number, version.is_quiet) == (2, True)
    assert version.document["onderzoeksbeeld"]["uitkomst"] == "gunstig"
    assert found.news_at == before.news_at
    assert found.reviewed_at == before.reviewed_at
    assert found.revised_at > before.revised_at


def test_a_second_time_changes_nothing(older_base):
    list(add_new_facts())
    known = Publication.objects.count()
    list(add_new_facts())
    assert Publication.objects.count() == known


def test_the_order_of_the_newest_and_the_feed_pass_it_over(older_base, client, rf):
    order = list(read_selection(rf.get("/?sorteer=nieuwste").GET).ids)
    feed = client.get("/feeds/interventies.atom").content
    list(add_new_facts())
    assert list(read_selection(rf.get("/?sorteer=nieuwste").GET).ids) == order
    assert client.get("/feeds/interventies.atom").content == feed


def test_what_somebody_edited_withdrew_or_removed_is_passed_over_and_listed(
    older_base, editor, reviewer
):
    copy = revise(row("abcd"), by=editor)
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Een komma.")
    withdraw(row("kan-wel"), by=reviewer, note="Op verzoek.")
    Intervention.objects.filter(slug="kulturhuske").update(slug="kulturhus")

    assert sorted(add_new_facts()) == [
        "abcd: bewerkt",
        "kan-wel: ingetrokken",
        "kulturhuske: onbekend",
    ]
    assert row("abcd").research_kind == row("kan-wel").research_kind == ""


def test_an_open_copy_gets_them_where_it_says_nothing_itself(older_base, editor):
    copy = revise(row("thuis-op-straat"), by=editor)
    Intervention.objects.filter(pk=copy.pk).update(cautions="Eigen woorden van de redactie.")
    copy.refresh_from_db()
    stamp, behind = copy.text_stamp, (copy.changed_at, copy.changed_by, copy.agreed_at)

    list(add_new_facts())

    copy.refresh_from_db()
    assert copy.cautions == "Eigen woorden van de redactie."
    assert copy.research_outcome == "gunstig"
    assert copy.places.count() == 1
    assert (copy.changed_at, copy.changed_by, copy.agreed_at) == behind
    assert copy.text_stamp != stamp


def test_a_source_that_is_gone_leaves_its_fact_out(older_base):
    Source.objects.filter(slug="kis-buurtreminiscentie").update(slug="elders")
    list(add_new_facts())
    assert row("buurtreminiscentie").research_kind == ""
    assert not row("buurtreminiscentie").places.exists()


def test_prepare_does_it_and_says_what_it_passed_over(older_base, reviewer, settings, tmp_path):
    settings.VAR_DIR = settings.PRIVATE_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    withdraw(row("kan-wel"), by=reviewer, note="Op verzoek.")
    output = StringIO()
    call_command("prepare", stdout=output)
    assert "passed over: kan-wel: ingetrokken" in output.getvalue()
    assert row("abcd").research_kind == "ervaringen"


def test_nobody_at_the_desk_can_take_this_road(older_base):
    with pytest.raises(PermissionDenied):
        add_launch_facts(row("abcd"), {}, by=make_person(), note="")
