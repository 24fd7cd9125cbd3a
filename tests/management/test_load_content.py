"""`load_content` fills an empty base with the launch content: all of it, once, or not at all."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import Count, Q

from elements.models import ContentVersion, Element, Source, Term
from interventions.management.commands import load_content
from interventions.models import (
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Statement,
    StatusChange,
    Synonym,
    TargetGroup,
    Theme,
)

pytestmark = pytest.mark.django_db

MODELS = (
    Element,
    Intervention,
    Recognition,
    RecognitionLevel,
    Setting,
    Source,
    Statement,
    StatusChange,
    Synonym,
    TargetGroup,
    Term,
    Theme,
    User,
)
Kind = Statement.Kind
ONLY_FOR_IMPORTS = (
    "dak-en-thuislozen",
    "dorpsbewoners",
    "eenzaamheid",
    "gezinnen",
    "inactieve-volwassenen",
    "lhbti-jongeren",
    "mantelzorgers",
    "mensen-met-dementie",
    "mensen-met-geldzorgen",
    "mensen-met-psychische-kwetsbaarheid",
    "nieuwkomers",
    "vrouwen-50-plus",
)


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


def test_base_holds_the_launch_content(launch_content):
    counts = rows()
    counts.pop("Synonym")  # grows with every word that somebody thinks of
    assert counts == {
        "Element": 7,
        "Intervention": 14,
        "Recognition": 2,
        "RecognitionLevel": 6,
        "Setting": 6,
        "Source": 82,
        "Statement": 35,
        "StatusChange": 14,
        "TargetGroup": 8,
        "Term": 12,
        "Theme": 10,
        "User": 1,
    }


def test_every_intervention_is_published(launch_content):
    assert Intervention.objects.published().count() == 14


def test_seven_elements_stand_in_the_order_of_the_article(launch_content):
    assert list(Element.objects.values_list("position", "slug")) == [
        (1, "procesbegeleider"),
        (2, "outreachend"),
        (3, "aansluiten"),
        (4, "laagdrempelig"),
        (5, "empowerment"),
        (6, "samenwerken"),
        (7, "gewoon-beginnen"),
    ]


def test_every_element_says_what_to_do_and_what_it_means_for_policy(launch_content):
    assert not Element.objects.filter(Q(practice="") | Q(policy_summary="")).exists()
    for element in Element.objects.all():
        assert [point.number for point in element.points] == [*range(1, element.last_point + 1)]
        assert element.practice.count("\n") + 1 == len(element.practice_lines) > 3


def test_only_outreachend_makes_a_general_claim(launch_content):
    claims = Element.objects.exclude(general_claim="")
    assert [element.slug for element in claims] == ["outreachend"]


def test_article_is_the_one_founding_source(launch_content):
    assert [source.slug for source in Source.objects.founding()] == [
        "movisie-2014-buurtontwikkeling"
    ]


def test_article_makes_23_statements_of_which_one_is_a_contrast(launch_content):
    found = Statement.objects.filter(source__is_founding=True)
    assert Counter(found.values_list("kind", flat=True)) == {Kind.NAMED: 22, Kind.CONTRAST: 1}


def test_article_names_each_element_this_often(launch_content):
    article = Q(statements__source__is_founding=True)
    found = Element.objects.annotate(
        named=Count("statements", article & Q(statements__kind=Kind.NAMED)),
        contrast=Count("statements", article & Q(statements__kind=Kind.CONTRAST)),
    )
    assert {element.slug: (element.named, element.contrast) for element in found} == {
        "procesbegeleider": (2, 1),
        "outreachend": (5, 0),
        "aansluiten": (2, 0),
        "laagdrempelig": (4, 0),
        "empowerment": (3, 0),
        "samenwerken": (3, 0),
        "gewoon-beginnen": (3, 0),
    }


def test_other_sources_make_12_statements_of_which_11_are_our_reading(launch_content):
    found = Statement.objects.filter(source__is_founding=False)
    assert Counter(found.values_list("kind", flat=True)) == {Kind.NAMED: 1, Kind.INFERRED: 11}


def test_every_reading_of_ours_says_on_what_it_rests(launch_content):
    assert not Statement.objects.filter(kind=Kind.INFERRED, basis="").exists()


def test_every_statement_is_explained(launch_content):
    assert not Statement.objects.filter(explanation="").exists()


def test_levels_are_valid_for_as_long_as_their_source_says(launch_content):
    levels = RecognitionLevel.objects.order_by("position")
    assert [level.valid_years for level in levels] == [None, 3, 5, 5, 5, 5]


def test_words_that_only_an_import_needs_are_left_out(launch_content):
    for model in (TargetGroup, Theme, Setting):
        assert not model.objects.filter(slug__in=ONLY_FOR_IMPORTS).exists()


def test_loading_account_cannot_sign_in(launch_content):
    account = User.objects.get(username="startinhoud")
    assert not account.has_usable_password()
    assert not account.is_staff
    assert not account.is_superuser


def test_everything_is_published_by_the_loading_account(launch_content):
    assert set(StatusChange.objects.values_list("verb", "by__username")) == {
        ("publish", "startinhoud")
    }
    assert set(Intervention.objects.values_list("published_by__username", flat=True)) == {
        "startinhoud"
    }


def test_loading_raises_the_content_version(empty_base):
    before = ContentVersion.current()
    call_command("load_content", stdout=StringIO())
    after = ContentVersion.current()
    assert after.number > before.number
    assert after.stamp != before.stamp


def test_loading_says_what_was_loaded(empty_base):
    output = StringIO()
    call_command("load_content", stdout=output)
    assert output.getvalue().strip() == (
        "Loaded 7 elements, 14 interventions, 35 statements and 82 sources."
    )


def test_second_load_is_refused_with_a_hint_and_changes_nothing(launch_content):
    before, version = rows(), ContentVersion.current()
    hint = r"already has content\. .*point DATABASE_URL to a new base"
    with pytest.raises(CommandError, match=hint) as refused:
        call_command("load_content")
    assert refused.value.returncode == 1
    assert rows() == before
    assert ContentVersion.current().stamp == version.stamp


def test_load_beside_a_single_intervention_is_refused(empty_base):
    Intervention.objects.create(slug="eigen", name="Eigen")
    with pytest.raises(CommandError):
        call_command("load_content")
    assert not Element.objects.exists()


def test_failing_load_leaves_nothing_behind(empty_base, monkeypatch):
    before, version = rows(), ContentVersion.current()
    read = load_content.read

    def broken(name):
        """The last file names a level that is not there."""
        return (
            [{**read(name)[0], "level": "bestaat-niet"}] if name == "recognitions" else read(name)
        )

    monkeypatch.setattr(load_content, "read", broken)
    with pytest.raises(KeyError, match="bestaat-niet"):
        call_command("load_content")
    assert rows() == before
    assert ContentVersion.current().stamp == version.stamp
