"""What is alike to one's own approach, and what is known of it, on the base."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from elements.models import Element
from interventions import workflow
from interventions.finding.selection import read_selection
from interventions.models import Intervention, RecognitionLevel
from interventions.public.plan.alike import alike_to, known_of, why_none
from interventions.public.plan.asked import read_asked
from interventions.public.plan.making import make_plan
from tests.factories import (
    Status,
    make_element,
    make_intervention,
    make_source,
    make_target_group,
)

pytestmark = pytest.mark.django_db


def asked(address):
    data = QueryDict(address)
    return read_asked(data, read_selection(data))


def slugs_of(address):
    return [one.about.slug for one in alike_to(asked(address))]


def test_what_shares_an_element_is_alike_with_the_reason_in_numbers():
    first = alike_to(
        asked(
            "ja=outreachend&ja=laagdrempelig&beetje=aansluiten&nee=empowerment"
            "&doelgroep=kinderen-en-jongeren&thema=leefbaarheid&setting=plein-of-straat"
        )
    )[0]
    assert first.about.name == "Thuis op Straat"
    assert first.reason == (
        "deelt 3 elementen (Outreachend en Laagdrempelig; een beetje: Aansluiten), 1 doelgroep "
        "(kinderen en jongeren), 1 thema (leefbaarheid) en 1 soort plek (plein of straat). "
        "Lezing van de redactie: Outreachend en Aansluiten"
    )
    assert first.shared == {
        "element": ("Outreachend", "Aansluiten", "Laagdrempelig"),
        "doelgroep": ("kinderen en jongeren",),
        "thema": ("leefbaarheid",),
        "setting": ("plein of straat",),
    }
    assert first.picture["uitkomst"] == "gunstig"


@pytest.mark.parametrize("answers", ["", "nee=outreachend&nee=empowerment"])
def test_a_target_group_alone_makes_nothing_alike(answers):
    address = f"{answers}&doelgroep=ouderen&thema=jeugd&setting=wijk-of-buurt"
    assert slugs_of(address) == []
    assert "te weinig" in why_none(asked(address))


def test_what_shares_no_element_is_not_alike_whatever_else_it_shares():
    element, group = make_element(), make_target_group(slug="groep")
    make_intervention(target_groups=[group])
    assert slugs_of(f"ja={element.slug}&doelgroep=groep") == []
    assert "geen andere" in why_none(asked(f"ja={element.slug}"))
    one = make_intervention(slug="met", statements=[{"element": element}])
    assert slugs_of(f"ja={element.slug}&doelgroep=groep") == [one.slug]


def test_what_the_plan_begins_from_is_not_alike_but_others_are():
    answers = "ja=outreachend&ja=laagdrempelig&ja=empowerment"
    begun = f"{answers}&interventie=thuis-op-straat"
    assert "thuis-op-straat" in slugs_of(answers)
    assert "thuis-op-straat" not in slugs_of(begun)
    assert len(slugs_of(begun)) == 3


def test_a_list_beside_answers_is_no_example_that_one_works_with():
    listed = "ja=outreachend&ja=laagdrempelig&ja=empowerment&lijst=thuis-op-straat"
    assert "thuis-op-straat" in slugs_of(listed)
    assert "als voorbeeld" not in texts(make_plan(asked(listed)).may)
    assert "Wij werken met Thuis op Straat als voorbeeld" in texts(
        make_plan(asked("lijst=thuis-op-straat")).may
    )


def texts(sayings):
    return "\n".join(f"{one.opening} {one.text}" for one in sayings)


def test_a_contrast_or_what_is_not_public_is_not_alike():
    element = make_element(slug="spelen")
    make_intervention(statements=[{"element": element, "kind": "contrast"}])
    make_intervention(status=Status.DRAFT, statements=[{"element": element}])
    assert slugs_of("ja=spelen") == []


def test_what_is_known_has_the_sources_of_research_and_the_newest_recognition():
    report, statement = make_source(slug="rapport"), make_source(slug="besluit")
    element = make_element(slug="spelen")
    for slug, level in (("erkend", "goed-beschreven"), ("niet-erkend", RecognitionLevel.NONE)):
        row = make_intervention(
            slug=slug,
            statements=[{"element": element}],
            research_kind="ervaringen",
            research_line="Mensen zijn blij.",
        )
        row.research_sources.add(report)
        for date, name in (("2014", "goed-onderbouwd"), ("2020", level)):
            row.recognitions.create(
                level=RecognitionLevel.objects.get(slug=name), date=date, source=statement
            )
    question = asked("ja=spelen&interventie=erkend")
    known = known_of(question, alike_to(question))
    assert [*known] == ["erkend", "niet-erkend"]
    assert [one.sources for one in known.values()] == [(report,), (report,)]
    assert [one.recognised for one in known.values()] == [statement, None]
    may_not = texts(make_plan(question).may_not)
    assert "Dat de erkenning van Interventie" in may_not
    assert "Dat de ervaringen met Interventie" in may_not


def test_what_a_working_copy_says_is_not_known(editor):
    row = Intervention.objects.get(slug="woonatelier")
    copy = workflow.revise(row, by=editor)
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    copy.recognitions.create(level=level, date="2026", source=row.sources.first())
    question = asked("ja=procesbegeleider&interventie=woonatelier")
    assert known_of(question, alike_to(question))["woonatelier"].recognised is None


def test_many_alike_and_a_long_list_cost_no_more_queries():
    elements = [*Element.objects.all()]
    question = asked("ja=outreachend&interventie=thuis-op-straat")
    with CaptureQueriesContext(
        connection,
    ) as few:
        known_of(question, alike_to(question))
    for number in range(20):
        make_intervention(slug=f"a-{number}", statements=[{"element": one} for one in elements])
    listed = "&".join(f"interventie=a-{number}" for number in range(15))
    question = asked(f"ja=outreachend&ja=empowerment&{listed}")
    with CaptureQueriesContext(connection) as many:
        known_of(question, alike_to(question))
    assert len(many) <= len(few)
