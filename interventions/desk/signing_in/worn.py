"""Passwords that many people choose, also with something before or behind them (decision 0058)."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

AROUND = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")  # what is put before and behind a word: `Welkom2026!`
TWICE = re.compile(r"(.{1,10}?)\1+")
RUNS = ("1234567890" * 10, "0987654321" * 10, "abcdefghijklmnopqrstuvwxyz" * 4)


class WornPasswordValidator(CommonPasswordValidator):
    """Django's, which knows 20,000 passwords; few of those are as long as ours have to be.

    So what is left without the digits and signs around it is looked up too, and a part that is said
    again and again once. It asks for no kind of sign: any phrase will do (ASVS 5.0.0, 6.2.4-6.2.5).
    """

    def validate(self, password, user=None):
        """Raises ValidationError for a password that many people choose."""
        super().validate(password, user)
        folded = password.casefold().strip()
        word = AROUND.sub("", folded)
        again = TWICE.fullmatch(word) or TWICE.fullmatch(folded)
        if (
            word in self.passwords
            or (again and (len(again[1]) < 4 or again[1] in self.passwords))
            or any(folded in run for run in RUNS)
        ):
            raise ValidationError(
                "Dit wachtwoord lijkt op een wachtwoord dat veel mensen kiezen. "
                "Neem liever een zin van vier of vijf woorden.",
                code="password_too_common",
            )
