"""Looking at an open page in many ways: axe, sizes of targets, narrow windows and large text.

A page is opened once and then looked at in all widths and both color schemes, because opening takes longer than
looking. What another width changes are places, what another scheme changes are colors. axe takes as long as there are
elements, so what is about a page as a whole is asked of all of it, and all else of what no page before had.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser.axe import COLOR_RULES, LAYOUT_RULES, TURNED, WHOLE_RULES, find_violations
from tests.browser.mirror import mirrored
from tests.browser.thinning import Thinning

HEIGHT = 740
NARROW = {"width": 320, "height": HEIGHT}
LARGE_PHONE = {"width": 412, "height": 823}
BAR_PX = {"find path": 44, "elsewhere": 24}

# WCAG 1.4.12, and text of twice the size. In a sheet of the document, since the page allows no inline style.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
TWICE = "html { font-size: 200% !important; }"
LOOSE = ".masthead, .save-bar, .work__bar { position: static !important; }"
STYLES = {"": "as it is", TEXT_SPACING: "wide spacing", TWICE: "twice the size"}
SET_STYLE = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""

# What stands out of the page at the side, or is cut off by a box that hides what does not fit. A row that a thumb
# pushes and a wide table may; the page may not.
LOST = """() => {
  const lost = [];
  const [edge, wide] = [document.documentElement.clientWidth, document.scrollingElement.scrollWidth];
  if (wide > edge) lost.push(`page ${wide} > ${edge}`);
  const pushed = ".console-nav__list, .jumps, .scrolls";
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest(`.visually-hidden, .skip, svg, ${pushed}`)) continue;
    const box = element.getBoundingClientRect();
    const note = (what) =>
      lost.push(`${what}: ${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`);
    if (box.right > edge + 1 || box.left < -1) note("out of the page");
    if (element.scrollWidth <= element.clientWidth + 1 || element.matches("input, select, textarea")) continue;
    if (getComputedStyle(element).overflowX !== "visible") note("cut off");
  }
  return lost;
}"""

# Controls that lie on one another; what is stuck to the window may lie on all, and so may an open sheet. What is in a
# box of its own that scrolls is where that box lets it be.
OVERLAPS = """() => {
  const stuck = ".masthead, .skip, .trouble, .filters__head, .filters__foot, .handout-bar, .visually-hidden,"
    + " .save-bar, .work__bar, .console-nav__list, .jumps, .scrolls, .field--many .boxes, .picks__list, [inert]";
  const page = document.querySelector(".filters__sheet:popover-open") ?? document;
  const controls = [...page.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
    .filter(one => one.checkVisibility() && !one.closest(stuck) && !one.matches(".field__inside, .field__with *"));
  const boxes = controls.map(one => one.getBoundingClientRect());
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) found.push(`${controls[i].textContent.trim()} × ${controls[j].textContent.trim()}`);
  }
  return found;
}"""

# Controls that are smaller than a fingertip. Links within a sentence may be as high as its line.
SMALL = """bars => {
  const path = ".crisis__ways a, .masthead a, .masthead button, .chip, .filters button, .filters a, .filters summary,"
    + " .option, .listing-card .button, .ask button, .ask .input, .results__more a, .button, .way, .sorts a,"
    + " .listing-card__name a, .understood a, .need-link, .need-group summary, .plain-links a, .quiet-link";
  const small = [];
  for (const control of document.querySelectorAll("a, button, summary, select, label.option, input.input")) {
    if (!control.checkVisibility() || control.closest(".skip, .visually-hidden, [inert]")) continue;
    const box = control.getBoundingClientRect();
    const bar = bars[control.matches(path) ? "find path" : "elsewhere"];
    const inSentence = control.matches("p a, dd a") && getComputedStyle(control).display === "inline";
    // Of a picture there is the same as a table with room to tap.
    if (control.closest("svg")) continue;
    const isSmall = box.height < bar - .5 || box.width < bar - .5;
    if (isSmall && !(inSentence && bar === bars.elsewhere))
      small.push(`${Math.round(box.width)} × ${Math.round(box.height)} < ${bar}: ${control.textContent.trim()}`);
  }
  return small;
}"""

# In forced colors backgrounds go; what is told apart by them alone must have a border.
BARE = """() => [...document.querySelectorAll(
    ".button, .chip, .leave, .crisis__way, .input, .way, .sorts__one[aria-current], .filters__sheet:popover-open")]
  .filter(one => one.checkVisibility())
  .filter(one => !parseFloat(getComputedStyle(one).borderTopWidth) || getComputedStyle(one).borderTopStyle === "none")
  .map(one => `${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(one => ["", "::before", "::after"].some(part => {
  const style = getComputedStyle(one, part || null);
  const moves = (style.transitionDuration + "," + style.animationDuration).split(",").some(time => parseFloat(time));
  return moves || style.scrollBehavior === "smooth";
})).map(one => `${one.tagName} ${one.className}`)"""


@dataclass(frozen=True)
class View:
    """How axe is to look. rules: only these; without them, all."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    rules: tuple[str, ...] | None = None


IN_THE_DARK = View(320, "dark", (*COLOR_RULES, *LAYOUT_RULES))
PHONE_VIEWS = (View(412), IN_THE_DARK)
WIDE_VIEWS = (View(1280), View(1280, "dark", COLOR_RULES))
CONSOLE_VIEWS = (View(1280), IN_THE_DARK)
# What was looked at before, in these views.
_thinnings: dict[tuple[View, ...], Thinning] = defaultdict(Thinning)


def in_turn(first: str, *scripts: str) -> str:
    """One script that runs a first one, to which it gives its argument, and answers what each of the others answers."""
    return f"given => {{ ({first})(given); return [{', '.join(f'({script})()' for script in scripts)}]; }}"


class Look:
    """Looks at one open page in many ways and notes what is wrong, with the view that it is wrong in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []

    def with_axe(self, *views: View) -> None:
        """axe, in each of these views."""
        first = views[0]
        self.page.evaluate(SET_STYLE, LOOSE)  # what happens to lie under what is stuck would count as covered
        mirror = mirrored(self.page, {"width": first.width, "height": HEIGHT})
        self._note(f"axe, {first.width}, the whole", find_violations(mirror, WHOLE_RULES))
        if not _thinnings[views].leaves_something(mirror):
            return
        for view in views:
            if view != first:
                mirror.set_viewport_size({"width": view.width, "height": HEIGHT})
                mirror.emulate_media(color_scheme=view.scheme)
            found = find_violations(mirror, view.rules, rules_out=[TURNED, *WHOLE_RULES])
            self._note(f"axe, {view.width} {view.scheme}", found)

    def for_targets(self, size: dict[str, int]) -> None:
        """Controls that are too small."""
        self._resize(size)
        self._note(f"small, {size['width']}", self.page.evaluate(SMALL, BAR_PX))

    def for_losses(self, size: dict[str, int], style: str = "") -> None:
        """What is cut off, out of the page or covered, with a style of the reader's."""
        self._resize(size)
        lost, overlaps = self.page.evaluate(in_turn(SET_STYLE, LOST, OVERLAPS), style)
        view = f"{size['width']}, {STYLES[style]}"
        self._note(f"lost, {view}", lost)
        self._note(f"overlap, {view}", overlaps)

    def for_preferences(self, size: dict[str, int]) -> None:
        """What has no edge in forced colors, and what moves for whoever wants nothing to move."""
        self._resize(size)
        self.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        faults = self.page.evaluate(in_turn(SET_STYLE, LOST, BARE, MOVING), "")
        for trouble, found in zip(("lost", "without an edge", "moving"), faults, strict=True):
            self._note(f"{trouble}, forced colors", found)
        self.page.emulate_media(forced_colors="none")

    def _resize(self, size: dict[str, int]) -> None:
        if self.page.viewport_size != size:  # to be told the same again takes as long
            self.page.set_viewport_size(size)  # type: ignore[arg-type]

    def _note(self, view: str, faults: list[str]) -> None:
        self.found += [f"{view}: {fault}" for fault in faults]
