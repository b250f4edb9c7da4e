"""A small load generator: so many connections, each sending the next request when it has its answer."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of a load: latencies in seconds, sorted; requests a second; answers other than 200."""

    latencies_s: list[float]
    per_second: float
    errors: int

    def percentile_ms(self, percent: float) -> float:
        """The latency that so many percent of the requests keep below, in milliseconds."""
        place = min(len(self.latencies_s) - 1, round(len(self.latencies_s) * percent / 100))
        return 1000 * self.latencies_s[place]


def run_load(port: int, paths: Sequence[str], *, connections: int = 8, requests: int = 2_000) -> Load:
    """Ask a server on this machine for *paths* in turn, until so many requests are answered."""
    numbers = itertools.count()
    latencies: list[float] = []
    errors: list[str] = []

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (number := next(numbers)) < requests:
            path = paths[number % len(paths)]
            started = time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    errors.append(f"{answer.status} {path}")
            except OSError as error:
                errors.append(f"{error} {path}")
                connection.close()
            latencies.append(time.perf_counter() - started)

    threads = [threading.Thread(target=visit) for _ in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(sorted(latencies), len(latencies) / (time.perf_counter() - started), len(errors))
