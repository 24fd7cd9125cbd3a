"""The file of a backup: a zip with a dump and its manifest, that ends with a sum of all before it.

That sum is the comment of the zip, so any program for zips opens the file, and one bit that changed
anywhere in it is found before anything is restored.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError

FORMAT = 1  # raise it when older software cannot read the file
MANIFEST = "manifest.json"
DIGEST = "sha256"
PIECE = 1 << 20  # bytes in memory at a time
SUM = hashlib.new(DIGEST).digest_size * 2


@dataclass(frozen=True)
class Dumped:
    """What a database gave: its dump, as a file, and what stood in it at that very moment."""

    file: Path
    kind: str  # as Django calls it
    version: str  # of the database
    tables: dict[str, int]  # rows of each
    migrations: list[tuple[str, str]]  # the schema: those that were applied


@dataclass(frozen=True)
class Manifest:
    made_at: str  # in UTC
    software: str  # the build
    database: str
    database_version: str
    tables: dict[str, int]
    migrations: list[tuple[str, str]]
    dump: str  # its name in the zip
    sha256: str  # of that dump
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def write(file: Path, dumped: Dumped, *, made_at: str, software: str) -> Manifest:
    """Make the file of a backup. Raises OSError."""
    with dumped.file.open("rb") as dump:
        digest = hashlib.file_digest(dump, DIGEST).hexdigest()
    manifest = Manifest(
        made_at=made_at,
        software=software,
        database=dumped.kind,
        database_version=dumped.version,
        tables=dumped.tables,
        migrations=dumped.migrations,
        dump=dumped.file.name,
        sha256=digest,
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        box.write(dumped.file, dumped.file.name)
        box.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        box.comment = b"0" * SUM
    with file.open("rb+") as written:
        total = _sum_of(written)
        written.seek(-SUM, os.SEEK_END)
        written.write(total)
    return manifest


class Backup:
    """A backup that is whole: what it says of itself, and its dump."""

    def __init__(self, box: zipfile.ZipFile, manifest: Manifest):
        self.box, self.manifest = box, manifest

    def write_dump(self, to: IO[bytes]) -> None:
        """Raises CommandError when it is not the dump of the manifest."""
        digest = hashlib.new(DIGEST)
        with self.box.open(self.manifest.dump) as dump:
            while piece := dump.read(PIECE):
                digest.update(piece)
                to.write(piece)
        to.flush()
        if digest.hexdigest() != self.manifest.sha256:
            raise CommandError("The dump in this backup is not the one that it was made with.")


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """A backup, read whole and found to be as it was made. Raises CommandError, and OSError."""
    if not file.is_file():
        raise CommandError(f"{file} is not there, or no file.")
    with file.open("rb") as stored:
        stored.seek(max(0, os.fstat(stored.fileno()).st_size - SUM))
        if stored.read() != _sum_of(stored):
            raise CommandError(
                f"{file} is no whole backup: it is damaged, was cut short, or was not made by "
                "'manage.py backup'. Nothing was restored. Take another one."
            )
        with zipfile.ZipFile(stored) as box:
            yield Backup(box, _manifest_of(box))


def _manifest_of(box: zipfile.ZipFile) -> Manifest:
    try:
        said = json.loads(box.read(MANIFEST))
        said["migrations"] = [(app, name) for app, name in said["migrations"]]
        manifest = Manifest(**said)
    except (KeyError, TypeError, ValueError):
        manifest = None
    if manifest is None or manifest.format != FORMAT:
        raise CommandError(
            "This backup was made by other software, in a form that this one cannot read. Restore "
            "it with the version that made it."
        )
    return manifest


def _sum_of(file: IO[bytes]) -> bytes:
    """The sum of all but the last bytes, where it stands itself."""
    left = os.fstat(file.fileno()).st_size - SUM
    digest = hashlib.new(DIGEST)
    file.seek(0)
    while left > 0:
        piece = file.read(min(left, PIECE))
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()
