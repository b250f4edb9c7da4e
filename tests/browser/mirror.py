"""A second window that shows what a first one shows, with axe in it.

axe looks at a page in a tenth of the time once it has looked at another in the same window, where its code was
compiled and tried. So one window stays, and each page is copied into it as it stands: its elements, what was typed
and chosen, what lies on top, and the styles that a test gave it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.serving import MIRROR

COPY = """() => {
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
  return {
    page: copy.outerHTML,
    address: location.href,
    styles: document.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join("\\n")),
  };
}"""
# Style sheets that stay are not fetched again. Scripts of a page that was parsed like this do not run.
SHOW = """async ({ page, address, styles }) => {
  const sheets = (head) => [...head.querySelectorAll("link[rel=stylesheet]")];
  const shown = new DOMParser().parseFromString(page, "text/html");
  history.replaceState(null, "", address);
  const root = document.documentElement;
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  for (const { name, value } of shown.documentElement.attributes) root.setAttribute(name, value);
  const stay = sheets(document.head).map((one) => one.href).join() === sheets(shown.head).map((one) => one.href).join();
  for (const old of [...document.head.children]) if (!stay || !old.matches("link[rel=stylesheet]")) old.remove();
  const coming = [...shown.head.children].filter((one) => !stay || !one.matches("link[rel=stylesheet]"));
  document.head.append(...coming);
  document.body.replaceWith(shown.body);
  document.adoptedStyleSheets = styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  await Promise.all(coming.filter((one) => one.matches("link[rel=stylesheet]")).map((link) =>
    new Promise((done) => { link.onload = link.onerror = done; })));
  for (const open of document.querySelectorAll("[data-mirror-open]")) {
    open.removeAttribute("data-mirror-open");
    open.showPopover();
  }
  scrollTo(0, 0);
}"""

_mirrors: dict[Browser, Page] = {}


def mirrored(page: Page, size: ViewportSize | None = None) -> Page:
    """The window that has axe, showing what a page shows, in the light and at a size or that of the page."""
    copied = page.evaluate(COPY)
    mirror = _mirror_of(page)
    size = size or page.viewport_size
    if size and mirror.viewport_size != size:
        mirror.set_viewport_size(size)
    mirror.emulate_media(color_scheme="light")
    mirror.evaluate(SHOW, copied)
    return mirror


def _mirror_of(page: Page) -> Page:
    browser = page.context.browser
    assert browser is not None
    if browser not in _mirrors:
        _mirrors[browser] = browser.new_context(reduced_motion="reduce").new_page()
    here, there = urlsplit(page.url), urlsplit(_mirrors[browser].url)
    if here.netloc != there.netloc:
        _mirrors[browser].goto(f"{here.scheme}://{here.netloc}{MIRROR}")
    return _mirrors[browser]
