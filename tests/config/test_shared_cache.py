"""A Redis that does not answer is left alone for a while, and then tried by one."""

import socket

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError

from config.environment import env_cache
from config.shared_cache import SILENCE


@pytest.fixture
def door():
    """A server that lets in and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


@pytest.fixture
def cache(door, monkeypatch, settings):
    monkeypatch.setattr(SILENCE, "until", 0.0)
    monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{door.getsockname()[1]}/0")
    settings.CACHES = {"default": env_cache("CACHE_URL")}
    return caches["default"]


def come(door) -> int:
    """How many have knocked since the last time."""
    door.settimeout(0.2)
    found = 0
    try:
        while True:
            door.accept()[0].close()
            found += 1
    except TimeoutError:
        return found


def test_after_a_silence_nobody_asks_it(cache, door):
    with pytest.raises(RedisError):
        cache.get("iets")
    assert come(door) == 1
    for _ in range(20):
        with pytest.raises(NoConnection, match="did not answer a moment ago"):
            cache.set("iets", 1)
    assert come(door) == 0


def test_after_that_one_tries_it_and_the_others_wait_for_what_it_finds(cache, door, monkeypatch):
    monkeypatch.setattr(SILENCE, "until", 1.0)  # long ago
    assert SILENCE.admits(0.5)
    assert not SILENCE.admits(0.5)
    monkeypatch.setattr(SILENCE, "until", 1.0)
    with pytest.raises(RedisError):
        cache.get("iets")
    assert come(door) == 1
