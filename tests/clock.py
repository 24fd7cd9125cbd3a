"""A pytest plugin (`-p tests.clock`): when a run begins, and which tests touch dates.

`CLOCK=2026-12-31T23:30Z` starts the whole run at that moment, and its clock goes on from there.
`make test-full` does so at each of the MOMENTS. The processes that a test starts do not travel
along, and neither does a browser.

A test gets the mark `dated` by itself: when its source names a date, or that of a fixture or of a
function of ours that it uses.
"""

import inspect
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

import pytest
import time_machine

# When a day, a year or a clock differs between UTC and Amsterdam. Some are just before midnight, so
# that the run passes it.
MOMENTS = (
    "2026-10-25T00:30Z",  # the clock goes back: half past two for the first time
    "2026-10-25T01:30Z",  # and for the second
    "2026-12-24T22:30Z",  # two months later, when 59 and 60 days ago lie across that
    "2026-12-31T22:58Z",  # New Year in Amsterdam
    "2026-12-31T23:30Z",
    "2026-12-31T23:58Z",  # and in UTC
    "2027-03-28T00:30Z",  # the clock goes forward, half an hour before and after
    "2027-03-28T01:30Z",
    "2027-05-27T21:58Z",  # two months later, at midnight in Amsterdam
    "2027-05-27T22:30Z",
    "2028-02-28T23:30Z",  # 29 February in Amsterdam only
    "2028-02-29T22:58Z",  # and its end
)
NAMES_A_DATE = re.compile(
    r"dates|datetime|timedelta|timezone|clock|moment|isoformat|day|month|year|_at\b|_on\b|\bago\b|\bage\b",
    re.IGNORECASE,
)

if moment := os.environ.get("CLOCK"):
    time_machine.travel(datetime.fromisoformat(moment)).start()


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if any(NAMES_A_DATE.search(source(used)) for used in used_by(item)):
            item.add_marker("dated")


def used_by(item: pytest.Item) -> Iterator[Callable]:
    """The test, its fixtures, and what these name: only what stands in our tests."""
    fixtures = (one.func for found in item._fixtureinfo.name2fixturedefs.values() for one in found)
    for function in filter(is_ours, (item.function, *fixtures)):
        yield function
        named = (function.__globals__.get(word) for word in words(function))
        yield from filter(is_ours, named)


def is_ours(thing: object) -> bool:
    return inspect.isfunction(thing) and thing.__module__.startswith("tests.")


@cache
def source(function: Callable) -> str:
    return inspect.getsource(function)


@cache
def words(function: Callable) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", source(function)))
