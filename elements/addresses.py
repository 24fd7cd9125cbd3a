"""Addresses on the web as people paste them: without what is not part of them."""

import re
import unicodedata

from elements.text import one_line, without_controls

# What stands around an address in a text or a mail.
AROUND = " <>\"“”„‟«»‹›‘’‚‛'`"
HYPHENS = str.maketrans(dict.fromkeys("‐‑", "-"))  # nobody sees these from a plain one
DASHES = str.maketrans(dict.fromkeys("‒–—―−", "-"))  # a path may hold them, a host may not
HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)


def clean_address(text: str) -> str:
    """The address without what nobody sees, with plain hyphens and with nothing around it.

    A space within stays, for what belongs there only the writer knows.
    """
    return _cleaned(text)[0]


def how_cleaned(text: str) -> str:
    """What `clean_address` did, to say at its name; nothing where it did nothing."""
    address, taken, has_hyphen = _cleaned(text)
    *first, last = taken or [""]
    what = " en ".join(filter(None, [", ".join(first), last]))
    done = [f"haalden {what} uit het adres"] if taken else []
    if has_hyphen:
        done.append(
            f"zetten {'er' if done else 'in het adres'} een gewoon streepje{' in' if done else ''}"
        )
    return f"we {' en '.join(done)}: {address}" if done and address else ""


def _cleaned(text: str) -> tuple[str, list[str], bool]:
    """The address, what was taken out, and whether another sign became a hyphen."""
    taken = []
    seen = "".join(sign for sign in without_controls(text) if not _is_unseen(sign))
    if len(seen) < len(text):
        taken.append("een onzichtbaar teken")
    if seen != seen.strip():
        taken.append("spaties")
    bare = seen.strip(AROUND)
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip(AROUND)
    if bare != seen.strip():
        taken.append("aanhalingstekens of haken")
    plain = HOST.sub(lambda host: host[0].translate(DASHES), bare, count=1).translate(HYPHENS)
    return one_line(plain), taken, plain != bare


def _is_unseen(sign: str) -> bool:
    """What has no width, and each space but the plain one, which people see and type."""
    kind = unicodedata.category(sign)
    return kind == "Cf" or (kind == "Zs" and sign != " ")
