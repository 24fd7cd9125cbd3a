"""The secret key: whether somebody could guess it, and the one of a development machine."""

import secrets
from collections import Counter
from itertools import pairwise
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.private_folder import make_file

LENGTH, VARIETY = 50, 10
# Letters in a row that chance does not make, and that people and examples do.
WORDS = (
    *("insecure", "secret", "geheim", "password", "wachtwoord", "changeme", "change-me"),
    *("change_me", "example", "voorbeeld", "placeholder", "production", "development"),
    *("qwerty", "asdfgh", "123456", "abcdef", "your-", "kennisbank", "werkzame"),
)


def require_strong(name: str, key: str, *, besides: str = "") -> None:
    """Raises ImproperlyConfigured, naming the variable and never the key, for a key that can be
    guessed. `besides` is another key that is known: that of the development machine.
    """
    if fault := _fault(key) or (key == besides and "is the one of the development machine"):
        raise ImproperlyConfigured(
            f"{name} {fault}. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'. "
            "On your own machine, set ENVIRONMENT=development instead."
        )


def _fault(key: str) -> str:
    if len(key) < LENGTH:
        return f"is missing or shorter than {LENGTH} characters"
    if len({*key}) < VARIETY:
        return f"has fewer than {VARIETY} different characters"
    if any(word in key.lower() for word in WORDS):
        return "holds words, as an example does: it has to be random"
    if any(key[size:] == key[:-size] for size in range(1, len(key) // 2 + 1)):
        return "says the same again and again: it has to be random"
    steps = Counter(ord(after) - ord(before) for before, after in pairwise(key))
    if steps.most_common(1)[0][1] > len(key) / 3:
        return "is a row of letters or digits: it has to be random"
    return ""


def development_key(file: Path) -> str:
    """The secret key of a development machine: made once, kept in `file`, readable by its owner."""
    if not file.exists():
        make_file(file)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def known_key(file: Path) -> str:
    """What `development_key` made on this machine; empty when it made none."""
    return file.read_text() if file.exists() else ""
