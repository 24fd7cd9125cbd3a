"""Kept pages take no more memory than they may, however many there are and however large."""

import pytest
from django.core.cache import caches

from config import page_memory
from config.page_memory import BESIDE, LARGEST

MOST = 100_000


@pytest.fixture
def cache(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "config.page_memory.Backend",
            "LOCATION": "test",
            "OPTIONS": {"MAX_BYTES": MOST},
        }
    }
    yield caches["default"]
    caches["default"].clear()


def test_pages_never_take_more_than_they_may(cache):
    for number in range(200):
        cache.set(f"page-{number}", b"x" * (number * 37 % 9000))
        assert 0 < page_memory._held["test"] <= MOST
    assert cache.get("page-199") == b"x" * (199 * 37 % 9000)
    assert cache.get("page-0") is None


def test_what_was_asked_for_longest_ago_goes_first(cache):
    size = MOST // LARGEST - BESIDE - 100
    for name in "abcdefgh":
        cache.set(name, b"x" * size)
    cache.get("a")
    cache.set("new", b"x" * size)
    assert cache.get("a") is not None
    assert cache.get("b") is None


def test_a_page_that_would_push_out_the_others_is_not_kept(cache):
    cache.set("small", b"x")
    cache.set("large", b"x" * MOST)
    assert cache.get("large") is None
    assert cache.get("small") == b"x"


def test_a_page_that_is_kept_again_counts_once(cache):
    for _ in range(50):
        cache.set("page", b"x" * 5000)
    cache.delete("page")
    assert page_memory._held["test"] == 0


def test_pages_that_lapsed_give_their_room_back(cache):
    cache.set("page", b"x" * 5000, timeout=0)
    assert cache.get("page") is None
    assert page_memory._held["test"] == 0
