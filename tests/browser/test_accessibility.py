"""Every screen for eyes, fingers and programs that read aloud: axe, sizes of targets, narrow and large text.

The screens are those of screens.py. A screen is opened once and then looked at in all widths and both
colour schemes, because opening takes longer than looking.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import ALIKE, COLOR_RULES, find_violations
from tests.browser.screens import SCREENS, Screen
from tests.browser.visit import PHONE, WIDE, Visit

LARGE_PHONE = {"width": 412, "height": 823}
BAR_PX = {"find path": 44, "elsewhere": 24}

# WCAG 1.4.12, and text of twice the size. In a sheet of the document, since the page allows no inline style.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
TWICE = "html { font-size: 200% !important; }"
ADD_STYLE = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
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


@pytest.fixture
def open_screen(make_visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Opens a screen: open_screen(screen, size, **context_options)."""

    def opened(screen: Screen, size: dict[str, int] = PHONE, **options: Any) -> Page:
        visit = make_visit(size, **options)
        visit.expected_errors += ["ERR_FAILED", "Failed to fetch"]
        visit.open(screen.path, screen.status)
        if screen.prepare:
            screen.prepare(visit.page)
        return visit.page

    return opened


@every_screen
@pytest.mark.parametrize("sizes", [(320, 412), (1280,)], ids=["phone", "wide"])
def test_axe_finds_nothing(open_screen: Callable[..., Page], screen: Screen, sizes: tuple[int, ...]) -> None:
    page = open_screen(screen, {"width": sizes[0], "height": 740})
    found = []
    left_out = None if screen is SCREENS["find"] else ALIKE
    for width, (scheme, rules) in product(sizes, (("light", None), ("dark", COLOR_RULES))):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate("scrollTo(0, 0)")  # what happens to lie under the head of the window would count as covered
        found += [f"{width} {scheme}: {violation}" for violation in find_violations(page, rules, left_out)]
    assert not found, "\n".join(found)


@every_screen
def test_nothing_is_lost_on_a_narrow_screen_and_with_wide_text(
    open_screen: Callable[..., Page], screen: Screen
) -> None:
    page = open_screen(screen, {"width": 320, "height": 740})
    assert page.evaluate(LOST) == []
    assert page.evaluate(OVERLAPS) == []
    page.evaluate(ADD_STYLE, TEXT_SPACING)
    assert page.evaluate(LOST) == []
    assert page.evaluate(OVERLAPS) == []


@every_screen
def test_every_target_is_large_enough_for_a_finger(open_screen: Callable[..., Page], screen: Screen) -> None:
    page = open_screen(screen, PHONE)
    assert page.evaluate(SMALL, BAR_PX) == []


@every_screen
def test_nothing_is_lost_with_text_of_twice_the_size(open_screen: Callable[..., Page], screen: Screen) -> None:
    page = open_screen(screen, WIDE)
    page.evaluate(ADD_STYLE, TWICE)
    for size in (WIDE, LARGE_PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(LOST) == []
        assert page.evaluate(OVERLAPS) == []
