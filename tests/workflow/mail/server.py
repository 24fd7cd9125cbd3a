"""A small real mail server on this machine, that can be told to misbehave."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

HANG, DROP = "hang", "drop"


class MailServer:
    """Keeps what it accepted in `accepted`: pairs of recipient and text.

    `answers` says what to answer to a command (`CONNECT`, `MAIL`, `RCPT`, `DATA`, `END`) instead of
    yes: HANG, DROP, or a line such as '450 later'. A key may name a recipient: `RCPT jan@kb.nl`.
    `END` is the end of the text; the message counts as accepted before END is answered.
    """

    def __init__(self, answers: dict[str, str]):
        self.answers = answers
        self.accepted = []
        self.connections = 0
        self.over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with suppress(OSError):  # closed: the test is over
            while True:
                connection, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self.talk, args=[connection], daemon=True).start()

    def talk(self, connection: socket.socket) -> None:
        with suppress(OSError), closing(connection), connection.makefile("rb") as lines:
            self.converse(connection, lines)

    def converse(self, connection: socket.socket, lines) -> None:
        if not self.answer(connection, "CONNECT", "220 ready"):
            return
        to = ""
        for line in lines:
            words = line.decode().strip().upper()
            if words.startswith("QUIT"):
                return
            verb = words[:4]
            if verb == "RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
                verb = f"RCPT {to}" if f"RCPT {to}" in self.answers else verb
            if not self.answer(connection, verb, "354 go on" if words == "DATA" else "250 yes"):
                return
            if words == "DATA" and "DATA" not in self.answers:
                text = b"".join(iter(lines.readline, b".\r\n"))
                refused = self.answers.get("END", "")[:1] in ("4", "5")
                self.accepted += [] if refused else [(to, text.decode())]
                if not self.answer(connection, "END", "250 accepted"):
                    return

    def answer(self, connection: socket.socket, verb: str, yes: str) -> bool:
        """Answer, and say whether the conversation goes on."""
        said = self.answers.get(verb, yes)
        if said == HANG:
            self.over.wait(20)
        if said in (HANG, DROP):
            return False
        connection.sendall(said.encode() + b"\r\n")
        return True

    @property
    def recipients(self) -> list[str]:
        return [to for to, _ in self.accepted]


@contextmanager
def mail_server(**answers: str) -> Iterator[MailServer]:
    server = MailServer(answers)
    try:
        yield server
    finally:
        server.over.set()
        server.listener.close()
