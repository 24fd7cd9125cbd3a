"""What is made once per version of the content, and then kept in the memory of the process."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from uuid import UUID

from elements.models import ContentVersion

Kept = TypeVar("Kept")


def kept_while(build: Callable[[], Kept]) -> Callable[[UUID], Kept]:
    """Call `build` once per stamp and keep the latest; who comes meanwhile waits for it."""
    latest: list[tuple[UUID, Kept]] = []  # (stamp, what was built): one or none
    building = Lock()

    def get(stamp: UUID) -> Kept:
        with building:
            if not latest or latest[0][0] != stamp:
                latest[:] = [(stamp, build())]
            return latest[0][1]

    return get


def kept_per_version(build: Callable[[], Kept]) -> Callable[[], Kept]:
    """Call `build` once per version of the content, as the database has it now."""
    kept = kept_while(build)
    return lambda: kept(ContentVersion.current().stamp)
