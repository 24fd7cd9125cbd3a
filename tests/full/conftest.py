"""The whole site as it runs: every test here starts servers, and tells what it promises."""

import json

import pytest


@pytest.fixture
def promise(record_property):
    """Say a promise, its figure and whether it holds: a row of the table of `make test-full`."""

    def say(text: str, figure: str, *, met: bool) -> None:
        record_property("promise", json.dumps([text, figure, met]))

    return say
