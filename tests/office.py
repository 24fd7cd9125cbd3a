"""LibreOffice of the system, which opens what we write for Word."""

import shutil
import subprocess
from pathlib import Path

NAMES = ("soffice", "libreoffice")


def office() -> str | None:
    """The command; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def as_pdfs(folder: Path) -> dict[str, Path]:
    """Every document of a folder, opened and printed: the PDF by the name of the document."""
    documents = sorted(file for file in folder.iterdir() if file.is_file())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # apart from anybody's own
    command = [office(), profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "pdf"]
    subprocess.run([*command, *documents], check=True, capture_output=True, timeout=600)
    return {file.name: folder / "pdf" / f"{file.stem}.pdf" for file in documents}
