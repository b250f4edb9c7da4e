"""Every screen for eyes, fingers and programs that read aloud: axe, sizes of targets, narrow and large text.

The screens are those of screens.py; how they are looked at stands in looking.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import ALIKE, COLOR_RULES
from tests.browser.looking import LARGE_PHONE, NARROW, TEXT_SPACING, TWICE, Look
from tests.browser.screens import SCREENS, Screen
from tests.browser.visit import PHONE, WIDE, Visit

every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))


@pytest.fixture
def look_at(make_visit: Callable[..., Visit]) -> Callable[..., Look]:
    """Opens a screen to be looked at: look_at(screen, size)."""

    def opened(screen: Screen, size: dict[str, int]) -> Look:
        visit = make_visit(size)
        visit.expected_errors += ["ERR_FAILED", "Failed to fetch"]
        visit.open(screen.path, screen.status)
        if screen.prepare:
            screen.prepare(visit.page)
        return Look(visit.page, None if screen is SCREENS["find"] else ALIKE)

    return opened


@every_screen
def test_a_screen_is_for_everybody_on_a_phone(look_at: Callable[..., Look], screen: Screen) -> None:
    look = look_at(screen, NARROW)
    look.for_losses(NARROW)
    look.with_axe(320, "light")
    look.with_axe(412, "light")
    look.with_axe(412, "dark", COLOR_RULES)
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
