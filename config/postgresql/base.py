"""Django's backend for PostgreSQL, with an end to waiting for a server that does not answer.

`statement_timeout` is kept by the server, so it does nothing when the server itself hangs or the
network swallows what is sent. OPTIONS takes two more: `patience`, the seconds to wait for any one
answer (None: for ever), and `pause`, the seconds after a silence in which nobody asks again.
"""

import select
import time

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel
from psycopg.pq import TransactionStatus

LATELY = 1  # second in which an answer shows that the server lives
CHECK = 2  # seconds in which a kept connection has to show that it lives
PAUSE = 1  # second after a silence in which nobody asks again


class Connection(psycopg.Connection):
    """Closed when an answer takes longer than its patience: whatever comes later is of no use."""

    patience: float | None = None
    answered = 0.0  # a moment of time.monotonic()

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            answer = super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:  # no answer has come
                self.close()
                Silence.begin()
            raise
        self.answered = time.monotonic()
        return answer

    def answered_lately(self) -> bool:
        """Whether an answer came a moment ago and nothing since: a server that stops says so."""
        if self.closed or time.monotonic() - self.answered > LATELY:
            return False
        heard = select.poll()
        heard.register(self.fileno(), select.POLLIN)
        return not heard.poll(0)


class Silence:
    """What the threads of one process tell each other: who waits, waits for all.

    After a silence one request at a time tries the server, and the others are refused at once:
    otherwise every thread would be waiting, and none be left to answer what needs no database.
    """

    until = 0.0  # a moment of time.monotonic(); 0 when the server answers

    @classmethod
    def begin(cls, seconds: float = PAUSE) -> None:
        cls.until = time.monotonic() + seconds

    @classmethod
    def lasts(cls) -> bool:
        return time.monotonic() < cls.until


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Raises OperationalError, at once while there is silence. OPTIONS has no pool and no
        isolation level: `env_database` decides.
        """
        patience = conn_params.pop("patience", None)
        if Silence.lasts():
            raise psycopg.OperationalError("The server did not answer a moment ago.")
        if Silence.until:
            Silence.begin(conn_params["connect_timeout"] + PAUSE)  # the others wait for this one
        try:
            connection = Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            Silence.begin()
            raise
        Silence.until = 0.0
        self.isolation_level = IsolationLevel.READ_COMMITTED
        connection.patience = patience
        return connection

    def is_usable(self):
        """Whether the server answers soon on this connection. In a silence it is not asked."""
        if Silence.lasts() or self.connection is None:
            return False
        if self.connection.answered_lately():
            return True  # asking would double what a kept page costs
        patience = self.connection.patience
        self.connection.patience = CHECK
        try:
            return super().is_usable()
        finally:
            self.connection.patience = patience
