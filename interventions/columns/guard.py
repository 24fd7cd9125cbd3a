"""Cells that a spreadsheet program would take for a formula: written so that it does not."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"


def guarded(cell: str) -> str:
    """The text with a mark before what could start a formula, as OWASP advises (CSV injection)."""
    return f"{MARK}{cell}" if cell.startswith(RISKY) or _is_guarded(cell) else cell


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`."""
    return cell[1:] if _is_guarded(cell) else cell


def _is_guarded(cell: str) -> bool:
    """Whether one or more marks stand before what could start a formula."""
    return cell.startswith(MARK) and cell.lstrip(MARK).startswith(RISKY)
