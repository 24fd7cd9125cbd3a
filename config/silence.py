"""What the threads of one process tell each other about a server that did not answer.

After a silence one request at a time tries the server, and the others go on without it at once:
otherwise every thread would be waiting, and none be left to answer what does not need it.
"""

import time
from threading import Lock


class Silence:
    """Of one server. After it fell silent nobody asks again for `pause` seconds."""

    def __init__(self, pause: float = 1.0):
        self.pause = pause
        self.until = 0.0  # a moment of time.monotonic(); 0 when the server answers
        self._deciding = Lock()

    def begin(self, seconds: float | None = None) -> None:
        self.until = time.monotonic() + (self.pause if seconds is None else seconds)

    def lasts(self) -> bool:
        return time.monotonic() < self.until

    def admits(self, trial: float) -> bool:
        """Whether the server may be asked; after a silence by one, who needs at most `trial`."""
        with self._deciding:
            if self.lasts():
                return False
            if self.until:
                self.begin(trial + self.pause)  # the others wait for what this one finds
            return True
