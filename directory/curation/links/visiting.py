"""Going round the links like a good guest: a few at once, one at a time for each site, with a pause before the next."""

from __future__ import annotations

import random
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from threading import Event
from urllib.parse import urlsplit

from directory.curation.links.judging import SLOW_DOWN, Outcome

WORKERS = 4
# So many sites that do not answer, and none that does, is more likely a fault at our end.
SUSPICIOUS_SITES = 3

Visit = Callable[[str], Outcome]
Found = tuple[str, Outcome]


class NothingAnswered(Exception):
    """Not one site answered: it is the connection of this machine that does not work."""


def visit_politely(urls: Iterable[str], visit: Visit, *, pause_s: float, workers: int = WORKERS) -> Iterator[Found]:
    """Each address with what was found there, as it becomes known; the visits are made in threads.

    One visit at a time for each site, pause_s after the one before. The rest of a site that asks to slow down is
    left for another day, so not every address comes back.
    """
    sites = _sites_of(urls)
    is_over = Event()
    running: dict[Future[Found], str] = {}

    def go(url: str, not_before: float) -> Found:
        if is_over.wait(max(0.0, not_before - time.monotonic())):
            raise CancelledError
        return url, visit(url)

    with ThreadPoolExecutor(workers) as pool:
        try:
            for site, queue in sites.items():
                running[pool.submit(go, queue.popleft(), 0.0)] = site
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    queue = sites[running.pop(future)]
                    url, outcome = future.result()
                    if outcome.status == SLOW_DOWN:
                        queue.clear()
                    if queue:
                        after_pause = time.monotonic() + pause_s
                        running[pool.submit(go, queue.popleft(), after_pause)] = site_of(url)
                    yield url, outcome
        finally:
            is_over.set()
            pool.shutdown(cancel_futures=True)


def hold_until_answered(found: Iterable[Found]) -> Iterator[Found]:
    """The same, held back until the first site has answered.

    Raises NothingAnswered, before anything came through, if of several sites none did.
    """
    held: list[Found] = []
    has_answered = False
    for url, outcome in found:
        held.append((url, outcome))
        has_answered = has_answered or outcome.status is not None
        if has_answered:
            yield from held
            held.clear()
    if len({site_of(url) for url, _outcome in held}) >= SUSPICIOUS_SITES:
        raise NothingAnswered
    yield from held


def site_of(url: str) -> str:
    """Whose visit it is: the host without www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _sites_of(urls: Iterable[str]) -> dict[str, deque[str]]:
    """The addresses of each site in chance order; sites with many come first, as they take longest."""
    shuffled = list(urls)
    random.shuffle(shuffled)
    sites: dict[str, deque[str]] = defaultdict(deque)
    for url in shuffled:
        sites[site_of(url)].append(url)
    return dict(sorted(sites.items(), key=lambda site: -len(site[1])))
