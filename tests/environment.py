"""A pytest plugin (`-p tests.environment`): says which environment this is before settings load.

Without it the settings would take the run for production and stop on a missing SECRET_KEY.
"""

import os

os.environ["ENVIRONMENT"] = os.environ.get("ENVIRONMENT") or "development"
# Tests, and making and dropping their base, take the time that they need on a busy machine.
os.environ["DATABASE_SECONDS"] = "0"
