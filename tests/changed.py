"""Which tests belong to what changed since the last commit: those of the same room."""

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
NO_ROOM = {"interventions", "templates", "tests"}  # what stands before the name of a room


def changed_files() -> list[str]:
    """What differs from the last commit, or what that commit changed when nothing does."""
    return (
        git("diff", "--name-only", "HEAD") + git("ls-files", "--others", "--exclude-standard")
    ) or git("diff", "--name-only", "HEAD~1", "HEAD")


def git(*command: str) -> list[str]:
    found = subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True, text=True)
    return found.stdout.splitlines()


def changed_tests(files: Iterable[str]) -> set[str]:
    """The tests of these files: a test is itself, everything else is the folder of its room."""
    return {found for name in files if (found := tests_of(PurePath(name)))}


def tests_of(file: PurePath) -> str:
    """The test file, or the deepest folder of tests that mirrors the file's own; '' without one."""
    if file.parts[0] == "tests" and file.name.startswith("test_"):
        return str(file) if (ROOT / file).exists() else ""
    parts = file.parent.parts
    parts = parts[1:] if parts and parts[0] in NO_ROOM else parts
    for length in range(len(parts), 0, -1):
        folder = PurePath("tests", *parts[:length])
        if (ROOT / folder).is_dir() and folder.name != "browser":
            return str(folder)
    return ""
