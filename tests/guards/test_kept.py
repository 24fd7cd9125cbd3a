"""What a process remembers of what visitors ask has a bound, in number and in size."""

import gc
import inspect
import sys

import pytest
from django.test import Client

from interventions.finding.search import tokens
from interventions.showing import stale

OURS = ("config.", "elements.", "interventions.")
MOST = 20_000


def test_what_is_remembered_by_an_argument_has_a_bound():
    gc.collect()  # what is gone but for a cycle
    found = {
        f"{one.__module__}.{one.__qualname__}": one.cache_parameters()["maxsize"]
        for one in gc.get_objects()
        if type(one).__name__ == "_lru_cache_wrapper"
        and one.__module__.startswith(OURS)
        and "<locals>" not in one.__qualname__  # gone with the call
        and inspect.signature(one).parameters
    }
    assert f"{tokens.__name__}.stem" in found
    assert {name for name, most in found.items() if most is None or most > MOST} == set()


@pytest.mark.django_db
def test_ten_thousand_long_addresses_are_remembered_in_little_room(settings, tmp_path):
    settings.STALE_SECONDS = 600
    settings.PRIVATE_DIR = tmp_path
    stale._kept.clear()
    assert Client().get("/begrippen/", {"x": "y" * 7000}).status_code == 200
    ((asked, key),) = stale._kept.items()
    assert (sys.getsizeof(asked) + sys.getsizeof(key)) * stale.MOST_ADDRESSES < 3_000_000
