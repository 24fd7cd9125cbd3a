"""What is secret stands in a folder that nobody else can enter, and moves there at the start."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from config import private_folder
from config.environment import env_database

# Writes a row into an SQLite file, and is killed before its log is written into the file.
KILLED = """
import os, signal, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA journal_mode=WAL")
base.execute("CREATE TABLE letter (link)")
base.execute("INSERT INTO letter VALUES ('geheim')")
os.kill(os.getpid(), signal.SIGKILL)
"""
CHECK = ("manage.py", "check")
NAMES = ("db.sqlite3", "secret-key", "accounts.txt")


@pytest.fixture
def house(tmp_path) -> Path:
    """The project in a folder of its own, with a `var` of its own."""
    house = tmp_path / "house"
    shutil.copytree(settings.BASE_DIR / "config", house / "config")
    shutil.copy(settings.BASE_DIR / "manage.py", house)
    for name in ("elements", "interventions", "templates", "static", "fixtures"):
        (house / name).symlink_to(settings.BASE_DIR / name)
    (house / "var").mkdir(mode=0o755)
    return house


def start(house: Path, *command: str, **variables) -> subprocess.CompletedProcess:
    """Read the settings there; with umask 0, so that every mode is one that we chose."""
    return subprocess.run(
        [sys.executable, *(command or ("-c", "import config.settings"))],
        cwd=house,
        env={"PATH": os.environ["PATH"], "ENVIRONMENT": "development", **variables},
        capture_output=True,
        text=True,
        check=False,
        umask=0,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def fill(var: Path) -> None:
    """`var` as it was: a base whose last row stands in its log only, a key, accounts."""
    subprocess.run([sys.executable, "-c", KILLED, var / "db.sqlite3"], check=False)
    assert (var / "db.sqlite3-wal").stat().st_size
    (var / "secret-key").write_text("k" * 50)
    (var / "accounts.txt").write_text("redacteur geheim\n")


def letters(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as base:
        return [link for (link,) in base.execute("SELECT link FROM letter")]


# --- Closed to others -----------------------------------------------------------------------------


def test_start_makes_a_folder_that_only_its_owner_can_enter(house):
    assert start(house).returncode == 0
    private = house / "var" / "private"
    assert mode(private) == 0o700
    assert {file.name: mode(file) for file in private.iterdir()} == {
        "db.sqlite3": 0o600,
        "secret-key": 0o600,
    }


def test_start_closes_what_was_open(house):
    private = house / "var" / "private"
    private.mkdir()
    private.chmod(0o777)
    (private / "db.sqlite3").touch()
    (private / "db.sqlite3").chmod(0o666)
    assert "W003" not in start(house, *CHECK).stderr
    assert (mode(private), mode(private / "db.sqlite3")) == (0o700, 0o600)


@pytest.mark.parametrize("place", ["db.sqlite3", "own/folder/db.sqlite3"])
def test_files_that_sqlite_makes_later_are_closed_too(monkeypatch, tmp_path, place):
    before = os.umask(0)
    try:
        monkeypatch.setenv("KENNISBANK_TEST", f"sqlite:///{tmp_path}/{place}")
        file = Path(env_database("KENNISBANK_TEST", tmp_path)["NAME"])
        with closing(sqlite3.connect(file, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("CREATE TABLE letter (link)")
            modes = {path.name: mode(path) for path in file.parent.glob("db.*")}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"), 0o600)


@pytest.mark.parametrize("other", ["link", "file"])
def test_start_refuses_a_private_folder_that_is_something_else(house, tmp_path, other):
    private, elsewhere = house / "var" / "private", tmp_path / "van-een-ander"
    elsewhere.mkdir()
    if other == "link":
        private.symlink_to(elsewhere)
    else:
        private.touch()
    refused = start(house)
    assert refused.returncode != 0
    assert f"{private} is a link or a file" in refused.stderr
    assert list(elsewhere.iterdir()) == []


def test_start_refuses_a_private_folder_of_another_account(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1000)
    with pytest.raises(private_folder.ImproperlyConfigured, match="belongs to another account"):
        private_folder.private_folder(tmp_path / "private")


@pytest.fixture
def shared():
    """A folder that others can enter: those of pytest are closed, up to the one of all runs."""
    with tempfile.TemporaryDirectory(prefix="shared-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_start_says_which_file_elsewhere_others_can_read(house, shared):
    elsewhere = shared / "base.sqlite3"
    elsewhere.touch()
    elsewhere.chmod(0o644)
    chosen = {"DATABASE_URL": f"sqlite:///{elsewhere}"}
    said = start(house, *CHECK, **chosen).stderr
    assert f"(config.W003) {elsewhere} can be read by every account" in said
    assert said.count("W003") == 1
    server = start(house, "-c", "import config.wsgi", **chosen)
    assert f"{elsewhere} can be read by every account" in server.stderr
    elsewhere.chmod(0o640)
    assert "W003" not in start(house, *CHECK, **chosen).stderr


# --- Moving in ------------------------------------------------------------------------------------


def test_what_stood_in_the_open_moves_in_and_nothing_is_lost(house):
    var = house / "var"
    fill(var)
    assert start(house).returncode == 0
    assert [path.name for path in var.iterdir()] == ["private"]
    assert {name: mode(var / "private" / name) for name in NAMES} == dict.fromkeys(NAMES, 0o600)
    assert letters(var / "private" / "db.sqlite3") == ["geheim"]
    assert (var / "private" / "secret-key").read_text() == "k" * 50
    assert start(house).returncode == 0
    assert letters(var / "private" / "db.sqlite3") == ["geheim"]


def test_base_that_is_in_use_stays_where_it_is(house):
    var = house / "var"
    fill(var)
    with closing(sqlite3.connect(var / "db.sqlite3", isolation_level=None)) as used:
        used.execute("SELECT * FROM letter").fetchall()
        refused = start(house)
        used.execute("INSERT INTO letter VALUES ('later')")
    assert refused.returncode != 0
    assert "database is locked. Stop the site and what else uses it" in refused.stderr
    assert start(house).returncode == 0
    assert letters(var / "private" / "db.sqlite3") == ["geheim", "later"]


def test_of_several_that_start_at_once_each_finds_the_base(house):
    fill(house / "var")
    environment = {"PATH": os.environ["PATH"], "ENVIRONMENT": "development"}
    command = [sys.executable, "-c", "from config import settings"]
    starts = [subprocess.Popen(command, cwd=house, env=environment) for _ in range(4)]
    assert [one.wait(60) for one in starts] == [0, 0, 0, 0]
    assert letters(house / "var" / "private" / "db.sqlite3") == ["geheim"]


@pytest.mark.parametrize("name", NAMES)
def test_two_of_one_stop_the_start_and_both_stay(house, name):
    old, new = house / "var" / name, house / "var" / "private" / name
    start(house)
    old.write_text("oud")
    new.write_text("nieuw")
    refused = start(house)
    assert refused.returncode != 0
    assert f"There are two: {old} and {new}" in refused.stderr
    assert (old.read_text(), new.read_text()) == ("oud", "nieuw")


@pytest.mark.parametrize("name", NAMES)
def test_link_is_not_followed_into_the_file_of_somebody_else(house, tmp_path, name):
    target = tmp_path / "van-een-ander"
    target.write_text("van een ander")
    target.chmod(0o644)
    (house / "var" / name).symlink_to(target)
    refused = start(house)
    assert refused.returncode != 0
    assert f"{house / 'var' / name} is a link or no file" in refused.stderr
    assert (target.read_text(), mode(target)) == ("van een ander", 0o644)


def test_log_without_its_base_stops_the_start(house):
    fill(house / "var")
    (house / "var" / "db.sqlite3").rename(house / "elsewhere.sqlite3")
    refused = start(house)
    assert refused.returncode != 0
    assert "db.sqlite3-wal holds changes of a database that is not beside it" in refused.stderr
    (house / "elsewhere.sqlite3").rename(house / "var" / "db.sqlite3")
    assert start(house).returncode == 0
    assert letters(house / "var" / "private" / "db.sqlite3") == ["geheim"]


def test_what_is_no_base_stays_where_it_is(house):
    (house / "var" / "db.sqlite3").write_text("Dit is geen base. " * 100)
    refused = start(house)
    assert refused.returncode != 0
    assert "file is not a database" in refused.stderr
    assert (house / "var" / "db.sqlite3").read_text().startswith("Dit is geen base.")


def test_base_that_was_chosen_stays_where_it_is(house):
    fill(house / "var")
    assert start(house, DATABASE_URL="sqlite:///var/db.sqlite3").returncode == 0
    assert letters(house / "var" / "db.sqlite3") == ["geheim"]
