"""What one page costs each part of the site, and how many pages one and two app servers give.

    python -m benchmarks.capacity                                # on a quiet machine
    python -m benchmarks.capacity --size 100 --seconds 5

`docs/performance.md` reckons with it. Cold pages are each another one, so none was kept; warm pages
are kept in Redis. An app server has one worker here. Processor time is that of a part with its
children: unlike pages per second it means something on a machine that does other work too.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from itertools import chain, combinations, product

import psycopg

from benchmarks.load import Load, under_load
from benchmarks.machines import Machines, family, machines
from benchmarks.server import Broken

TICK = os.sysconf("SC_CLK_TCK")
BROWSED = {
    "element": ("outreachend", "aansluiten", "laagdrempelig", "empowerment", "samenwerken"),
    "thema": ("wijkontwikkeling", "leefbaarheid", "burgerparticipatie", "jeugd"),
    "doelgroep": ("alle-bewoners", "ouderen", "kinderen-en-jongeren", "actieve-bewoners"),
    "sorteer": ("naam", "nieuwste", "elementen"),
}
PARTS = ("app servers", "primary", "replica", "Redis", "nginx")


@dataclass(frozen=True)
class Cost:
    """One run of load: what wrk saw, the processor seconds and the queries of one page."""

    load: Load
    seconds: dict[str, float]
    on_primary: float
    on_replica: float


def pages(running: Machines) -> list[str]:
    """The pages of all interventions and as many selections by turns, no two alike."""
    with psycopg.connect(running.primary_url) as connection:
        rows = connection.execute(
            "SELECT slug FROM interventions_intervention WHERE status = 'published'"
        ).fetchall()
    values = [[f"{name}={value}" for value in BROWSED[name]] for name in BROWSED]
    pairs = (f"{one}&{other}" for one, other in combinations(values[0], 2))
    asked = product(chain(values[0], pairs), *values[1:])
    selections = (f"/interventies/?{'&'.join(one)}" for one in asked)
    return [
        address
        for (slug,), selection in zip(rows, selections, strict=False)
        for address in (f"/interventies/{slug}/", selection)
    ]


def measured(running: Machines, addresses: list[str], seconds: int) -> Cost:
    queries, worked = running.queries(), busy(running)
    with under_load(running.site.url, addresses, seconds=seconds) as found:
        pass
    load = found[0]
    then = busy(running)
    primary, replica = (
        (now - before) / load.answers
        for now, before in zip(running.queries(), queries, strict=True)
    )
    spent = {name: (then[name] - worked[name]) / load.answers for name in PARTS}
    return Cost(load, spent, primary, replica)


def busy(running: Machines) -> dict[str, float]:
    """The processor seconds that each part has used so far."""
    site = running.site
    roots = {
        "app servers": [app.pid for app in site.apps],
        "primary": [running.primary_pid],
        "replica": [running.replica.pid],
        "Redis": [site.redis.pid] if site.redis else [],
        "nginx": [site.nginx.pid],
    }
    return {name: sum(map(seconds_of, pids)) for name, pids in roots.items()}


def seconds_of(root: int) -> float:
    """Of a process and all that came from it, those that have ended included."""
    return sum(sum(map(int, words[11:15])) for words in family(root).values()) / TICK


def table(app_servers: int, kind: str, cost: Cost) -> str:
    spent = ", ".join(f"{name} {1000 * cost.seconds[name]:.2f}" for name in PARTS)
    return (
        f"{app_servers} app server(s), {kind}: {cost.load.per_second:.0f} pages/s, "
        f"{cost.load.failed} failed of {cost.load.answers}; "
        f"{cost.load.bytes_per_answer / 1024:.1f} kB per page; ms of processor per page: {spent}; "
        f"queries per page: primary {cost.on_primary:.1f}, replica {cost.on_replica:.1f}\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    rates: dict[str, list[float]] = {"cold": [], "warm": []}
    for app_servers in (1, 2):
        with machines(app_servers, size=asked.size, WEB_CONCURRENCY="1") as running:
            addresses = pages(running)
            running.answers(addresses[0])  # the index is built
            cold = measured(running, addresses, asked.seconds)
            if cold.load.answers > len(addresses):
                raise Broken("There are too few pages to keep asking for new ones: raise --size.")
            warm_ones = addresses[:50]
            with under_load(running.site.url, warm_ones, seconds=3):
                pass
            warm = measured(running, warm_ones, asked.seconds)
            for kind, cost in (("cold", cold), ("warm", warm)):
                rates[kind].append(cost.load.per_second)
                sys.stdout.write(table(app_servers, kind, cost))
            sys.stdout.write(f"Redis: {running.kept()}\n")
            sys.stdout.flush()
    for kind, (one, two) in rates.items():
        sys.stdout.write(f"{kind}: two app servers give {two / one:.2f} x one\n")


if __name__ == "__main__":
    main()
