"""A folder for what the processes of one server share while it runs."""

import os
import shutil
from pathlib import Path

from config.private_folder import FOLDER


def own_folder(parent: Path, *, renewed: bool) -> str:
    """The folder of this server, named after its process: empty, unless the server was renewed.

    Those of servers that are gone are removed. Two live beside each other during an upgrade.
    """
    own = parent / str(os.getpid())
    for folder in parent.glob("[0-9]*"):
        if not (renewed if folder == own else is_alive(folder.name)):
            shutil.rmtree(folder, ignore_errors=True)
    parent.mkdir(mode=FOLDER, exist_ok=True)
    own.mkdir(mode=FOLDER, exist_ok=True)
    return str(own)


def is_alive(process: str) -> bool:
    return Path("/proc", process).exists()
