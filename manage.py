#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from config import command_line
from config.read_only import refuse_to_write

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["DATABASE_SECONDS"] = "0"  # a command takes the time that it needs; a page does not
    refuse_to_write(sys.argv)
    command_line.run(sys.argv)
