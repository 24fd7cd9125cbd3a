"""The runner tells the truth: nothing that failed or was left out counts as passed."""

from datetime import UTC, datetime

import pytest

from benchmarks import postgres
from tests import run, telling
from tests.changed import changed_tests
from tests.clock import MOMENTS

REPORT = """<testsuites><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_good" time="0.5"/>
<testcase classname="tests.test_a" name="test_slow" time="9.5"/>
<testcase classname="tests.test_a" name="test_bad" time="1"><failure message="no"/></testcase>
<testcase classname="tests.test_a" name="test_broken" time="1"><error message="no"/></testcase>
<testcase classname="tests.test_a" name="test_later" time="0"><skipped message="no"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def since():
    return datetime.now(UTC)


def result(**values) -> run.Result:
    return run.Result(**{"name": "pytest on SQLite", "seconds": 1.0, "output": "", **values})


@pytest.fixture
def pytest_gives(monkeypatch, tmp_path):
    """Run pytest without pytest: it gives this exit code and this report."""

    def give(code: int, report: str = "") -> run.Result:
        file = tmp_path / "report.xml"

        def call(command, **variables):
            if report:
                file.write_text(report)
            return code, "uitvoer"

        monkeypatch.setattr(run, "call", call)
        return run.run_pytest("pytest on SQLite", "not browser", "sqlite:///x", file)

    return give


def test_report_is_counted(pytest_gives):
    found = pytest_gives(1, REPORT)
    assert (found.passed, found.failed, found.skipped) == (2, 2, 1)
    assert max(found.tests) == (9.5, "tests/test_a.py::test_slow")


def test_promises_are_told_in_a_table(pytest_gives, capsys):
    told = """<testsuites><testcase classname="a" name="a" time="1"><properties>
        <property name="promise" value='["Nothing is lost", "0 of 9", true]'/>
        <property name="promise" value='["Within a second", "1.2 s", false]'/>
    </properties></testcase></testsuites>"""
    telling.show_promises([pytest_gives(0, told), result()])
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Promise, figure, result",
        "met     Nothing is lost: 0 of 9",
        "MISSED  Within a second: 1.2 s",
    ]


@pytest.mark.parametrize("code", [1, 2, 5, -11])
def test_run_that_breaks_without_a_report_is_a_failure(pytest_gives, code):
    assert pytest_gives(code).failed == 1


def test_run_that_ends_badly_with_a_good_report_is_a_failure(pytest_gives):
    good = '<testsuites><testcase classname="tests.a" name="test_a" time="1"/></testsuites>'
    assert pytest_gives(0, good).failed == 0
    assert pytest_gives(3, good).failed == 1


@pytest.mark.parametrize(("full", "moments"), [("", []), ("1", [*MOMENTS])])
def test_only_the_full_run_travels_in_time(monkeypatch, tmp_path, full, moments):
    clocks = []

    def call(command, **variables):
        clocks.append(variables.get("CLOCK"))
        return 0, ""

    monkeypatch.setenv("FULL", full)
    monkeypatch.setattr(run, "call", call)
    monkeypatch.setattr(run.postgres, "is_there", lambda: False)
    monkeypatch.setattr(run, "chromium", lambda: "")
    for each in run.possible_runs(tmp_path)[0]:
        each()
    assert clocks == [None, *moments]


def test_every_core_is_used_but_for_the_browser_which_goes_first(monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(run, "call", lambda command, **_: commands.append(command) or (0, ""))
    monkeypatch.setattr(run, "chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(run.postgres, "is_there", lambda: False)
    runs, left_out = run.possible_runs(tmp_path)
    for each in runs:
        each()
    browser, sqlite = commands
    assert "browser and not full" in browser
    assert "-n" not in browser
    assert "not browser and not full" in sqlite
    assert sqlite[sqlite.index("-n") + 1] == "auto"
    assert len(left_out) == 1


@pytest.mark.parametrize(
    ("file", "tests"),
    [
        ("interventions/desk/admin/forms.py", "tests/desk"),
        ("interventions/finding/search/engine.py", "tests/finding/search"),
        ("interventions/models/report.py", "tests/models"),
        ("templates/public/summaries/pages/element.html", "tests/public/summaries"),
        ("elements/text.py", "tests/elements"),
        ("tests/desk/forms.py", "tests/desk"),
        ("tests/test_run.py", "tests/test_run.py"),
        ("tests/test_that_was_removed.py", ""),
        ("tests/browser/server.py", ""),
        ("docs/architecture.md", ""),
        ("Makefile", ""),
    ],
)
def test_what_changed_brings_the_tests_of_its_room(file, tests):
    assert changed_tests([file]) == ({tests} if tests else set())


@pytest.mark.django_db(transaction=True)
def test_one_that_writes_for_real_runs_on_postgres_in_any_room(request):
    assert request.node.get_closest_marker("postgres")


def test_one_of_a_room_without_a_base_does_not(request):
    assert not request.node.get_closest_marker("postgres")


def test_a_run_begins_at_the_moment_that_is_asked_for_and_its_clock_goes_on():
    code = "import tests.clock, time; a = time.time(); time.sleep(0.01); print(a, time.time())"
    _, output = run.call([run.PYTHON, "-c", code], CLOCK="2026-12-31T23:30Z")
    first, second = map(float, output.split())
    asked = datetime(2026, 12, 31, 23, 30, tzinfo=UTC).timestamp()
    assert asked <= first < second < asked + 60


def test_a_test_that_names_a_date_is_run_at_hard_moments(request):
    assert request.node.get_closest_marker("dated")


def test_one_that_uses_a_fixture_that_does_is_too(request, since):
    assert request.node.get_closest_marker("dated")


def test_one_that_has_nothing_to_do_with_it_is_not(request):
    assert not request.node.get_closest_marker("dated")


def test_last_line_is_the_sum_over_all_steps(capsys):
    steps = [result(name="ruff check", failed=1), result(passed=3, failed=2), result(passed=4)]
    assert telling.summary(steps, [], strict=False) == 3
    assert capsys.readouterr().out.splitlines()[-1] == "7 passed, 3 failed"


def test_ten_slowest_tests_are_of_all_runs(capsys):
    quick = [(0.1 * number, f"test_{number}") for number in range(10)]
    steps = [result(tests=quick), result(name="pytest in Chromium", tests=[(30.0, "test_page")])]
    telling.summary(steps, [], strict=False)
    shown = capsys.readouterr().out.partition("All steps")[0]
    assert "30.00 s  test_page  (in Chromium)" in shown
    assert "test_9  (on SQLite)" in shown
    assert "test_0 " not in shown


def test_what_did_not_run_is_said_and_fails_only_where_all_must_run(capsys):
    steps = [result(passed=4, skipped=2)]
    assert telling.summary(steps, ["the browser tests: no Chromium found"], strict=False) == 0
    said = capsys.readouterr().out
    assert "!!! NOT RUN: the browser tests: no Chromium found" in said
    assert "!!! NOT RUN: 2 tests that were skipped, pytest on SQLite" in said
    assert telling.summary(steps, ["the browser tests: no Chromium found"], strict=True) == 2


def test_step_sees_no_setting_of_this_shell(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "van-iemand")
    monkeypatch.setenv("PYTHONPATH", "/elders")
    seen = run.environment(DATABASE_URL="sqlite:///x")
    assert not {"SECRET_KEY", "PYTHONPATH"} & {*seen}
    assert seen["ENVIRONMENT"] == "development"
    assert seen["DATABASE_URL"] == "sqlite:///x"


def test_step_gives_its_exit_code_and_all_that_it_printed():
    assert run.call(["sh", "-c", "echo uit; echo fout >&2; exit 3"]) == (3, "uit\nfout\n")


@pytest.mark.parametrize(
    ("url", "given"),
    [("postgres://a/b", True), ("postgresql://a/b", True), ("sqlite:///x", False), ("", False)],
)
def test_only_an_address_of_postgres_is_used_as_one(monkeypatch, url, given):
    monkeypatch.setenv("DATABASE_URL", url)
    assert bool(postgres.given()) is given
