"""An approach that is stopped, marked wherever its name is a heading or a row."""

STOPPED = "gestopt"


def with_mark(name: str, activity: str, since: str | None) -> str:
    """The name, and that it is stopped, since which year where a source says that."""
    if activity != STOPPED:
        return name
    return f"{name} – {STOPPED}{f' ({since[:4]})' if since else ''}"
