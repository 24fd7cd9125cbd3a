"""The benchmark measures what it says: the same rows each time, and answers that agree."""

import re
import sqlite3
from contextlib import closing
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.http import QueryDict

from benchmarks import agreement, bases, measure, report, server
from benchmarks.content import Ground, Row, generate
from benchmarks.scenarios import Scenario
from benchmarks.words import CAPACITY, FREQUENCIES, pools, word
from elements.models import ContentVersion
from interventions.finding.search.tokens import stem
from interventions.finding.selection import Selection, read_selection
from interventions.models import Intervention

SIZE = 250


@pytest.fixture
def generated(db):
    """The launch content and generated interventions, together SIZE."""
    return generate(SIZE, seed=1)


# --- The content ----------------------------------------------------------------------------------


def drawn(seed: int, ground: Ground) -> list[Row]:
    rng = Random(seed)  # noqa: S311 - repeatable on purpose
    return [Row.drawn(rng, number, 20, ground) for number in range(20)]


def test_same_seed_gives_the_same_rows(db):
    ground = Ground.prepared()
    assert drawn(1, ground) == drawn(1, ground)
    assert drawn(1, ground) != drawn(2, ground)


def test_as_many_are_public_as_were_asked_for(generated):
    assert generated == SIZE - 14
    assert Intervention.objects.published().count() == SIZE
    assert read_selection(QueryDict()).total == SIZE


def test_generating_is_one_change_of_the_content(db):
    before = ContentVersion.current().number
    generate(20)
    assert ContentVersion.current().number == before + 1


def test_words_are_found_as_often_as_was_chosen(generated):
    for frequency, words in pools().items():
        totals = [read_selection(QueryDict(f"q={word}")).total for word in words[:8]]
        chosen, found = FREQUENCIES[frequency] * SIZE, sum(totals) / len(totals)
        assert all(totals)
        assert chosen / 2 < found < 2 * chosen + 2


def test_no_made_up_word_is_mistaken_for_another():
    words = [word(number) for number in range(0, CAPACITY, 97)]
    assert len({stem(one) for one in words}) == len(words)
    assert all(stem(one) == one for one in words)
    assert {len(one) for one in words} == {12}  # of one length, none is a part of another


# --- The answers ----------------------------------------------------------------------------------


def test_site_and_yardstick_agree_on_random_selections(generated):
    assert agreement.check_agreement(seed=1, amount=15) > 5


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("total", -1, "total"),
        ("page_ids", [0], "first ids"),
        ("counts", {"thema": {"jeugd": -1}}, "counts of thema"),
    ],
)
def test_a_difference_is_told(launch_content, monkeypatch, name, wrong, told):
    """Whatever differs, a total, the order or a count: there is no benchmark then."""
    monkeypatch.setattr(agreement, "random_selections", lambda *_: [QueryDict("thema=jeugd")])
    assert agreement.check_agreement(seed=1) == 1
    monkeypatch.setattr(Selection, name, property(lambda _: wrong))  # also where it is kept
    with pytest.raises(agreement.Disagreement, match=told):
        agreement.check_agreement(seed=1)


# --- The base -------------------------------------------------------------------------------------


def test_base_of_the_site_is_refused(monkeypatch, tmp_path):
    file = tmp_path / "db.sqlite3"
    live = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    monkeypatch.setitem(settings.DATABASES, "default", live)
    with pytest.raises(bases.LiveBase):
        bases.refuse_live(f"sqlite:///{tmp_path}/../{tmp_path.name}/db.sqlite3")
    bases.refuse_live(f"sqlite:///{tmp_path}/other.sqlite3")


def test_base_of_the_site_on_a_server_is_refused(monkeypatch):
    url = "postgres://kb@127.0.0.1:5432/live"
    monkeypatch.setitem(settings.DATABASES, "default", bases.parsed(url))
    with pytest.raises(bases.LiveBase):
        bases.refuse_live(url)
    bases.refuse_live("postgres://kb@127.0.0.1:5432/benchmark_1")


def test_base_with_tables_is_left_alone(tmp_path):
    file = tmp_path / "full.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE something (value)")
    with pytest.raises(server.Broken, match="tables already"):
        server.run_inside(f"sqlite:///{file}", tmp_path, "fill", "30", "1")


# --- What it says ---------------------------------------------------------------------------------


def series(seconds, constant, aim=6.0) -> measure.Series:
    return measure.Series(Scenario("browse", "/", aim=aim), 100, seconds, constant)


def test_ratios_are_taken_within_their_round():
    assert series([2, 6, 40], [1, 2, 10]).ratio == 3  # of 2, 3 and 4; of the medians it is 3 too
    assert series([2, 40, 6], [1, 1, 6]).ratio == 2  # of 2, 40 and 1; of the medians it is 6


@pytest.mark.parametrize(
    ("seconds", "constant", "verdict"),
    [
        ([5, 5, 5], [1, 1, 1], "met"),
        ([7, 7, 7], [1, 1, 1], "missed"),
        ([5, 5, 5], [1, 1, 1.6], "too noisy"),
        ([7, 7, 7], [1.6, 1, 1], "too noisy"),
        ([1, 3, 3], [1, 1, 1], "too noisy"),
    ],
)
def test_no_verdict_on_a_noisy_machine(seconds, constant, verdict):
    found = series(seconds, constant)
    assert found.verdict == verdict
    assert ("TOO NOISY" in "\n".join(report.table([found]))) == (verdict == "too noisy")


def test_without_an_aim_there_is_no_verdict():
    assert series([5], [1], aim=None).verdict == ""


@pytest.mark.parametrize(
    "option", [{"size": ["0"]}, {"size": ["veel"]}, {"rounds": "0"}, {"rounds": "99"}]
)
def test_wrong_option_is_refused(option):
    name, value = next(iter(option.items()))
    values = value if isinstance(value, list) else [value]
    with pytest.raises(CommandError, match="whole number"):
        call_command("benchmark", f"--{name}", *values)


@pytest.mark.full
def test_one_run_from_base_to_report(capsys):
    call_command("benchmark", "--size", "150", "--rounds", "1", "--database", "sqlite")
    printed = capsys.readouterr().out
    assert "150 interventions, SQLite" in printed
    assert "agree on 30 random selections" in printed
    assert re.search(r"^Index: \d+ ms, ", printed, re.MULTILINE)
    for line in (
        *("browse, two filters", "intervention", "cold word in 64 %", "304, two filters"),
        *("API, list", "API, one intervention", "API, combinations", "page cache, API, list"),
    ):
        assert re.search(rf"^{line} +[\d.]+ +[\d.]+ ", printed, re.MULTILINE)
