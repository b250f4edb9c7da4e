"""On paper: a hand-out of twelve on two sides, a QR code that reads, the crisis line on top of every page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from directory.database import begin_writing, db
from directory.handout.codes import write_codes
from tests.browser.contexts import Contexts
from tests.browser.serving import serve
from tests.browser.visit import Visit
from tests.factories import commit, make_check, make_listing, make_location, make_phone, make_schedule

PAPERS = ("A4", "Letter")
PAGES = ("/", "/find?kind=group&near=40508", "/needs/i-feel-alone", "/listings/demo-mood-circle", "/crisis")


def printed(visit: Visit, paper: str) -> PdfReader:
    """The page as it would be printed, without colored ink."""
    return PdfReader(io.BytesIO(visit.page.pdf(format=paper, print_background=False)))


def words_of(paper: PdfReader) -> str:
    """All its words."""
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


@pytest.fixture
def full_site(make_app: Callable[..., Flask]) -> Iterator[tuple[str, str]]:
    """A site with twelve listings that have everything, as long as it may be; its address and their hand-out."""
    app = make_app(template="seeded")
    with app.app_context():
        begin_writing()
        house = make_listing("Quartz House for Peers and Families of Larkspur County", kind="organization")
        made = [
            make_listing(
                f"Group {number:02} of people who live with it and with one another",
                organization=house,
                summary=("We sit in a round, we listen, and nobody has to talk. " * 3)[:160],
                application_process="Ring the bell at the side door and wait.\nSay your first name to whoever opens.",
                is_free=True,
                url="https://groups.larkspur-minds.example.org/one",
                phones=[make_phone(), make_phone("741741", type="text", text_body="HELLO")],
                schedules=[make_schedule(), make_schedule(freq="MONTHLY", byday=["2TH", "4TH"], mode="online")],
                locations=[make_location(name="Old Mill", address_1="1234 Example Street", postal_code="40507")],
                checks=[make_check()],
            )
            for number in range(12)
        ]
        commit()
        path = f"/handout?list={write_codes(listing.id for listing in made)}"
        db.session.remove()
    with serve(app) as address:
        yield address, path


@pytest.mark.parametrize("paper", PAPERS)
def test_twelve_full_listings_fit_two_sides(contexts: Contexts, full_site: tuple[str, str], paper: str) -> None:
    address, path = full_site
    visit = Visit(contexts, address, {"width": 360, "height": 740})
    visit.open(path)
    visit.page.get_by_text("Write on it").click()
    visit.page.get_by_label("Title").fill("For Sam, after the hospital")
    visit.page.get_by_label("First appointment").fill("Thursday at two, 12 Example Street")
    visit.page.get_by_label("Note").fill("Ring the bell twice. " * 5)
    sheets = printed(visit, paper)
    words = words_of(sheets)
    assert len(sheets.pages) <= 2
    assert words.startswith("In danger? Call 988 Text 988")
    assert "For Sam, after the hospital" in words
    assert "Thursday at two, 12 Example Street" in words
    assert "Ring the bell twice." in words
    for number in range(12):
        assert words.count(f"Group {number:02} of people") == 1
    assert words.count(f"{urlsplit(address).netloc}/l/") == 12
    for screen_only in ("Remove", "Large print", "Copy", "Keep", "We keep no copy", "It is not sent"):
        assert screen_only not in words
    visit.close()


def test_large_print_is_large(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit()
    sizes = []
    for size in ("", "&size=large"):
        visit.open(f"/handout?list=3h.41{size}")
        visit.page.emulate_media(media="print")
        one = "parseFloat(getComputedStyle(document.querySelector('.handout__summary')).fontSize)"
        sizes.append(visit.page.evaluate(one) * 0.75)
        visit.page.emulate_media(media="screen")
    assert sizes == pytest.approx([9.25, 16], abs=0.1)


def test_without_words_there_are_lines_to_write_on(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(java_script_enabled=False)
    visit.open("/handout?list=3h.41")
    words = words_of(printed(visit, "Letter"))
    assert "First appointment" in words
    assert "Note" in words
    assert "Title" not in words


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_qr_code_can_be_read(make_visit: Callable[..., Visit], media: str, scheme: str) -> None:
    visit = make_visit(device_scale_factor=2)
    codes = write_codes(range(1, 41))
    visit.open(f"/handout?list={codes}&quiet=yes")
    link = visit.page.get_by_label("The link").input_value()
    visit.page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]
    code = visit.page.locator(".handout__qr--paper" if media == "print" else ".handout__qr[role=img]")
    picture = Image.open(io.BytesIO(code.screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [link]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_prints_its_words_and_the_crisis_line_and_nothing_to_tap(
    make_visit: Callable[..., Visit], path: str
) -> None:
    visit = make_visit()
    visit.open(f"{path}{'&' if '?' in path else '?'}list=3h")
    heading = " ".join(visit.page.get_by_role("heading", level=1).inner_text().split())
    sheets = printed(visit, "Letter")
    words = words_of(sheets)
    assert len(sheets.pages) <= 4
    assert words.startswith("In danger? Call 988 Text 988")
    assert heading in words
    for screen_only in ("Leave", "Filters", "hand-out", "Show more", "Print", "There is no connection"):
        assert screen_only not in words
