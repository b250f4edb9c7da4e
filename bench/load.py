"""A small load generator: so many visitors at a time, each asking for the next page when it has the last one.

It reads answers from bare sockets, because it shares the machine's cores with the server that it measures. A
visitor opens a connection of their own and leaves after a few pages, so that connections spread over the
server's processes as they do in life.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

PAGES_A_VISIT = 10


@dataclass(frozen=True)
class Load:
    """What came of a load: latencies in seconds, sorted; requests a second; answers other than 200."""

    latencies_s: list[float]
    per_second: float
    errors: int

    def percentile_ms(self, percent: float) -> float:
        """The latency that so many percent of the answered requests keep below, in milliseconds."""
        place = min(len(self.latencies_s) - 1, round(len(self.latencies_s) * percent / 100))
        return 1000 * self.latencies_s[place]


def run_load(port: int, paths: Sequence[str], *, connections: int = 8, requests: int = 2_000) -> Load:
    """Ask a server on this machine for *paths* in turn, until so many requests are answered."""
    numbers = itertools.count()
    latencies: list[float] = []
    errors: list[str] = []

    def visit_in_turn() -> None:
        going_on = True
        while going_on:
            with socket.create_connection(("127.0.0.1", port), 30) as connection:
                going_on = visit(connection)

    def visit(connection: socket.socket) -> bool:
        for _ in range(PAGES_A_VISIT):
            if (number := next(numbers)) >= requests:
                return False
            path = paths[number % len(paths)]
            started = time.perf_counter()
            try:
                status, is_kept = _get(connection, path)
            except OSError as error:
                errors.append(f"{error} {path}")
                return True
            if status != 200:
                errors.append(f"{status} {path}")
            latencies.append(time.perf_counter() - started)
            if not is_kept:
                return True
        return True

    threads = [threading.Thread(target=visit_in_turn) for _ in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(sorted(latencies), len(latencies) / (time.perf_counter() - started), len(errors))


def _get(connection: socket.socket, path: str) -> tuple[int, bool]:
    """Ask for a page and read all of the answer: its status, and whether the server keeps the connection.

    Raises OSError when the server hangs up.
    """
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    left = int(headers["content-length"]) - len(body)
    while left > 0:
        left -= len(_receive(connection))
    return int(lines[0].split()[1]), headers.get("connection") != "close"


def _receive(connection: socket.socket) -> bytes:
    piece = connection.recv(262_144)
    if not piece:
        raise ConnectionResetError("The server closed the connection.")
    return piece
