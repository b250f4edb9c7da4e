"""Every screen for eyes, fingers and programs that read aloud: axe, sizes of targets, narrow and large text.

The screens are those of screens.py. A screen is opened once and then looked at in all widths and both
colour schemes, because opening takes longer than looking. What another width changes are places, what another
scheme changes are colours: so the dark is looked at once on a phone.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import ALIKE, COLOR_RULES, find_violations
from tests.browser.screens import SCREENS, Screen
from tests.browser.visit import PHONE, WIDE, Visit

NARROW = {"width": 320, "height": 740}
LARGE_PHONE = {"width": 412, "height": 823}
BAR_PX = {"find path": 44, "elsewhere": 24}

# WCAG 1.4.12, and text of twice the size. In a sheet of the document, since the page allows no inline style.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
TWICE = "html { font-size: 200% !important; }"
SET_STYLE = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""

# What stands out of the page at the side, or is cut off by a box that hides what does not fit.
LOST = """() => {
  const lost = [];
  const [edge, wide] = [document.documentElement.clientWidth, document.scrollingElement.scrollWidth];
  if (wide > edge) lost.push(`page ${wide} > ${edge}`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest(".visually-hidden, .skip, svg")) continue;
    const box = element.getBoundingClientRect();
    const name = `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`;
    if (box.right > edge + 1 || box.left < -1) lost.push(`out of the page: ${name}`);
    const cuts = getComputedStyle(element).overflowX !== "visible" && !element.matches("input, select");
    if (cuts && element.scrollWidth > element.clientWidth + 1) lost.push(`cut off: ${name}`);
  }
  return lost;
}"""

# Controls that lie on one another; what is stuck to the window may lie on all, and so may an open sheet.
OVERLAPS = """() => {
  const stuck = ".masthead, .skip, .trouble, .filters__head, .filters__foot, .handout-bar, .visually-hidden";
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
    if (!control.checkVisibility() || control.closest(".skip")) continue;
    const box = control.getBoundingClientRect();
    const bar = bars[control.matches(path) ? "find path" : "elsewhere"];
    const inSentence = control.matches("p a, dd a") && getComputedStyle(control).display === "inline";
    const isSmall = box.height < bar - .5 || box.width < bar - .5;
    if (isSmall && !(inSentence && bar === bars.elsewhere))
      small.push(`${Math.round(box.width)} × ${Math.round(box.height)} < ${bar}: ${control.textContent.trim()}`);
  }
  return small;
}"""


every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))


class Look:
    """Looks at one open page in many ways and notes what is wrong, with the view that it is wrong in."""

    def __init__(self, visit: Visit, screen: Screen) -> None:
        self.page = visit.page
        self.left_out = None if screen is SCREENS["find"] else ALIKE
        self.found: list[str] = []

    def with_axe(self, width: int, scheme: str, rules: list[str] | None = None) -> None:
        """axe, at a width, in the light or the dark."""
        self.page.set_viewport_size({"width": width, "height": 740})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.evaluate("scrollTo(0, 0)")  # what happens to lie under the head of the window would count as covered
        self._note(f"axe, {width} {scheme}", find_violations(self.page, rules, self.left_out))

    def for_targets(self, size: dict[str, int]) -> None:
        """Controls that are too small."""
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self._note(f"small, {size['width']}", self.page.evaluate(SMALL, BAR_PX))

    def for_losses(self, size: dict[str, int], style: str = "") -> None:
        """What is cut off, out of the page or covered, with a style of the reader's."""
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.evaluate(SET_STYLE, style)
        view = f"{size['width']}, {style or 'as it is'}"
        self._note(f"lost, {view}", self.page.evaluate(LOST))
        self._note(f"overlap, {view}", self.page.evaluate(OVERLAPS))

    def _note(self, view: str, faults: list[str]) -> None:
        self.found += [f"{view}: {fault}" for fault in faults]


@pytest.fixture
def look_at(make_visit: Callable[..., Visit]) -> Callable[..., Look]:
    """Opens a screen to be looked at: look_at(screen, size)."""

    def opened(screen: Screen, size: dict[str, int]) -> Look:
        visit = make_visit(size)
        visit.expected_errors += ["ERR_FAILED", "Failed to fetch"]
        visit.open(screen.path, screen.status)
        if screen.prepare:
            screen.prepare(visit.page)
        return Look(visit, screen)

    return opened


@every_screen
def test_a_screen_is_for_everybody_on_a_phone(look_at: Callable[..., Look], screen: Screen) -> None:
    look = look_at(screen, NARROW)
    look.for_losses(NARROW)
    look.with_axe(320, "light")
    look.with_axe(412, "light")
    look.with_axe(412, "dark", COLOR_RULES)  # here, since the narrowest screen has fewer icons
    look.for_targets(PHONE)
    look.for_losses(NARROW, TEXT_SPACING)
    look.for_losses(LARGE_PHONE, TWICE)
    assert not look.found, "\n".join(look.found)


@every_screen
def test_a_screen_is_for_everybody_on_a_wide_window(look_at: Callable[..., Look], screen: Screen) -> None:
    look = look_at(screen, WIDE)
    look.with_axe(1280, "light")
    look.with_axe(1280, "dark", COLOR_RULES)
    look.for_losses(WIDE, TWICE)
    assert not look.found, "\n".join(look.found)
