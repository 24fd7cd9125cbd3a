"""Everything that has to hold, in one command: `make test`.

First the quick checks; then pytest in a browser, and beside it pytest on SQLite and on PostgreSQL,
which use every core. `python -m tests.run changed` (`make check`) does the quick checks, and the
tests of the rooms in which something changed. With FULL the large sizes come along, the tests that
touch dates run again at moments that are hard on them, and at last, with nothing beside it, the
whole site is put to the test (`tests/full`): each promise with its figure, as a table. The output
of a step is kept together.
What could not run is said at the end, and fails the run where CI=true. The last line is always `N
passed, N failed`.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks import postgres
from benchmarks.parts import program
from benchmarks.server import Broken
from tests.changed import changed_files, changed_tests
from tests.chromium import chromium
from tests.clock import MOMENTS
from tests.office import office
from tests.telling import Result, say, show, summary

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
# All that a step sees of the developer's shell: nobody's own settings decide a test.
KEPT = ("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "CI", "FULL", "PYTHONDONTWRITEBYTECODE")
OPTIONS = ("-q", "-p", "no:cacheprovider")  # the runs side by side would share the cache
EVERY_CORE = ("-n", "auto", "--dist", "worksteal")  # not for the browser: it is one already
AT_ONCE = 2  # checks, and runs of pytest
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "kennisbank.example",
    "PUBLISHER_NAME": "Kennisbank",
    "CONTACT_EMAIL": "redactie@kennisbank.example",
    "PRIVACY_EMAIL": "privacy@kennisbank.example",
    "SECURITY_EMAIL": "veilig@kennisbank.example",
    "SUPERVISION_TEXT": "De redactie kijkt alles na.",
    "EMAIL_URL": "smtps://kennisbank:geheim@mail.kennisbank.example",
}


# --- Processes ------------------------------------------------------------------------------------

RUNNING: set[subprocess.Popen] = set()
STOPPING = threading.Event()


def call(command: list[str], **variables: str) -> tuple[int, str]:
    """Run one command in a clean environment; gives its exit code and all that it printed."""
    if STOPPING.is_set():
        return 1, "Stopped."
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # so that it can be stopped with everything that it started
    )
    RUNNING.add(process)
    output, _ = process.communicate()  # an interrupt leaves it in RUNNING, for `stop_children`
    RUNNING.discard(process)
    return process.returncode, output


def environment(**variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "ENVIRONMENT": "development", **variables}


def stop_children() -> None:
    """Ask every process to stop, as Ctrl-C does; after ten seconds, make it."""
    STOPPING.set()
    for number in (signal.SIGINT, signal.SIGKILL):
        for process in [*RUNNING]:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        for process in [*RUNNING]:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)


# --- Steps ----------------------------------------------------------------------------------------


def quick_checks(folder: Path) -> list[Callable[[], Result]]:
    manage = [PYTHON, "manage.py"]
    imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    deploy = ["check", "--deploy", "--fail-level", "WARNING"]
    layout = ["format", "--check", "--output-format", "concise", "."]
    checks = (
        ("djlint rules", [PYTHON, "-m", "djlint", "templates", "--lint"], {}),
        ("import contracts", [PYTHON, "-c", imports], {}),
        ("types", [PYTHON, "-m", "mypy", "--cache-dir", str(folder)], {}),
        ("nothing unused", [PYTHON, "-m", "tests.unused"], {}),
        ("migrations are complete", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("settings of production", [*manage, *deploy], PRODUCTION),
        ("ruff check", [PYTHON, "-m", "ruff", "check", "."], {}),
        ("ruff format", [PYTHON, "-m", "ruff", *layout], {}),
    )
    return [partial(run_check, f"sqlite:///{folder}/checks.sqlite3", *check) for check in checks]


def run_check(database: str, name: str, command: list[str], variables: dict[str, str]) -> Result:
    started = time.monotonic()
    code, output = call(command, DATABASE_URL=database, **variables)
    return Result(name, time.monotonic() - started, output, failed=int(code != 0))


def run_pytest(
    name: str, markers: str, database: str, report: Path, *more: str, **variables: str
) -> Result:
    """One run of pytest. What it found stands in `report`; no report means that it broke."""
    if not os.environ.get("FULL"):
        markers = f"{markers} and not full"
    elif not office():
        markers = f"{markers} and not office"
    started = time.monotonic()
    options = [*OPTIONS, "-m", markers, f"--junitxml={report}", *more]
    code, output = call([PYTHON, "-m", "pytest", *options], DATABASE_URL=database, **variables)
    result = Result(name, time.monotonic() - started, output)
    read_report(report, result)
    if code != 0 and not result.failed:
        result.failed = 1
    return result


def read_report(report: Path, result: Result) -> None:
    """Count the tests of a JUnit report, each with its seconds, and take over what they promise."""
    if not report.exists():
        return
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - we wrote it ourselves
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        result.tests.append((float(case.get("time", 0)), name))
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        elif case.find("skipped") is not None:
            result.skipped += 1
        else:
            result.passed += 1
        for told in case.iterfind("properties/property[@name='promise']"):
            result.promises.append(tuple(json.loads(told.get("value", ""))))


def run_on_sqlite(folder: Path, *only: str) -> Result:
    database = f"sqlite:///{folder}/base.sqlite3"
    options = (*EVERY_CORE, "--ignore=tests/full", *only)
    return run_pytest("pytest on SQLite", "not browser", database, folder / "sqlite.xml", *options)


def run_on_postgres(folder: Path) -> Result:
    started = time.monotonic()
    name, report = "pytest on PostgreSQL", folder / "postgres.xml"
    try:
        with postgres.server() as url:
            options = (*EVERY_CORE, "--ignore=tests/full")
            return run_pytest(name, "postgres and not browser", url, report, *options)
    except subprocess.CalledProcessError as error:
        return Result(name, time.monotonic() - started, error.stderr, failed=1)


def run_in_browser(folder: Path) -> Result:
    database = f"sqlite:///{folder}/none.sqlite3"  # the site that it visits has its own
    return run_pytest("pytest in Chromium", "browser", database, folder / "browser.xml")


def run_at(moment: str, folder: Path) -> Result:
    markers, report = "dated and not browser and not full", folder / f"{moment}.xml"
    database = f"sqlite:///{folder}/base.sqlite3"
    return run_pytest(f"pytest at {moment}", markers, database, report, CLOCK=moment)


def run_whole_site(folder: Path) -> Result:
    """With nothing beside it: it kills servers, and measures."""
    database = f"sqlite:///{folder}/base.sqlite3"
    return run_pytest("the whole site", "full", database, folder / "whole.xml", "tests/full")


def missing_programs() -> list[str]:
    """Those that the whole site is made of and this machine lacks."""
    missing = []
    for name in ("nginx", "redis-server", "wrk", "openssl"):
        try:
            program(name)
        except Broken:
            missing.append(name)
    return missing


def possible_runs(folder: Path) -> tuple[list[Callable[[], Result]], list[str]]:
    """The runs of pytest that this machine can do, and the names of those that it cannot."""
    runs, left_out = [partial(run_on_sqlite, folder)], []
    if chromium():
        runs.insert(0, partial(run_in_browser, folder))  # first: it takes longest
    else:
        left_out.append("the browser tests: no Chromium found")
    if postgres.is_there():
        runs.append(partial(run_on_postgres, folder))
    else:
        left_out.append("the tests on PostgreSQL: no server found, and DATABASE_URL names none")
    if os.environ.get("FULL") and not office():
        left_out.append("the Word files opened in LibreOffice: no soffice found")
    if os.environ.get("FULL"):
        runs += [partial(run_at, moment, folder) for moment in MOMENTS]
        if missing := missing_programs():
            left_out.append(f"the promises of the whole site: no {', '.join(missing)} found")
    return runs, left_out


# --- The whole ------------------------------------------------------------------------------------


def side_by_side(steps: list[Callable[[], Result]]) -> Iterator[Result]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for future in as_completed([pool.submit(step) for step in steps]):
                yield future.result()
        except BaseException:
            stop_children()
            raise


def main(*asked: str) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="test-") as name:
        folder = Path(name)
        if asked == ("changed",):
            only = [*changed_tests(changed_files())]
            runs, left_out = [partial(run_on_sqlite, folder, *only)] if only else [], []
        else:
            runs, left_out = possible_runs(folder)
        is_whole = os.environ.get("FULL") and not asked and not missing_programs()
        alone = [partial(run_whole_site, folder)] if is_whole else []
        results = []
        for steps in (quick_checks(folder), runs, alone):
            for result in side_by_side(steps):
                results.append(result)
                show(result)
    return int(summary(results, left_out, strict=os.environ.get("CI") == "true") > 0)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
    finally:
        stop_children()
