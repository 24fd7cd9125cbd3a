"""`make audit` looks up every locked requirement, `make lock` ends with it; neither hides a no."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
AUDIT = "tool run pip-audit@"
UV = """#!/bin/sh
echo "$@" >> "{log}"
case "$*" in *pip-audit*) exit {code} ;; esac
"""


@pytest.fixture
def make(tmp_path):
    """Runs `make` with a `uv` that only notes what it is asked; gives the code and what it was."""

    def run(target: str, code: int) -> tuple[int, list[str]]:
        log = tmp_path / "asked"
        (tmp_path / "uv").write_text(UV.format(log=log, code=code))
        (tmp_path / "uv").chmod(0o700)
        path = f"{tmp_path}:{os.environ['PATH']}"
        done = subprocess.run(
            ["make", "-C", ROOT, target],
            env={"PATH": path},
            capture_output=True,
            timeout=30,
            check=False,
        )
        return done.returncode, log.read_text().splitlines()

    return run


def test_audit_asks_about_both_lock_files_and_takes_no_silence_for_a_pass(make):
    code, asked = make("audit", 0)
    assert code == 0
    (question,) = asked
    assert question.startswith(AUDIT)
    for part in (
        "--strict",
        "--require-hashes",
        "-r requirements/run.txt",
        "-r requirements/test.txt",
    ):
        assert part in question


def test_an_advisory_fails_audit_and_lock(make):
    assert make("audit", 1)[0] != 0
    code, asked = make("lock", 1)
    assert code != 0
    assert asked[-1].startswith(AUDIT)
    assert [line.split()[:2] for line in asked[-3:-1]] == [["pip", "compile"]] * 2
