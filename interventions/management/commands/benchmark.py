"""Measure how fast the public pages are, on a base made for it: see docs/performance.md."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from benchmarks.agreement import Disagreement
from benchmarks.bases import KINDS, LiveBase
from benchmarks.run import Plan, run
from benchmarks.server import Broken

LARGEST = 1_000_000
MOST_ROUNDS = 13  # a cold round needs words that nobody asked for before


class Command(BaseCommand):
    help = (
        "Measure the public pages as multiples of a constant page. Never on the base of the site."
    )

    def add_arguments(self, parser):
        size, rounds = between(30, LARGEST), between(1, MOST_ROUNDS)
        parser.add_argument("--size", type=size, nargs="+", default=[1000], metavar="N")
        parser.add_argument("--rounds", type=rounds, default=5)
        parser.add_argument("--database", choices=(*KINDS, "both"), default="sqlite")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, size, rounds, database, seed, **options):
        kinds = list(KINDS) if database == "both" else [database]
        try:
            run(Plan(size, kinds, rounds, seed), self.say)
        except (Broken, Disagreement, LiveBase) as error:
            raise CommandError(str(error)) from error

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def between(least: int, most: int):
    """A whole number from `least` to `most`, for argparse."""

    def number(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"give a whole number from {least} to {most}")
        return int(text)

    return number
