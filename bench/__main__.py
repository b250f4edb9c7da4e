"""`make bench`: speed with 10,000 listings, speed against a bare page, edits by many, and a visit on a phone.

LISTINGS sets another number of listings, LIGHTHOUSE_RUNS how often Lighthouse looks at a page. `python -m bench
visitors` measures visits alone, `python -m bench keeping` the edits.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.keeping import bench_keeping
from bench.listings import generate
from bench.load import Load, run_load
from bench.servers import serve
from bench.visitors import bench_visitors
from directory import create_app

LISTINGS = int(os.environ.get("LISTINGS", "10000"))
MIXED = (
    "/find",
    "/find?q=depression",
    "/find?q=depresion",
    "/find?q=anxiety&kind=group",
    "/find?q=quiet+garden",
    "/find?q=can%27t+get+out+of+bed",
    "/find?q=lonel",
    "/find?need=i-feel-alone",
    "/find?need=i-hear-voices&kind=group",
    "/find?need=want-to-stay-sober&format=online",
    "/find?kind=group&when=tonight",
    "/find?kind=group&when=week&day=tu",
    "/find?near=40508",
    "/find?near=40508&within=100&kind=group&kind=organization",
    "/find?near=Chicago+IL&q=grief",
    "/find?kind=role&role=volunteer",
    "/find?audience=veterans&condition=bipolar",
    "/find?free=yes&page=5",
    "/find?sort=soonest&kind=group&need=find-a-support-group",
    "/find?q=walking&free=yes&format=in-person",
)
FILTERED = ("/find?need=i-feel-alone&kind=group", "/find?q=depression&format=online", "/find?kind=group&free=yes")


def main() -> None:
    """Measure and print the tables."""
    if "visitors" not in sys.argv:
        bench_keeping()
    if "keeping" in sys.argv:
        return
    with tempfile.TemporaryDirectory() as folder:
        seeded = Path(folder) / "seeded.sqlite3"
        prepare(seeded)
        if "visitors" not in sys.argv:
            bench_speed(seeded, Path(folder) / "grown.sqlite3")
        with serve("wsgi:app", DATABASE_URL=f"sqlite:///{seeded}") as port, serve("bench.bare:app") as bare_port:
            run_load(port, ("/", "/find"), requests=20)
            bench_visitors(port, bare_port)


def bench_speed(seeded: Path, grown: Path) -> None:
    """Measure and print how many requests are answered, and how fast."""
    prepare(grown)
    started = time.perf_counter()
    app = create_app({"DATABASE_URL": f"sqlite:///{grown}"})
    with app.app_context():
        generate(LISTINGS)
    print(f"\n{LISTINGS} listings generated and indexed in {time.perf_counter() - started:.0f} s")
    with serve("wsgi:app", DATABASE_URL=f"sqlite:///{grown}") as port:
        run_load(port, MIXED, requests=200)
        mixed = run_load(port, MIXED)
    with serve("wsgi:app", DATABASE_URL=f"sqlite:///{seeded}") as port:
        run_load(port, FILTERED, requests=100)
        ours = run_load(port, FILTERED)
    with serve("bench.bare:app") as port:
        run_load(port, ("/find",), requests=100)
        bare = run_load(port, ("/find",))
    print_speed(mixed, ours, bare)


def prepare(path: Path) -> None:
    """A database with the seed."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    command = [sys.executable, "-m", "flask", "--app", "directory", "prepare"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def print_speed(mixed: Load, ours: Load, bare: Load) -> None:
    """The table of speeds, with the bars beside it."""
    print(f"\n20 mixed /find requests, 8 connections, 2 workers, SQLite, {LISTINGS} listings")
    print(f"{'':>12}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'a second':>12}{'errors':>9}")
    row = "".join(f"{mixed.percentile_ms(percent):>10.1f}" for percent in (50, 95, 99))
    print(f"{'found':>12}{row}{mixed.per_second:>12.0f}{mixed.errors:>9}")
    print(f"{'bar':>12}{'':>10}{'50.0':>10}{'120.0':>10}{'':>12}{0:>9}")
    print("\n/find with filters on the seed, against a bare Flask page of 20 rows on the same server")
    print(f"{'ours':>12}{ours.per_second:>10.0f} a second, {ours.errors} errors")
    print(f"{'bare page':>12}{bare.per_second:>10.0f} a second")
    print(f"{'ratio':>12}{ours.per_second / bare.per_second:>10.2f}   bar 0.25")


if __name__ == "__main__":
    main()
