"""What a cell says, of whatever kind of file."""

UNSEEN = "\ufeff\u200b\u2060"


def trimmed(text: str) -> str:
    """Without the spaces and line ends around it; nothing where nobody sees anything.

    What else nobody sees stays at the ends: who reads an address says that it was there.
    """
    return text.strip(" \t\r\n") if text.strip().strip(UNSEEN).strip() else ""
