"""What a check of the doctor found."""

from dataclasses import dataclass

OK, WARNING, FAULT = "ok", "warning", "fault"


@dataclass(frozen=True)
class Finding:
    """How bad it is, what it is, and what to do about it."""

    level: str
    says: str
    advice: str = ""
