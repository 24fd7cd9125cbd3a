"""A backup comes back row by row, or not at all."""

import fcntl
import json
import os
import random
import resource
import shutil
import stat
import zipfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from interventions.management.keeping import archive, postgresql
from interventions.management.keeping.kept import newest_backup
from interventions.models import Attempt
from tests.described import make_sheet
from tests.management.databases import address, empty_place, manage, rows_of

BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}
NOW = "2026-11-28T10:00:00+00:00"
TIMES = 100


def command(*words: str) -> str:
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


@contextmanager
def somebody_writing():
    """Another connection, in the midst of a transaction that has written a row."""
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        cursor.execute(
            "INSERT INTO interventions_attempt (form, who, at) VALUES ('x', 'half', %s)",
            [datetime.now(UTC)],
        )
        yield
        cursor.execute("COMMIT")


@pytest.fixture(scope="module")
def file(tmp_path_factory, django_db_setup, django_db_blocker):
    """One backup of the launch content, for tests that only read it."""
    made = tmp_path_factory.mktemp("backup") / "kennisbank.zip"
    with django_db_blocker.unblock():
        command("backup", str(made))
    return made


# --- There and back -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_backup_made_while_somebody_writes_comes_back_row_by_row(tmp_path):
    Attempt.objects.create(form="x", who="whole")
    make_sheet(bytes(range(256)))
    before = rows_of(address())
    file = tmp_path / "backup.zip"
    with somebody_writing():
        said = command("backup", str(file))
    assert f"{file}: " in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with empty_place(tmp_path) as place:
        restored = manage(place, "restore", str(file))
        assert (restored.returncode, restored.stderr) == (0, "")
        assert "as many in each as then" in restored.stdout
        assert rows_of(place) == before
    assert rows_of(address()) != before
    assert {one.name for one in tmp_path.iterdir()} <= {"backup.zip", "empty.sqlite3"}


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_an_older_schema_is_brought_to_that_of_now(tmp_path):
    call_command("migrate", "otp_totp", "0002", verbosity=0)
    file = tmp_path / "backup.zip"
    command("backup", str(file))
    with empty_place(tmp_path) as place:
        assert "1 migrations applied" in manage(place, "restore", str(file)).stdout
        migrations = {name for _, _, name, _ in rows_of(place)["django_migrations"]}
    assert "0003_add_timestamps" in migrations


@pytest.mark.django_db
def test_it_says_what_it_holds_and_any_program_opens_it(file):
    with zipfile.ZipFile(file) as box:
        assert box.testzip() is None
        said = json.loads(box.read("manifest.json"))
    assert said["database"] == connection.vendor
    tables = {name.removeprefix("public."): rows for name, rows in said["tables"].items()}
    assert tables["interventions_intervention"] == 14
    assert ["interventions", "0001_initial"] in said["migrations"]


# --- What is not restored -------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["truncated", "flipped"])
def test_a_damaged_backup_is_refused(file, tmp_path, kind):
    whole, damaged, chance = file.read_bytes(), tmp_path / "damaged.zip", random.Random(7)  # noqa: S311
    places = [0, 1, len(whole) - 1, len(whole) - 64, len(whole) - 65]
    places += [chance.randrange(len(whole)) for _ in range(TIMES - len(places))]
    for place in places:
        if kind == "truncated":
            damaged.write_bytes(whole[:place])
        else:
            bit = whole[place] ^ 1 << chance.randrange(8)
            damaged.write_bytes(whole[:place] + bytes([bit]) + whole[place + 1 :])
        with pytest.raises(CommandError, match="is no whole backup"):
            command("restore", str(damaged))


@pytest.mark.django_db
def test_it_is_only_restored_into_an_empty_place(file):
    before = rows_of(address())
    with pytest.raises(CommandError, match="is not empty"):
        command("restore", str(file))
    assert rows_of(address()) == before


@pytest.mark.django_db
def test_a_backup_of_newer_software_is_refused(file, tmp_path):
    newer = made(tmp_path, migrations=[("interventions", "9999_later")])
    with pytest.raises(CommandError, match=r"newer version of the software, with .*9999_later"):
        command("restore", str(newer))


@pytest.mark.django_db
def test_a_backup_of_the_other_kind_says_what_to_do(tmp_path):
    other, hint = {
        "sqlite": ("postgresql", "Name an empty database of PostgreSQL"),
        "postgresql": ("sqlite", "manage.py copy_database"),
    }[connection.vendor]
    with pytest.raises(CommandError, match=hint):
        command("restore", str(made(tmp_path, kind=other)))


@pytest.mark.django_db
def test_a_dump_that_breaks_half_way_leaves_the_place_empty(file, tmp_path):
    half = tmp_path / "half"
    with zipfile.ZipFile(file) as box:
        said = json.loads(box.read("manifest.json"))
        half.write_bytes(box.read(said["dump"])[: -100 * 1024])
    whole = made(tmp_path, dump=half, version=said["database_version"])
    with empty_place(tmp_path) as place:
        refused = manage(place, "restore", str(whole))
        assert refused.returncode == 1
        assert refused.stderr.startswith("CommandError: Nothing was restored: ")
        assert len(refused.stderr.splitlines()) == 1
        assert rows_of(place) == {}


@pytest.mark.django_db
def test_a_manifest_of_another_form_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "asdict", lambda manifest: {"format": 2, "new": "x"})
    later = made(tmp_path)
    with pytest.raises(CommandError, match="made by other software"):
        command("restore", str(later))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["none.zip", "."])
def test_what_is_no_file_is_said(tmp_path, name):
    with pytest.raises(CommandError, match="is not there, or no file"):
        command("restore", str(tmp_path / name))


def made(folder: Path, **values) -> Path:
    """A backup that is whole, of something else."""
    (folder / "dump").write_bytes(b"x")
    said = {"dump": folder / "dump", "kind": connection.vendor, "version": "15", **values}
    dumped = archive.Dumped(
        said["dump"], said["kind"], said["version"], {}, said.get("migrations", [])
    )
    archive.write(folder / "made.zip", dumped, made_at=NOW, software="x")
    return folder / "made.zip"


# --- What is not made -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Where to?"),
        (("-",), "give its name"),
        (("{folder}/taken",), "is there already"),
        (("{folder}/link",), "is there already"),
        (("{folder}",), "is there already"),
        (("{folder}/none/x.zip",), "is not there"),
        (("{folder}/taken/x.zip",), "is not there, or no folder"),
        (("--into", "{folder}/none"), "is not there"),
        (("{folder}/x.zip", "--keep", "3"), "Give a file, or a folder"),
        (("--into", "{folder}", "--keep", "0"), "a number from 1"),
        (("{folder}/" + 300 * "x",), "No backup was made: File name too long"),
    ],
)
def test_where_it_cannot_go_is_said(tmp_path, words, sentence):
    (tmp_path / "taken").write_text("of somebody")
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(CommandError, match=sentence):
        command("backup", *(word.format(folder=tmp_path) for word in words))
    assert (tmp_path / "taken").read_text() == "of somebody"
    assert {one.name for one in tmp_path.iterdir()} == {"taken", "link"}


@pytest.mark.django_db
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path):
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most[1]))
    try:
        with pytest.raises(CommandError, match=r"^No backup was made: "):
            command("backup", str(tmp_path / "x.zip"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.django_db
def test_what_a_killed_backup_left_goes_with_the_next(tmp_path):
    (tmp_path / ".kennisbank-under-way").mkdir()
    (tmp_path / ".kennisbank-under-way" / "backup").write_text("half")
    command("backup", str(tmp_path / "x.zip"))
    assert [one.name for one in tmp_path.iterdir()] == ["x.zip"]


@pytest.mark.django_db
def test_two_at_once_in_one_folder_do_not_spoil_each_other(tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(CommandError, match="Another command is at work"):
        command("backup", str(tmp_path / "x.zip"))
    os.close(handle)
    command("backup", str(tmp_path / "x.zip"))


# --- The folder of backups ------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_newest_stay_and_nothing_else_is_deleted(tmp_path, settings):
    days = [f"kennisbank-202611{day:02}T031700Z.zip" for day in range(1, 6)]
    others = ["kennisbank-20269999T031700Z.zip", "kennisbank.zip", "kennisbank-20261101T031700Z.md"]
    for name in (*days, *others):
        (tmp_path / name).write_text("")
    assert newest_backup(tmp_path) == (
        tmp_path / days[-1],
        datetime(2026, 11, 5, 3, 17, tzinfo=UTC),
    )
    command("backup", "--into", str(tmp_path), "--keep", "3")
    (new,) = {one.name for one in tmp_path.iterdir()} - {*days, *others}
    assert {one.name for one in tmp_path.iterdir()} == {*days[3:], *others, new}
    assert newest_backup(tmp_path)[0].name == new


@pytest.mark.django_db
def test_without_words_it_goes_into_the_folder_of_the_settings(tmp_path, settings):
    assert newest_backup(tmp_path) is None
    settings.BACKUP_FOLDER = str(tmp_path)
    command("backup")
    assert [newest_backup(tmp_path)[0]] == [*tmp_path.iterdir()]


# --- The tools of PostgreSQL ----------------------------------------------------------------------


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A machine with pg_dump of three versions, that write down how they were called."""
    for version in (13, 15, 17):
        file = tmp_path / str(version) / "bin" / "pg_dump"
        file.parent.mkdir(parents=True)
        file.write_text(
            f'#!/bin/sh\necho "pg_dump (PostgreSQL) {version}.4"\necho "$@" >{tmp_path}/words\n'
            f'echo "$PGPASSWORD" >{tmp_path}/password\n'
        )
        file.chmod(0o700)
    monkeypatch.setattr(postgresql, "BIN", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    return tmp_path


@pytest.mark.parametrize(("server", "fits"), [(13, 13), (14, 15), (15, 15), (16, 17)])
def test_the_tool_that_fits_the_server_is_taken(tools, server, fits):
    assert postgresql.tool("pg_dump", server) == f"{tools}/{fits}/bin/pg_dump"


def test_a_server_that_is_too_new_for_the_tools_is_said(tools):
    with pytest.raises(CommandError, match=r"is of 17\. Install postgresql-client-18"):
        postgresql.tool("pg_dump", 18)
    with pytest.raises(CommandError, match="there is none here"):
        postgresql.tool("pg_restore", 15)


def test_the_password_is_not_on_the_command_line(tools, monkeypatch):
    base = {"HOST": "kb.example", "PORT": "5432", "USER": "kb", "PASSWORD": "geheim", "NAME": "a b"}
    base = SimpleNamespace(settings_dict={**base, "OPTIONS": {"connect_timeout": 3}})
    monkeypatch.setattr(postgresql, "connection", base)
    postgresql.run(postgresql.tool("pg_dump", 15), "--format=custom")
    assert (tools / "words").read_text() == "--format=custom --dbname=dbname='a b'\n"
    assert (tools / "password").read_text() == "geheim\n"
