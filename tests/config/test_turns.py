"""What may wait for long never holds all threads of a process."""

from types import SimpleNamespace

import pytest

from config.turns import PATIENCE, Queue

PAGE = ("GET", "/interventies/")
FILE = ("GET", "/export/interventies.xlsx")
DOCUMENT = ("GET", "/samenvattingen/dossier.pdf")
WRITE = ("POST", "/klopt-dit-niet/")


def asked(method: str, path: str, size: int = 0):
    return SimpleNamespace(
        requests=[
            SimpleNamespace(
                error=None, command=method, path=path, late=False, body_bytes_received=size
            )
        ],
        service=lambda: None,
    )


@pytest.fixture
def queue():
    """That of a process with four threads; who is done says so."""

    def done(turn):
        found.at_work[turn.kind] -= 1

    found = Queue(4, done)
    return found


def begun(queue: Queue) -> list:
    """The requests that get a thread now, in order."""
    found = []
    while queue and len(found) < 4:
        found.append(queue.popleft())
    return found


def kinds(turns) -> list[str]:
    return [turn.kind for turn in turns]


def test_writers_get_half_of_the_threads_and_pages_the_rest(queue):
    for request in [WRITE] * 16 + [PAGE] * 3:
        queue.append(asked(*request))
    at_work = begun(queue)
    assert kinds(at_work) == ["write", "write", "page", "page"]
    at_work[0].service()
    assert kinds(begun(queue)) == ["write", "page"]


def test_writers_and_files_together_leave_a_thread_for_pages(queue):
    for request in (WRITE, WRITE, FILE, FILE):
        queue.append(asked(*request))
    assert kinds(begun(queue)) == ["write", "write", "file"]
    assert not queue
    queue.append(asked(*PAGE))
    assert kinds(begun(queue)) == ["page"]


def test_one_pdf_is_made_at_a_time_and_two_wait(queue):
    asking = [asked(*DOCUMENT) for _ in range(4)]
    queue.append(asking[0])
    (first,) = begun(queue)
    for another in asking[1:]:
        queue.append(another)
    (refused,) = begun(queue)
    assert refused.channel is asking[3]
    assert asking[3].requests[0].late
    first.service()
    (second,) = begun(queue)
    assert second.channel is asking[1]


def test_who_waits_too_long_is_told_by_a_page(queue):
    writers = [asked(*WRITE) for _ in range(3)]
    for writer in writers:
        queue.append(writer)
    first, _ = begun(queue)
    since = first.since
    assert not queue.tell_the_late(since + PATIENCE - 1)
    assert queue.tell_the_late(since + PATIENCE + 1)
    (third,) = begun(queue)
    assert third.channel is writers[2]
    assert [writer.requests[0].late for writer in writers] == [False, False, True]
    third.service()
    assert queue.at_work == {"write": 2, "page": 0}


def test_a_static_file_is_no_file_that_takes_long(queue):
    for _ in range(4):
        queue.append(asked("GET", "/static/staticfiles.json"))
    assert len(begun(queue)) == 4
