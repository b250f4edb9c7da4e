"""A second window that shows what a first one shows, with axe in it.

axe looks at a page in a tenth of the time once it has looked at another in the same window, where its code was
compiled and tried. So one window stays for all sites, and each page is copied into it as it stands: its elements, what
was typed and chosen, what lies on top, its style sheets, and the styles that a test gave it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.serving import MIRROR

# known: names of style sheets that need not be told again.
COPY = """known => {
  const told = (rules) => [...rules].map((rule) => rule.cssText).join("\\n");
  const copy = document.documentElement.cloneNode(true);
  const both = (names) => {
    const copied = copy.querySelectorAll(names);
    return [...document.querySelectorAll(names)].map((one, place) => [one, copied[place]]);
  };
  for (const [field, copied] of both("input")) {
    copied.toggleAttribute("checked", field.checked);
    if (field.type !== "file") copied.setAttribute("value", field.value);
  }
  for (const [option, copied] of both("option")) copied.toggleAttribute("selected", option.selected);
  for (const [field, copied] of both("textarea")) copied.textContent = field.value;
  for (const [one, copied] of both("[popover]"))
    copied.toggleAttribute("data-mirror-open", one.matches(":popover-open"));
  const sheets = [];
  for (const [link, copied] of both("link[rel=stylesheet]")) {
    const { pathname } = new URL(link.href);
    sheets.push([pathname, known.includes(pathname) ? null : told(link.sheet.cssRules)]);
    copied.remove();
  }
  return {
    page: copy.outerHTML,
    address: location.pathname + location.search + location.hash,
    sheets,
    styles: document.adoptedStyleSheets.map((sheet) => told(sheet.cssRules)),
  };
}"""
# Style sheets that stay are not read again. Scripts of a page that was parsed like this do not run.
SHOW = """({ page, address, sheets, styles }) => {
  const shown = new DOMParser().parseFromString(page, "text/html");
  history.replaceState(null, "", address);
  const root = document.documentElement;
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  for (const { name, value } of shown.documentElement.attributes) root.setAttribute(name, value);
  for (const old of [...document.head.children]) if (!old.dataset.sheet) old.remove();
  for (const [name, text] of sheets) if (text !== null) {
    const style = document.createElement("style");
    style.dataset.sheet = name;
    style.textContent = text;
    document.head.append(style);
  }
  for (const { sheet, dataset } of document.querySelectorAll("[data-sheet]"))
    sheet.disabled = !sheets.some(([name]) => name === dataset.sheet);
  document.head.append(...shown.head.children);
  document.body.replaceWith(shown.body);
  document.adoptedStyleSheets = styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  for (const open of document.querySelectorAll("[data-mirror-open]")) {
    open.removeAttribute("data-mirror-open");
    open.showPopover();
  }
  scrollTo(0, 0);
}"""


class Mirror:
    """The window."""

    def __init__(self, page: Page) -> None:
        """page: any of a site that is served by serving.py, in the browser that is to have the window."""
        assert page.context.browser is not None
        here = urlsplit(page.url)
        self._window = page.context.browser.new_context(reduced_motion="reduce").new_page()
        self._window.goto(f"{here.scheme}://{here.netloc}{MIRROR}")
        self._sheets: list[str] = []

    def show(self, page: Page, size: ViewportSize | None) -> Page:
        """Show what a page shows."""
        copied = page.evaluate(COPY, self._sheets)
        self._sheets += [name for name, text in copied["sheets"] if text is not None]
        if size and self._window.viewport_size != size:
            self._window.set_viewport_size(size)
        self._window.emulate_media(color_scheme="light")
        self._window.evaluate(SHOW, copied)
        return self._window


_mirrors: dict[Browser, Mirror] = {}


def mirrored(page: Page, size: ViewportSize | None = None) -> Page:
    """The window that has axe, showing what a page shows, in the light and at a size or that of the page."""
    browser = page.context.browser
    assert browser is not None
    if browser not in _mirrors:
        _mirrors[browser] = Mirror(page)
    return _mirrors[browser].show(page, size or page.viewport_size)
