"""Every screen for eyes, fingers and programs that read aloud: axe, sizes of targets, narrow and large text.

The screens are those of screens.py; how they are looked at stands in looking.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.axe import COLOR_RULES, TURNED, find_violations
from tests.browser.contexts import Contexts
from tests.browser.looking import LARGE_PHONE, NARROW, PHONE_VIEWS, TEXT_SPACING, TWICE, WIDE_VIEWS, Look
from tests.browser.mirror import mirrored
from tests.browser.screens import SCREENS, Screen
from tests.browser.thinning import Thinning
from tests.browser.visit import PHONE, WIDE, Visit

# How each element is drawn.
DRAWN = """() => [...document.body.querySelectorAll("*")].map(one => {
  const { display, color, backgroundColor, fontSize, borderTopWidth } = getComputedStyle(one);
  return [one.localName, display, color, backgroundColor, fontSize, borderTopWidth].join(" ");
})"""

every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))


@pytest.fixture(scope="module")
def window(contexts: Contexts, site: str) -> Iterator[Visit]:
    """One window for all screens on which a visitor does nothing: to open one takes longer than to open a page."""
    visit = Visit(contexts, site, NARROW)
    yield visit
    visit.close()


@pytest.fixture
def look_at(window: Visit, make_visit: Callable[..., Visit]) -> Iterator[Callable[..., Look]]:
    """Opens a screen to be looked at: look_at(screen, size)."""

    def opened(screen: Screen, size: dict[str, int]) -> Look:
        visit = make_visit(size) if screen.prepare else window
        visit.page.set_viewport_size(size)  # type: ignore[arg-type]
        visit.page.emulate_media(color_scheme="light")
        visit.expected_errors += ["ERR_FAILED", "Failed to fetch"]
        visit.open(screen.path, screen.status)
        if screen.prepare:
            screen.prepare(visit.page)
        return Look(visit.page)

    yield opened
    troubles, window.troubles = window.troubles, []
    assert not troubles, "\n".join(troubles)


@every_screen
def test_a_screen_is_for_everybody_on_a_phone(look_at: Callable[..., Look], screen: Screen) -> None:
    look = look_at(screen, NARROW)
    look.for_losses(NARROW)
    look.for_losses(NARROW, TEXT_SPACING)
    look.for_losses(LARGE_PHONE, TWICE)
    look.for_preferences(PHONE)
    look.for_targets(PHONE)
    look.with_axe(*PHONE_VIEWS)
    assert not look.found, "\n".join(look.found)


@every_screen
def test_a_screen_is_for_everybody_on_a_wide_window(look_at: Callable[..., Look], screen: Screen) -> None:
    look = look_at(screen, WIDE)
    look.for_losses(WIDE, TWICE)
    look.with_axe(*WIDE_VIEWS)
    assert not look.found, "\n".join(look.found)


def test_the_screen_may_be_turned(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    assert find_violations(mirrored(phone_visit.page), [TURNED]) == []


@pytest.mark.parametrize("path", ["/find?kind=group", "/crisis", "/listings/demo-mood-circle/problem/wrong?part=name"])
def test_the_window_with_axe_draws_a_page_as_it_is_drawn(phone_visit: Visit, path: str) -> None:
    phone_visit.open(path)
    drawn = phone_visit.page.evaluate(DRAWN)
    assert len(set(drawn)) > 10
    assert mirrored(phone_visit.page).evaluate(DRAWN) == drawn


def test_what_is_left_of_a_page_still_shows_its_faults(phone_visit: Visit) -> None:
    thinning = Thinning()
    phone_visit.open("/find?kind=group")
    assert thinning.leaves_something(mirrored(phone_visit.page))
    assert not thinning.leaves_something(mirrored(phone_visit.page))
    phone_visit.page.evaluate("document.querySelector('.listing-card:last-child').classList.add('new')")
    phone_visit.page.evaluate("document.querySelector('.new .listing-card__summary').style.color = '#ddd'")
    mirror = mirrored(phone_visit.page)
    assert thinning.leaves_something(mirror)
    assert any(fault.startswith("color-contrast") for fault in find_violations(mirror, COLOR_RULES))


def test_a_fault_of_a_page_as_a_whole_is_found_where_all_was_seen_before(phone_visit: Visit) -> None:
    phone_visit.open("/about")
    look = Look(phone_visit.page)
    look.with_axe(*PHONE_VIEWS)
    assert look.found == []
    phone_visit.page.evaluate("document.querySelector('main').replaceWith(...document.querySelector('main').children)")
    look.with_axe(*PHONE_VIEWS)
    assert any("the whole: landmark-one-main" in fault for fault in look.found)


def test_what_is_lost_covered_or_too_small_is_found(phone_visit: Visit) -> None:
    phone_visit.open("/about")
    look = Look(phone_visit.page)
    look.for_losses(NARROW, TEXT_SPACING)
    look.for_preferences(PHONE)
    look.for_targets(PHONE)
    assert look.found == []
    phone_visit.page.evaluate("""() => {
      const [wide, first, second] = ["p", "button", "button"].map((name) => document.createElement(name));
      wide.style.inlineSize = "2000px";
      first.style.cssText = second.style.cssText = "position: absolute; inline-size: 9px; block-size: 9px; border: 0";
      first.className = "button";
      document.querySelector("main").append(wide, first, second);
    }""")
    look.for_losses(NARROW)
    look.for_preferences(PHONE)
    look.for_targets(PHONE)
    seen = {fault.partition(":")[0] for fault in look.found}
    assert seen >= {"lost, 320, as it is", "overlap, 320, as it is", "lost, forced colors", "small, 360"}
    assert "without an edge, forced colors" in seen
