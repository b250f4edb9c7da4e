"""Contexts of a browser that serve one visitor after the other and are emptied in between.

To begin a context, with a process that draws its pages, costs a browser three times as much as to open a page. So one
stays when its visitor goes, and the next of its kind gets a new page in it: no cookies, nothing in the storages and
the cache, no workers, no history.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

MOST_FREE = 6
# One process draws all pages of a context, so that a new page needs no new one.
ONE_PROCESS = "--renderer-process-limit=1"


class Contexts:
    """Gives out contexts of a browser; each has one blank page."""

    def __init__(self, browser: Browser) -> None:
        """browser: started with ONE_PROCESS; else contexts are only kept."""
        self._browser = browser
        self._free: OrderedDict[str, BrowserContext] = OrderedDict()
        self._kinds: dict[BrowserContext, str] = {}

    def take(self, **options: Any) -> BrowserContext:
        """A context with these options of Playwright's, as empty as a new one."""
        kind = repr(sorted(options.items()))
        return self._free.pop(kind, None) or self._begin(kind, options)

    def give_back(self, context: BrowserContext) -> None:
        """Let a context serve another visitor. Whoever gives it back must not listen to it any more."""
        if self._kinds[context] in self._free:
            self.throw_away(context)
            return
        _empty(context)
        self._free[self._kinds[context]] = context
        while len(self._free) > MOST_FREE:
            self.throw_away(self._free.popitem(last=False)[1])

    def throw_away(self, context: BrowserContext) -> None:
        """End a context that cannot be emptied."""
        del self._kinds[context]
        context.close()

    def _begin(self, kind: str, options: dict[str, Any]) -> BrowserContext:
        context = self._browser.new_context(**options)
        context.new_page()
        self._kinds[context] = kind
        return context


def _empty(context: BrowserContext) -> None:
    context.unroute_all(behavior="ignoreErrors")
    context.set_offline(False)
    fresh = context.new_page()
    for page in context.pages:
        if page is not fresh:
            page.close()
    context.clear_cookies()
    context.clear_permissions()
    _forget(fresh)


def _forget(page: Page) -> None:
    """Empty the storages of all sites and the cache."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.send("Network.clearBrowserCache")
    devtools.detach()
