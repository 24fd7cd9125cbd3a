"""Django's cache in Redis, which leaves a server alone that did not answer a moment ago.

A page is made sooner than a server that hangs would give it, so all waiting is short, and after it
nobody in this process asks for some seconds. OPTIONS of the settings say how short.
"""

import logging

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

from config.silence import Silence

log = logging.getLogger(__name__)

TRIAL = 0.5  # seconds: for a connection and an answer, as `config/environment.py` has them


SILENCE = Silence(5.0)


class Client(redis.Redis):
    def execute_command(self, *args, **options):
        """Raises NoConnection at once while the server is left alone."""
        if not SILENCE.admits(TRIAL):
            raise NoConnection("Redis did not answer a moment ago.")
        try:
            answer = super().execute_command(*args, **options)
        except (NoConnection, NoAnswer) as error:
            SILENCE.begin()
            log.warning("Redis does not answer, pages do without for a while: %s", error)
            raise
        SILENCE.until = 0.0
        return answer


class Clients(RedisCacheClient):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._client = Client


class Backend(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = Clients
