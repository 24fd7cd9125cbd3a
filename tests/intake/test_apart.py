"""A file is read in a process of its own: what it may take, what it knows, and that it ends."""

import os
import time
from pathlib import Path

import pytest

from interventions.intake.received import apart
from interventions.intake.received.apart import TOO_MUCH, Ceiling, read_apart
from interventions.intake.received.limits import MEGABYTE, Refused
from interventions.intake.spreadsheets import tables
from tests.intake.sheets import SAMPLE, refusal, upload

ROOM = Ceiling(processor=5, clock=30, memory=256 * MEGABYTE, answer=MEGABYTE)
READERS = "tests.intake.readers"


@pytest.fixture(autouse=True)
def _readers(monkeypatch):
    names = ("told", "spinning", "sleeping", "greedy", "talkative", "dying", "talking_nonsense")
    monkeypatch.setattr(
        apart, "READERS", {f"{READERS}.{one}": "Maak het kleiner." for one in names}
    )


def read(name: str, data: bytes = b"", ceiling: Ceiling = ROOM, **values):
    return read_apart(f"{READERS}.{name}", data, ceiling, values)


def children() -> set[str]:
    """The processes that this one has started, those that nobody waited for included."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [
        ("spinning", Ceiling(1, 30, ROOM.memory, ROOM.answer)),
        ("sleeping", Ceiling(5, 1, ROOM.memory, ROOM.answer)),
        ("greedy", ROOM),
        ("talkative", ROOM),
        ("dying", ROOM),
        ("talking_nonsense", ROOM),
    ],
)
def test_who_takes_too_much_is_ended_with_a_sentence(name, ceiling):
    before, start = children(), time.monotonic()
    with pytest.raises(Refused, match=TOO_MUCH[:30]):
        read(name, ceiling=ceiling)
    assert children() == before
    assert time.monotonic() - start < ceiling.clock + 10


def test_the_child_gets_the_file_and_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "kanarie")
    with SAMPLE.open() as left_open:
        os.set_inheritable(left_open.fileno(), True)
        told = read("told", b"\0\xff", twice="\ud800")
    assert told["data"] == "00ff"
    assert told["twice"] == "\ud800"
    assert not {name for name in told["environment"] if "KEY" in name or "DATABASE" in name}
    assert not [module for module in told["modules"] if module.split(".")[0] == "django"]
    assert str(SAMPLE) not in told["open"]
    assert told["group"] != os.getpgid(0)


def test_what_is_not_on_the_list_is_not_called():
    with pytest.raises(ValueError, match="no reader"):
        read_apart("os.system", b"", ROOM, {})


@pytest.mark.django_db
def test_the_desk_says_it_when_the_reading_is_stopped(editor_client, monkeypatch):
    monkeypatch.setattr(tables, "AT_THE_DESK", Ceiling(5, 30, 20 * MEGABYTE, MEGABYTE))
    response = upload(editor_client, SAMPLE.read_bytes())
    assert response.status_code == 200
    assert TOO_MUCH in refusal(response)
