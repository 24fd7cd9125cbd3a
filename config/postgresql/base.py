"""Django's backend for PostgreSQL, with an end to waiting for a server that does not answer.

`statement_timeout` is kept by the server, so it does nothing when the server itself hangs or the
network swallows what is sent. OPTIONS takes one more: `patience`, the seconds to wait for any one
answer (None: for ever).
"""

import select
import time
from collections import defaultdict

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel
from psycopg.pq import TransactionStatus

from config.silence import Silence

LATELY = 1  # second in which an answer shows that the server lives
CHECK = 2  # seconds in which a kept connection has to show that it lives


class Connection(psycopg.Connection):
    """Closed when an answer takes longer than its patience: whatever comes later is of no use."""

    patience: float | None = None
    silence: Silence
    answered = 0.0  # a moment of time.monotonic()

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            answer = super().wait(gen, interval, timeout or self.patience)
        except psycopg.OperationalError:
            if self.info.transaction_status == TransactionStatus.ACTIVE:  # no answer has come
                self.close()
                self.silence.begin()
            raise
        self.answered = time.monotonic()
        return answer

    def answered_lately(self) -> bool:
        """Whether an answer came a moment ago and nothing since: a server that stops says so. Of a
        transaction nobody knows without asking whether it can go on.
        """
        is_idle = self.info.transaction_status == TransactionStatus.IDLE
        if not is_idle or time.monotonic() - self.answered > LATELY:
            return False
        heard = select.poll()
        heard.register(self.fileno(), select.POLLIN)
        return not heard.poll(0)


SILENCES: dict[str, Silence] = defaultdict(Silence)  # a replica that hangs silences no primary


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def silence(self) -> Silence:
        return SILENCES[self.alias]

    def get_new_connection(self, conn_params):
        """Raises OperationalError, at once while there is silence. OPTIONS has no pool and no
        isolation level: `env_database` decides.
        """
        patience, silence = conn_params.pop("patience", None), self.silence
        if not silence.admits(conn_params["connect_timeout"]):
            raise psycopg.OperationalError("The server did not answer a moment ago.")
        try:
            connection = Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            silence.begin()
            raise
        silence.until = 0.0
        self.isolation_level = IsolationLevel.READ_COMMITTED
        connection.patience, connection.silence = patience, silence
        return connection

    def is_usable(self):
        """Whether the server answers soon on this connection. In a silence it is not asked."""
        if self.silence.lasts() or self.connection is None:
            return False
        if self.connection.answered_lately():
            return True  # asking would double what a kept page costs
        patience = self.connection.patience
        self.connection.patience = CHECK
        try:
            return super().is_usable()
        finally:
            self.connection.patience = patience
