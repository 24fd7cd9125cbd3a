"""What runs inside the throw-away base, in a process of its own: `python -m benchmarks.inside`.

`fill SIZE SEED` makes the base and checks that the site agrees with the yardstick; `rebuild` builds
the index as a worker does. The last line of output is JSON.
"""

import gc
import json
import platform
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median
from typing import TypeVar

import django
from django.core.management import call_command
from django.db import connection

BUILDS = 3
Found = TypeVar("Found")


def main(step: str, *values: str) -> None:
    django.setup()
    connection.settings_dict["OPTIONS"].pop("options", None)  # no time limit: filling takes long
    steps: dict[str, Callable[..., dict]] = {"fill": fill, "rebuild": rebuild}
    found = steps[step](*map(int, values))
    sys.stdout.write(f"{json.dumps(found)}\n")


def fill(size: int, seed: int) -> dict:
    """Make an empty base into one with `size` interventions."""
    from benchmarks.agreement import check_agreement  # noqa: PLC0415 - Django has to start first
    from benchmarks.content import generate  # noqa: PLC0415
    from interventions.models import Intervention  # noqa: PLC0415

    if connection.introspection.table_names():
        sys.exit("This base has tables already. A benchmark only fills an empty one.")
    started = time.monotonic()
    for command in ("migrate", "collectstatic"):
        call_command(command, interactive=False, verbosity=0)
    call_command("load_content", stdout=StringIO())
    made = generate(size, seed=seed)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    filled = time.monotonic() - started
    row = Intervention.objects.published().order_by("-pk").first()
    return {
        "made": made,
        "total": Intervention.objects.published().count(),
        "fill_seconds": filled,
        "agreed": check_agreement(seed),
        "detail": row.get_absolute_url(),
        "database": database_name(),
        "python": platform.python_version(),
    }


def database_name() -> str:
    version = connection.get_database_version()
    if connection.vendor == "sqlite":
        return f"SQLite {'.'.join(map(str, version))}"
    return f"PostgreSQL {version[0]}"


def rebuild() -> dict:
    """The time and memory of building the index, and of the vocabulary of the search."""
    from elements.dates import today  # noqa: PLC0415 - Django has to start first
    from interventions.finding.facets import build  # noqa: PLC0415
    from interventions.finding.search.vocabulary import vocabulary  # noqa: PLC0415

    connection.ensure_connection()
    before = memory("VmRSS")
    index, first = timed(lambda: build(today()))
    gc.collect()
    kept, peak = memory("VmRSS"), memory("VmHWM")
    times = [first, *(timed(lambda: build(today()))[1] for _ in range(BUILDS - 1))]
    return {
        "rows": len(index.ids),
        "index_seconds": median(times),
        "index_kept_mb": kept - before,
        "index_peak_mb": peak - before,
        "vocabulary_seconds": timed(vocabulary)[1],
    }


def timed(action: Callable[[], Found]) -> tuple[Found, float]:
    started = time.perf_counter()
    return action(), time.perf_counter() - started


def memory(name: str) -> float:
    """Memory of this process in MB, as Linux tells it; 0 where it does not."""
    file = Path("/proc/self/status")
    lines = file.read_text().splitlines() if file.exists() else ()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), 0.0)


if __name__ == "__main__":
    main(*sys.argv[1:])
