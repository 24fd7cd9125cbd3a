"""What is read once per version of the content, and then kept in the memory of the process."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from elements.models import ContentVersion

Kept = TypeVar("Kept")


def kept_per_version(build: Callable[[], Kept]) -> Callable[[], Kept]:
    """Call `build` once per version of the content; who comes meanwhile waits for it."""
    latest: list[tuple[object, Kept]] = []  # (stamp, what was built): one or none
    building = Lock()

    def get() -> Kept:
        stamp = ContentVersion.current().stamp
        with building:
            if not latest or latest[0][0] != stamp:
                latest[:] = [(stamp, build())]
            return latest[0][1]

    return get
