"""Lines of one paragraph made one text: words that a line end broke become whole again.

The hyphen stays where Dutch writes one: before a capital or a digit, in 'in- en uitgaan', between
two vowels that would be read as one, and in compounds such as 'sociaal-economisch'. What the
document itself writes elsewhere on one line goes before any rule.
"""

import re

HYPHENS = "-\u2010\u00ad\u2011"
NO_LETTERS = re.compile(r"\W")
START = re.compile(r"[^\W\d_]+")
LINKED = re.compile(r"-(?:aan|op|in|tot|to|by|van|voor|na|en|te|of|bij|over)$")  # 'huis-aan-huis'
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
JOINING = frozenset({"en", "of", "tot", "noch", "als", "maar", "dan", "respectievelijk", "resp"})
# Two vowels that would be read as one: Leidraad, 6.D. A trema of such a word goes at a line end.
CLASHING = re.compile("a[aeiu]|e[eiu]|i[eij]|o[eiou]|u[iu]")
WITH_TREMA = {"e": "ë", "i": "ï", "o": "ö", "u": "ü"}
PREFIXED = frozenset({"be", "ge"})
# First parts behind which a hyphen always stands.
APART = re.compile(
    r"niet|non|ex|vice|bijna|adjunct|aspirant|kandidaat|leerling|interim|[mhv]bo|vmbo|wm?o|vwo|havo|cao"
    r"|zzp|gg[dz]|aow|[tp][vc]|[dc]vd|cd|sms|hiv|i?ct|pdf"
)
# 'sociaal-economisch': two adjectives of which neither describes the other.
FIRST_ADJECTIVE = ("aal", "eel", "isch", "lijk", "ief", "iek", "air", "ieus")
LAST_ADJECTIVE = (
    *("aal", "ale", "eel", "ele", "isch", "ische", "lijk", "lijke"),
    *("ief", "ieve", "iek", "ieke", "air", "aire", "ieus", "ieuze"),
)


def known_words(lines: list[str]) -> set[str]:
    """The words that stand whole on a line; the first and the last may be half of one."""
    found: set[str] = set()
    for line in lines:
        found.update(word.lower() for word in WORD.findall(line)[1:-1])
    return found


def joined(before: str, after: str, known: set[str]) -> str:
    """The two lines as one text."""
    left, start = before[before.rfind(" ") + 1 : -1], START.match(after)
    if not after or before[-1:] not in HYPHENS or not left or not left[-1].isalnum():
        return f"{before} {after}".strip()
    stem = before[:-1]
    if not start:
        return before + after if after[0].isdigit() else f"{before} {after}"
    right = start[0]
    if right.lower() in JOINING and len(after) > len(right) and after[len(right)] in " /":
        return f"{stem}- {after}"
    if before.endswith("\u00ad"):
        return stem + after
    return stem + _between(left, right, known) + after[1:]


def _between(left: str, right: str, known: set[str]) -> str:
    """What stands between the two halves, with the first letter of the second half."""
    last = NO_LETTERS.split(left)[-1]
    whole, parted = f"{last}{right}".lower(), f"{last}-{right}".lower()
    if right[0].isupper() or parted in known or LINKED.search(left):
        return "-" + right[0]
    if whole in known:
        return right[0]
    return "-" + right[0] if _keeps(last, right) else _trema(last, right) or right[0]


def _keeps(left: str, right: str) -> bool:
    """Whether Dutch writes a hyphen between these."""
    if left[-1].isdigit() or len(left) == 1 or (len(left) > 1 and left.isupper()):
        return True
    low = left.lower()
    if APART.fullmatch(low) or (low.endswith(FIRST_ADJECTIVE) and right.endswith(LAST_ADJECTIVE)):
        return True
    return bool(CLASHING.match(low[-1] + right[0])) and not _trema(left, right)


def _trema(left: str, right: str) -> str:
    """The first letter with the trema that it had before the word was broken, or nothing."""
    low = left.lower()
    is_one_word = (
        (low in PREFIXED and right[0] in "eiu")
        or (low.endswith("i") and right.startswith("e"))
        or (low.endswith("co") and right.startswith(("ord", "öp", "oper")))
        or (low[-1] in "aeou" and right.startswith(("isme", "ist", "isch")))
    )
    is_clash = bool(CLASHING.match(low[-1] + right[0]))
    return WITH_TREMA.get(right[0], "") if is_one_word and is_clash else ""
