"""The site's own settings, with the addresses of the benchmark, on a base made for it."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
STATIC_ROOT = Path(os.environ["BENCHMARK_FOLDER"]) / "static"
TEMPLATES[1]["DIRS"].append(BASE_DIR / "benchmarks" / "templates")  # noqa: F405
if os.environ.get("BENCHMARK_PAGE_CACHE") != "1":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
