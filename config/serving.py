"""The worker that gunicorn starts: waitress reads and writes, a thread only makes answers.

gunicorn keeps the processes. In each, one loop of waitress takes in whole requests and sends what
was answered, so a slow client costs no thread; and it is ended after a stated time.
"""

import os
import select
import time
from collections import Counter
from datetime import timedelta
from io import BytesIO

from gunicorn.workers.base import Worker as Process
from waitress import create_server, task, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, InternalServerError, RequestEntityTooLarge

from config import heap, metrics, overload
from config.environment import env_int
from config.logs import begin_request, request_id
from config.turns import LATE, Dispatcher

# Seconds in all, however the client spreads them: until its whole head is there (also while it is
# silent between two requests), until its whole body is there, until it has taken our whole answer.
PATIENCE: dict[str | None, int] = {
    "head": env_int("HEAD_SECONDS", 15, least=1, most=600),
    "body": env_int("BODY_SECONDS", 120, least=1, most=3600),
    "answer": env_int("ANSWER_SECONDS", 300, least=1, most=3600),
}
CONNECTIONS = 400  # of one process; over it, those go that keep us waiting longest
GIVE_BACK = 30  # seconds between two times that free memory goes back to the system
LARGEST = env_int("WORKER_MB", 512, least=32, most=65_536) * 2**20  # then it is replaced
OPENED = 2  # seconds for the first request of a new connection, when we stop
HEAD = 32 * 1024
BODY = 16 * 1024 * 1024  # no form is larger (config/middleware.py); of more, nothing is kept
TAKEN = 100 * 1024 * 1024  # so much is let go by for a browser that reads no answer before
ANSWER = 256 * 1024 * 1024  # kept for a client that does not read; none of ours is larger
IN_MEMORY = 512 * 1024  # of a body or an answer; the rest waits in a temporary file


class AddressTooLong(BadRequest):
    code = 414
    reason = "URI Too Long"


class Nothing:
    """Where a body goes that is larger than any form: it is answered with our own page."""

    def append(self, data):
        pass

    def getfile(self):
        return BytesIO()

    def close(self):
        pass


class Parser(HTTPRequestParser):
    """Waitress's own, with a limit on the first line, the body, and what stands between chunks."""

    first_line = b""
    late = False  # whether it waited too long for its turn
    came = 0.0  # when all of it was there
    error: BadRequest | None

    def received(self, data):
        taken = super().received(data)
        if not self.error and (error := self._too_long()):
            self.error = error
            self.completed = True
        if self.completed:
            self.came = time.monotonic()
        return taken

    def _too_long(self):
        line = self.adj.longest_line
        if self.body_rcv is None:
            begin = self.first_line if self.headers_finished else self.header_plus[: line + 2]
            if len(begin.partition(b"\r\n")[0]) > line:
                return AddressTooLong(f"the first line has more than {line} bytes")
        elif self.chunked:
            if self.body_bytes_received > BODY:
                return RequestEntityTooLarge(f"more than {BODY} bytes")
            if len(self.body_rcv.control_line) + len(self.body_rcv.trailer) > HEAD:
                return BadRequest("a line between chunks is too long")
        return None

    def parse_header(self, header_plus):
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # of an address `http://[/`, or a length of 5,000 digits
            raise ParsingError("a number or an address cannot be read") from error
        if self.content_length > BODY:
            self.body_rcv.buf = Nothing()


class Logged(task.Task):
    """A task that ends with a line in the access log."""

    counted = 0

    def service(self):
        began = time.monotonic()
        if not isinstance(self.request.error, InternalServerError):  # which follows on its request
            begin_request()
        try:
            with metrics.UNDER_WAY.track_inprogress():
                super().service()
        finally:
            self.channel.answered += 1
            if self.wrote_header:
                lasted = timedelta(seconds=time.monotonic() - began)
                self.channel.server.log.access(self, self.request, self.get_environment(), lasted)

    def write(self, data):
        if self.request_method == "HEAD":
            data = b""
        super().write(data)
        self.counted += len(data)

    @property
    def request_method(self) -> str:
        return getattr(self.request, "command", "-")

    @property
    def sent(self) -> int:
        """The bytes of the body, as gunicorn's log asks for them."""
        if self.request_method == "HEAD" or not self.has_body:
            return 0
        return self.counted if self.content_length is None else self.content_length


class Task(Logged, task.WSGITask):
    def get_environment(self):
        environ = super().get_environment()
        environ["RAW_URI"] = self.request.request_uri
        environ[LATE] = self.request.late
        return environ

    def build_response_header(self):
        head = super().build_response_header()
        if self.request_method == "HEAD":
            self.chunked_response = False  # else an empty last chunk follows
        return head


class Fault(Logged, task.ErrorTask):
    """What is no request gets an answer without the site."""

    def execute(self):
        self.response_headers.append(("X-Request-ID", request_id.get()))
        super().execute()

    def get_environment(self):
        return {
            "REMOTE_ADDR": self.channel.addr[0],
            "REQUEST_METHOD": self.request_method,
            "RAW_URI": getattr(self.request, "request_uri", "-"),
        }


class Refusal(Fault):
    """Of a page that waited too long; the connection stays."""

    status = "503 Service Unavailable"

    def execute(self):
        headers, body = overload.refusal(self.request.path)
        self.response_headers.extend(headers)
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """One connection, which knows for how long it has been waiting for its client."""

    task_class, error_task_class, parser_class = Task, Fault, Parser
    answered = 0
    step: tuple[str | None, int] = (None, 0)
    since = 0.0

    def service(self):
        late = overload.waited_too_long(self.requests[0])
        self.task_class = Refusal if late else Task
        super().service()

    def look(self, now: float) -> None:
        step = (self._awaits(), self.answered)
        if step != self.step:
            self.step, self.since = step, now

    def _awaits(self) -> str | None:
        if self.total_outbufs_len:
            return "answer"
        if self.requests:
            return None  # we are at work
        begun = self.request
        return "body" if begun is not None and begun.headers_finished else "head"

    def is_late(self, now: float) -> bool:
        return now - self.since > PATIENCE.get(self.step[0], float("inf"))


class Worker(Process):
    """A process of gunicorn. It stops like gunicorn's own: what was begun is finished first."""

    alive: bool

    def run(self):
        (listener,) = self.sockets
        self.map: dict[int, HTTPChannel] = {}
        self.looked = self.gave_back = 0.0
        self.server = server = create_server(
            self.wsgi,
            map=self.map,
            sockets=[listener.sock],
            _dispatcher=Dispatcher(self.cfg.threads),
            backlog=self.cfg.backlog,
            connection_limit=2 * CONNECTIONS,
            max_request_header_size=HEAD,
            max_request_body_size=TAKEN,
            inbuf_overflow=IN_MEMORY,
            outbuf_overflow=IN_MEMORY,
            outbuf_high_watermark=ANSWER,
            channel_timeout=24 * 3600,  # `tend` ends connections
            clear_untrusted_proxy_headers=False,  # config/middleware.py counts the proxies
            ident="",
        )
        server.adj.longest_line = self.cfg.limit_request_line
        server.channel_class = Channel
        server.server_name = server.effective_host
        server.log = self.log
        while self.alive and self.ppid == os.getppid():
            self.turn()
        self.finish()

    def handle_exit(self, sig, frame):
        super().handle_exit(sig, frame)
        self.server.pull_trigger()

    def turn(self) -> None:
        self.notify()
        wasyncore.loop(timeout=1, use_poll=True, map=self.map, count=1)
        now = time.monotonic()
        if now - self.looked > 0.5:
            self.looked = now
            self.tend(now)
            metrics.weigh()
            self.server.task_dispatcher.tend(now)
        if now - self.gave_back > GIVE_BACK:
            self.gave_back = now
            heap.give_back()
            if heap.held() > LARGEST and self.alive:
                self.log.info("Above WORKER_MB: another worker comes, this one finishes")
                self.alive = False

    def tend(self, now: float) -> None:
        """End the connections that are late, and the oldest of those that wait when it is full."""
        channels = [*self.server.active_channels.values()]
        for channel in channels:
            channel.look(now)
        late = [channel for channel in channels if channel.is_late(now)]
        waiting = [one for one in channels if one.step[0] and not one.is_late(now)]
        crowd = max(0, len(channels) - len(late) - CONNECTIONS)
        ended = late + sorted(waiting, key=lambda channel: channel.since)[:crowd]
        for channel in ended:
            channel.handle_close()
        if ended:
            awaited = Counter(channel.step[0] for channel in ended)
            self.log.info("Ended slow connections, by what we waited for: %s", dict(awaited))

    def finish(self) -> None:
        """Answer what was begun. A connection that was opened, or bears a request that we have not
        read yet, is begun: closing it would refuse that request.
        """
        wasyncore.dispatcher.close(self.server)  # accept no more
        began = time.monotonic()
        while self.server.active_channels and time.monotonic() < began + self.cfg.graceful_timeout:
            for channel in [*self.server.active_channels.values()]:
                awaited = not channel.answered and time.monotonic() < began + OPENED
                begun = channel.requests or channel.request or channel.total_outbufs_len
                if not (begun or awaited or _has_more(channel)):
                    channel.handle_close()
            self.turn()
        self.server.task_dispatcher.shutdown(timeout=1)


def _has_more(channel: Channel) -> bool:
    """Whether its client sent something, or left, and we did not read that yet."""
    waiting = select.poll()
    waiting.register(channel.socket, select.POLLIN)
    return bool(waiting.poll(0))
