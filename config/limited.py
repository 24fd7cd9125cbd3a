"""An answer within a time, from what may hang: a server, a disk, a name that is looked up."""

import threading
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def begin(ask: Callable[[], Answer]) -> Callable[[float], Answer]:
    """Ask in a thread of its own; gives what waits for the answer, so many seconds.

    That raises what `ask` raised, or TimeoutError; what hangs is left alone and ends with the
    process.
    """
    answers: list[Answer] = []
    faults: list[Exception] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # handed to who waits
            faults.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def wait(seconds: float) -> Answer:
        thread.join(max(0.0, seconds))
        if faults:
            raise faults[0]
        if not answers:
            raise TimeoutError("no answer in time")
        return answers[0]

    return wait


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What `ask` gives, or raises; TimeoutError when that takes longer."""
    return begin(ask)(seconds)
