import json

import pytest


@pytest.fixture
def promise(record_property):
    """Say a promise, its figure and whether it holds: a row of the table of `make test-full`."""

    def say(text, figure, *, met):
        record_property("promise", json.dumps([text, figure, met]))

    return say
