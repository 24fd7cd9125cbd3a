"""Dates in running text: where one stands, and which it is."""

import re
from datetime import UTC, datetime

from elements.written_dates import MONTHS, UnclearDateError, written_date

MONTH = "|".join([*MONTHS, *(rf"{name[:3]}\.?" for name in MONTHS), r"mrt\.?"])
DATE = re.compile(
    rf"(?<![\w.,€-])(?:(?:[0-9]{{1,2}}(?:e|ste|de)?\s)?(?:{MONTH})[\s,-]{{1,3}}'?[0-9]{{2,4}}|"
    rf"(?:{MONTH})\s[0-9]{{1,2}},?\s[0-9]{{4}}|"
    rf"[0-9]{{1,2}}[-\s](?:{MONTH})[-\s][0-9]{{2,4}}|"
    r"[0-9]{1,2}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?(?:[0-9]{4}|'?[0-9]{2})|"
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}[-/][0-9]{4}|(?:19|20)[0-9]{2})(?![\w€-])",
    re.IGNORECASE,
)


def date_in(text: str) -> tuple[str, str]:
    """The first date in a text: JJJJ[-MM[-DD]], and as it is written. Twice nothing without."""
    for found in DATE.finditer(text):
        try:
            return written_date(found[0], datetime.now(UTC).year), found[0]
        except UnclearDateError:
            continue
    return "", ""
