"""What the threads of one process tell each other about a server that did not answer.

After a silence one request at a time tries the server, and the others go on without it at once:
otherwise every thread would be waiting, and none be left to answer what does not need it.
"""

import time
from threading import Lock

_deciding = Lock()


class Silence:
    """Of one server: a subclass each. `PAUSE` is for how many seconds nobody asks again."""

    PAUSE = 1.0
    until = 0.0  # a moment of time.monotonic(); 0 when the server answers

    @classmethod
    def begin(cls, seconds: float | None = None) -> None:
        cls.until = time.monotonic() + (cls.PAUSE if seconds is None else seconds)

    @classmethod
    def lasts(cls) -> bool:
        return time.monotonic() < cls.until

    @classmethod
    def admits(cls, trial: float) -> bool:
        """Whether the server may be asked; after a silence by one, who needs at most `trial`."""
        with _deciding:
            if cls.lasts():
                return False
            if cls.until:
                cls.begin(trial + cls.PAUSE)  # the others wait for what this one finds
            return True
