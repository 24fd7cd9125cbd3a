"""Say what is wrong with this installation; ends with 0 (nothing), 1 (warnings) or 2 (faults)."""

import json
import logging
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from config.doctor import examine
from config.doctor.finding import FAULT, OK, WARNING

CODES = {OK: 0, WARNING: 1, FAULT: 2}


class Command(BaseCommand):
    help = "Say what is wrong with this installation, and what to do about it. Changes nothing."
    requires_system_checks = []  # they are among what is looked at

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="for a program that watches")

    def handle(self, *args, **options):
        logging.disable(logging.WARNING)  # what does not work it says itself
        found = list(examine())
        if options["json"]:
            told = [{"check": name, **asdict(finding)} for name, finding in found]
            self.stdout.write(json.dumps(told, indent=1))
        else:
            for name, finding in found:
                self.stdout.write(f"{finding.level:<8} {name:<13} {finding.says}")
                if finding.advice:
                    self.stdout.write(f"{'':<22} -> {finding.advice}")
        sys.exit(max(CODES[finding.level] for _, finding in found))
