"""A newer version comes, and goes again, while people read and send forms: nobody is refused."""

import re
import signal
import time

import psycopg
import pytest

from benchmarks.server import Broken
from benchmarks.stack import ROOT, Stack, copy_code, stack
from tests.full.visitors import visiting

pytestmark = pytest.mark.full

REQUESTS = 10_000
MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interventions", "{last}")]
    operations = [
        migrations.AddField("setting", "remark", models.TextField(db_default="", editable=False)),
    ]
"""


def put_newer(tree) -> None:
    """A version that has a column more, and says at /healthz that it is new."""
    folder = tree / "interventions" / "migrations"
    last = max(file.stem for file in folder.glob("0*.py"))
    (folder / "9999_newer.py").write_text(MIGRATION.format(last=last))
    model = tree / "interventions" / "models" / "taxonomy.py"
    begin = "class Setting(Category):\n"
    column = '    remark = models.TextField(db_default="", editable=False)\n'
    assert begin in model.read_text()
    model.write_text(model.read_text().replace(begin, begin + column))
    middleware = tree / "config" / "middleware.py"
    middleware.write_text(middleware.read_text().replace('True, "ok"', 'True, "newer"'))


def version(running: Stack) -> bytes:
    connection = running.connection()
    connection.request("GET", "/healthz")
    found = connection.getresponse().read()
    connection.close()
    return found


def wait_until(holds, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def renew(running: Stack, number: signal.Signals, expected: bytes) -> None:
    """Send the signal of `systemctl reload`, and wait until only the expected version answers."""
    log = running.apps[0].log
    before = log.read_text().count("Master has been promoted")
    running.apps[0].send(number)
    wait_until(lambda: log.read_text().count("Master has been promoted") > before)
    wait_until(lambda: {version(running) for _ in range(6)} == {expected})


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_upgrade_and_way_back_refuse_nobody(database, promise):
    turns = 0
    with stack(database=database, activated=True) as running, visiting(running) as visits:
        while visits.count < REQUESTS:
            put_newer(running.tree)
            running.manage("prepare")
            both = visits.count
            wait_until(lambda: visits.count > both + 100)  # noqa: B023 - old code, new tables
            assert version(running) == b"ok"
            renew(running, signal.SIGHUP, b"newer")
            copy_code(ROOT, running.tree)
            renew(running, signal.SIGUSR2, b"ok")
            turns += 1
    figure = f"{visits.count} requests in {turns} upgrades, {sum(visits.failed.values())} failed"
    promise(f"An upgrade and the way back refuse nobody ({database})", figure, met=True)
    assert not visits.failed


def test_restart_refuses_nobody(promise):
    turns = 0
    with stack(database="sqlite", activated=True) as running, visiting(running) as visits:
        while visits.count < REQUESTS // 5:
            running.apps[0].stop()
            running.apps[0].start()
            time.sleep(1)
            turns += 1
    figure = f"{visits.count} requests in {turns} restarts, {sum(visits.failed.values())} failed"
    promise("Stop and start behind kennisbank-web.socket refuse nobody", figure, met=True)
    assert not visits.failed


def test_killed_app_server_leaves_the_other_to_answer(promise):
    with stack(2, "postgresql") as running, visiting(running) as visits:
        for _ in range(2):
            before = visits.count
            wait_until(lambda: visits.count > before + 200)  # noqa: B023
            running.apps[0].kill()
            killed = visits.count
            wait_until(lambda: visits.count > killed + 200)  # noqa: B023
            running.apps[0].start()
    # What it was at work on when it was killed: nobody knows whether a form was done, so it is not
    # sent twice; and a page of which the head was on its way cannot be asked of another.
    forms, halves = visits.answers.pop("form 503", 0), visits.answers.pop("IncompleteRead", 0)
    figure = f"{visits.count} requests, {halves} pages cut off, {forms} forms given back"
    promise("With two app servers one can be killed", figure, met=not halves and not visits.failed)
    assert not visits.failed
    assert forms + halves <= 2 * 8


def test_migration_that_cannot_get_its_lock_leaves_the_site_running(promise):
    with stack(database="postgresql") as running, visiting(running, visitors=2) as visits:
        put_newer(running.tree)
        with psycopg.connect(running.database_url) as forgotten:
            forgotten.execute("LOCK TABLE interventions_setting IN ACCESS SHARE MODE")
            began = time.monotonic()
            with pytest.raises(Broken, match="Somebody keeps a table of the database occupied"):
                running.manage("prepare")
            lasted = time.monotonic() - began
        assert re.search("Database.* 1 migrations applied", running.manage("prepare"))
    promise("A migration gives up its lock", f"after {lasted:.0f} s", met=lasted < 60)
    assert not visits.failed
