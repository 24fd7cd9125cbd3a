"""The folder of the backups: their names, which is the newest, and which may go."""

import re
from datetime import UTC, datetime
from pathlib import Path

PATTERN = "kennisbank-%Y%m%dT%H%M%SZ.zip"
NAME = re.compile(r"kennisbank-\d{8}T\d{6}Z\.zip")


def name_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(PATTERN)


def newest_backup(folder: Path) -> tuple[Path, datetime] | None:
    """The newest backup in the folder and its moment, by its name; nothing when there is none.

    A file has that name only once it is whole. Raises OSError when the folder cannot be read.
    """
    return max(_backups(folder), key=lambda found: found[1], default=None)


def let_go(folder: Path, *, keep: int, made: Path) -> list[Path]:
    """Delete all but the newest `keep`, of which `made` is one whatever the clock says."""
    others = [one for one in _backups(folder) if one[0] != made]
    others.sort(key=lambda found: found[1], reverse=True)
    gone = [file for file, _ in others[keep - 1 :]]
    for file in gone:
        file.unlink()
    return gone


def _backups(folder: Path) -> list[tuple[Path, datetime]]:
    found = []
    for file in folder.iterdir():
        if NAME.fullmatch(file.name) and file.is_file():
            try:
                moment = datetime.strptime(file.name, PATTERN).replace(tzinfo=UTC)
            except ValueError:  # the thirteenth month: not a name of ours
                continue
            found.append((file, moment))
    return found
