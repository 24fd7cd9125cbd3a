"""The folder of what is secret: the database, the key, the accounts. Nobody else can enter it.

Its mode is what counts: SQLite and Python make files in it at any moment, whatever the umask.
"""

import fcntl
import os
import sqlite3
import stat
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FOLDER, FILE = 0o700, 0o600
PATIENCE = 2  # seconds for another process to let go of the database


def private_folder(folder: Path) -> Path:
    """Make the folder, or close it to others. Raises ImproperlyConfigured when it is a link or a
    file, belongs to somebody else, or cannot be made; `readable_by_others` says what stayed open.
    """
    try:
        if not folder.parent.exists():
            folder.parent.mkdir(parents=True)
            folder.parent.chmod(0o755)  # the static files beside it are for a proxy to read
        with suppress(FileExistsError):
            folder.mkdir(mode=FOLDER)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise ImproperlyConfigured(
                f"{folder} is a link or a file. Remove it: a folder for secrets comes in its place."
            )
        if os.geteuid() not in (0, found.st_uid):
            raise ImproperlyConfigured(
                f"{folder} belongs to another account. Let the account that runs the site own it."
            )
        _close(folder, FOLDER)
        for file in folder.iterdir():
            if file.is_file() and not file.is_symlink():
                _close(file, FILE)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{folder}, for what is secret, cannot be made or used: {error.strerror}. Let the "
            "account that runs the site own it."
        ) from error
    return folder


def _close(path: Path, mode: int) -> None:
    """Some file systems have no modes: what stays open is said by `readable_by_others`."""
    with suppress(PermissionError, NotImplementedError, FileNotFoundError):
        if stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


def readable_by_others(path: Path) -> bool:
    """Whether any account on this machine can come in here: by the modes up to the root."""
    try:
        path = path.resolve()
        opens = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
        return opens and bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH))
    except OSError:
        return False


def make_file(file: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its other files that mode."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE))


# --- From where it stood before -------------------------------------------------------------------


def bring_in(file: Path) -> None:
    """Move what stood in the folder above into the private one, `file`.

    Raises ImproperlyConfigured when there are two of it, or when it is a link.
    """
    old = file.parent.parent / file.name
    if _stands(old):
        with _alone(file.parent):
            if _stands(old):
                _one_of(old, file)
                with _explained(old, file):
                    old.chmod(FILE)
                    old.rename(file)


def bring_in_database(file: Path) -> None:
    """The same for an SQLite file with all that was written to it.

    Under an exclusive lock SQLite writes everything into that one file, which is then moved in one
    step: a start that is interrupted leaves it whole, in one of the two places. Also raises when
    another process has it open, or when only its log is left.
    """
    old = file.parent.parent / file.name
    logs = [old.with_name(f"{old.name}{end}") for end in ("-wal", "-journal")]
    if not _stands(old) and not any(map(_stands, logs)):
        return
    with _alone(file.parent):
        if _stands(old):
            _one_of(old, file)
            with _explained(old, file):
                _move_database(old, file)
        elif lost := [log for log in logs if _stands(log) and log.lstat().st_size]:
            raise ImproperlyConfigured(
                f"{lost[0]} holds changes of a database that is not beside it. "
                "Put that file back beside it, or move this one away."
            )


def _move_database(old: Path, file: Path) -> None:
    with closing(sqlite3.connect(old, timeout=PATIENCE, isolation_level=None)) as base:
        base.execute("PRAGMA locking_mode=EXCLUSIVE")
        # Fails while somebody else has it open; then nothing is left in other files.
        if base.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
            raise sqlite3.OperationalError("its log cannot be written into it")
        base.execute("BEGIN EXCLUSIVE")
        old.chmod(FILE)
        old.rename(file)
        Path(f"{old}-shm").unlink(missing_ok=True)  # an index of the log, which is empty


@contextmanager
def _explained(old: Path, file: Path):
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ImproperlyConfigured(
            f"{old} has to move to {file}, and that cannot be done now: {error}. Stop the site "
            "and what else uses it, and start again."
        ) from error


def _stands(path: Path) -> bool:
    return os.path.lexists(path)


def _one_of(old: Path, file: Path) -> None:
    if not stat.S_ISREG(old.lstat().st_mode):
        raise ImproperlyConfigured(
            f"{old} is a link or no file, so it is not moved to {file}. Move it yourself, or set "
            "DATABASE_URL if it is a database that has to stay where it is."
        )
    if _stands(file):
        raise ImproperlyConfigured(
            f"There are two: {old} and {file}. Keep the right one as {file}, and move the other "
            "one away."
        )


@contextmanager
def _alone(folder: Path):
    """One process at a time: others wait, and then see that there is nothing left to do."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
