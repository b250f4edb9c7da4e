"""The hand-out page, results as a hand-out, short addresses."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno
import zxingcpp
from flask import Flask
from PIL import Image

from directory.database import db
from directory.handout.codes import MOST_LISTINGS, read_codes, write_code, write_codes
from directory.handout.qr import QUIET_ZONE, make_qr_code
from directory.models import Listing
from directory.models.schedule import ScheduleException
from tests.clients import Client
from tests.factories import commit, make_check, make_listing, make_location, make_phone, make_schedule
from tests.page import Page, read_text
from tests.search.asking import counted_statements


def path_of(*listings: Listing) -> str:
    """The address of a hand-out with some listings."""
    return f"/handout?list={write_codes(listing.id for listing in listings)}"


def names_on(page: Page) -> list[str]:
    """The names on a hand-out, in order."""
    return [read_text(name) for name in page.select(".handout__name")]


@pytest.fixture
def three(app: Flask) -> list[Listing]:
    """Three published listings."""
    made = [make_listing(name) for name in ("Quartz", "Onyx", "Opal")]
    commit()
    return made


def test_listings_stand_in_the_order_of_the_address(client: Client, three: list[Listing]) -> None:
    assert names_on(client.get(path_of(three[2], three[0], three[1]))) == ["Opal", "Quartz", "Onyx"]


def test_a_listing_says_all_that_one_needs_on_paper(app: Flask, client: Client, clock: Callable[..., object]) -> None:
    exception = ScheduleException(date=dt.date(2026, 11, 24), kind="cancelled")
    listing = make_listing(
        "Quartz Circle",
        summary="We sit in a round and listen.",
        application_process="Ring the bell.\nSay your first name.\nA third thing.",
        is_free=True,
        url="https://www.quartz.example.org/groups",
        phones=[make_phone(), make_phone("741741", type="text", text_body="HELLO")],
        schedules=[make_schedule(exceptions=[exception]), make_schedule(byday=["-1FR"], freq="MONTHLY", mode="online")],
        locations=[make_location(name="Old Mill", address_1="4 Example Street", postal_code="40507")],
        checks=[make_check()],
        private_notes="CANARY",
    )
    commit()
    page = client.get(path_of(listing))
    said = read_text(page.find(".handout__one"))
    for words in (
        "Support group", "We sit in a round", "How to join: Ring the bell. Say your first name.", "Call 859-555-0123",
        "Text HELLO to 741741", "Every Tuesday, 7:00–8:00 PM", "last Friday of the month", "Eastern Time", "Free",
        "Tue 1 Dec, 7:00 PM", "Fri 27 Nov, 7:00 PM", "Old Mill , 4 Example Street , Lexington , KY 40507",
        "quartz.example.org", f"localhost/l/{write_code(listing.id)}", "Checked",
    ):  # fmt: skip
        assert words in said
    assert "A third thing" not in said
    assert "CANARY" not in page.response.text
    assert "As of 23 Nov 2026" in page.main_text


def test_a_hidden_address_does_not_come_onto_paper(client: Client) -> None:
    hidden = make_location(name="Safe Porch", address_1="CANARY 1", visibility="hidden")
    town = make_location(city="Larkspur", address_1="CANARY 2", visibility="city")
    listings = [make_listing("Quartz", locations=[hidden]), make_listing("Onyx", locations=[town])]
    commit()
    page = client.get(path_of(*listings))
    assert "CANARY" not in page.response.text
    assert "Larkspur , KY · ask for the address" in page.main_text


def test_up_down_and_remove_are_plain_links(client: Client, three: list[Listing]) -> None:
    page = client.get(path_of(*three))
    middle = write_code(three[1].id)
    assert names_on(client.get(page.find(f"#up-{middle}").attrib["href"])) == ["Onyx", "Quartz", "Opal"]
    assert names_on(client.get(page.find(f"#down-{middle}").attrib["href"])) == ["Quartz", "Opal", "Onyx"]
    removed = client.get(page.find(f"#x-{middle}").attrib["href"])
    assert names_on(removed) == ["Quartz", "Opal"]
    assert names_on(client.get(removed.link("Put it back"))) == ["Quartz", "Onyx", "Opal"]
    assert not page.select(f"#up-{write_code(three[0].id)}, #down-{write_code(three[2].id)}")


def test_the_last_one_removed_leaves_a_page_that_says_how_to_begin(client: Client, three: list[Listing]) -> None:
    page = client.get(path_of(three[0]))
    empty = client.get(page.find(f"#x-{write_code(three[0].id)}").attrib["href"])
    assert "This is how to begin" in empty.main_text
    assert names_on(client.get(empty.link("Put it back"))) == ["Quartz"]
    assert not empty.select("#share, [data-keep]")


@pytest.mark.parametrize("path", ["/handout", "/handout?list=", "/handout?list=...", "/handout?was=%00"])
def test_an_empty_hand_out_says_how_to_begin(client: Client, path: str) -> None:
    page = client.get(path)
    assert "Add to hand-out" in page.main_text
    assert page.link("Find listings") == "/find"
    assert "left out" not in page.main_text


def test_what_cannot_be_shown_is_left_out_with_a_sentence_for_each_reason(any_app: Flask) -> None:
    shown = make_listing("Quartz")
    made = {state: make_listing(f"A {state} one", publication=state) for state in ("hidden", "draft", "closed")}
    commit()
    codes = write_codes([shown.id, *(listing.id for listing in made.values()), 9999])
    page = Client(any_app).get(f"/handout?list={codes}.zzzzzzz.%3F")
    assert names_on(page) == ["Quartz"]
    assert "We left out 3 listings of this link" in page.main_text
    assert "We could not read all of this link" in page.main_text
    assert "A closed one has closed" in page.main_text
    assert "A hidden one" not in page.response.text
    assert "A draft one" not in page.response.text
    assert page.link("See what took its place").startswith(f"/listings/{made['closed'].slug}")


def test_a_made_up_link_does_not_tell_a_hidden_listing_from_none(client: Client) -> None:
    hidden = make_listing("A hidden one", publication="hidden")
    commit()
    told = [client.get(f"/handout?list={write_codes([number])}").main_text for number in (hidden.id, 9999)]
    assert told[0] == told[1]


def test_what_was_left_out_is_not_taken_along(client: Client, three: list[Listing]) -> None:
    page = client.get(f"{path_of(three[0])}.zzz.!")
    own = [link.attrib["href"] for link in page.select("a[href^='/']")]
    assert not [address for address in own if "zzz" in address or "!" in address]
    assert page.link("Find").endswith(f"list={write_code(three[0].id)}")


def test_five_hundred_listings_are_cut_to_forty(client: Client) -> None:
    made = [make_listing(f"Quartz {number}") for number in range(MOST_LISTINGS + 2)]
    commit()
    ids = [listing.id for listing in made] + [1000 + number for number in range(500 - len(made))]
    page = client.get(f"/handout?list={write_codes(ids)}")
    assert len(names_on(page)) == MOST_LISTINGS
    assert "holds 40 listings. 2 more did not fit" in page.main_text
    assert "We left out 458 listings" in page.main_text


@pytest.mark.parametrize(("number", "most"), [(1, 5), (40, 5)])
def test_a_hand_out_takes_few_statements_however_long_it_is(app: Flask, client: Client, number: int, most: int) -> None:
    made = [make_listing(f"Quartz {n}", schedules=[make_schedule()], phones=[make_phone()]) for n in range(number)]
    commit()
    path = path_of(*made)
    client.get("/find?q=none")
    db.session.remove()
    with counted_statements() as statements:
        client.open(path)
    assert len(statements) <= most, statements


def test_large_print_is_a_choice_that_stays(client: Client, three: list[Listing]) -> None:
    page = client.get(path_of(*three))
    large = client.get(page.link("Large print"))
    assert large.select(".handout__list--large")
    moved = client.get(large.find("[id^='down-']").attrib["href"])
    assert moved.select(".handout__list--large")
    assert not client.get(moved.link("Normal print")).select(".handout__list--large")


def test_what_is_written_on_it_cannot_be_sent(client: Client, three: list[Listing]) -> None:
    page = client.get(path_of(*three))
    fields = page.select(".own :is(input, textarea)")
    assert len(fields) == 3
    assert not [field for field in fields if field.get("name") or field.get("form") or any(field.iterancestors("form"))]
    assert {field.attrib["autocomplete"] for field in fields} == {"off"}
    assert "It is not sent and not kept" in page.main_text


def test_htmx_gets_the_list_and_the_address_without_what_was_removed(client: Client, three: list[Listing]) -> None:
    path = f"{path_of(*three[:2])}&was={write_codes(listing.id for listing in three)}"
    fragment = client.get_fragment(path)
    assert fragment.select("#handout")
    assert not fragment.select(".own")
    assert fragment.response.headers["HX-Replace-Url"] == path_of(*three[:2])


def test_a_link_is_sent_by_text_message_and_e_mail_without_script(client: Client, three: list[Listing]) -> None:
    page = client.get(f"{path_of(*three)}&quiet=yes&size=large")
    link = f"http://localhost{path_of(*three)}"
    assert unquote(page.link("Text it")) == f"sms:?&body=A list from Lean On: {link}"
    mail = parse_qs(urlsplit(page.link("E-mail it")).query)
    assert mail == {"subject": ["A list from Lean On:"], "body": [link]}
    assert page.find(".share__address").attrib["value"] == link


def test_a_listing_is_shared_without_the_hand_out(client: Client, three: list[Listing]) -> None:
    page = client.get(f"/listings/{three[0].slug}?list={write_code(three[1].id)}&quiet=yes")
    assert unquote(page.link("Text it")) == f"sms:?&body=From Lean On: http://localhost/listings/{three[0].slug}"
    assert "Quartz" not in unquote(page.link("E-mail it"))


def test_there_is_a_calendar_link_where_there_is_a_calendar(app: Flask, three: list[Listing]) -> None:
    if "exchange.show_calendar" not in app.view_functions:
        app.add_url_rule("/calendar.ics", "exchange.show_calendar", lambda: "")
    address = Client(app).get(path_of(*three)).link("Add to my calendar")
    assert address == f"/calendar.ics?list={write_codes(listing.id for listing in three)}"


def test_the_short_address_leads_to_the_listing(client: Client, three: list[Listing]) -> None:
    answer = client.open(f"/l/{write_code(three[1].id)}")
    assert answer.status_code == 302
    assert answer.location == f"/listings/{three[1].slug}"
    closed, hidden = make_listing(publication="closed"), make_listing(publication="hidden")
    commit()
    assert client.open(f"/l/{write_code(closed.id).upper()}").location == f"/listings/{closed.slug}"
    for code in (write_code(hidden.id), "zzz", "zzzzzzz", "-"):
        client.get(f"/l/{code}", 404)


def test_the_first_twenty_results_become_a_hand_out(seeded_client: Client) -> None:
    search = "/find?kind=group&near=40508&sort=name"
    found = seeded_client.get(search)
    address = found.link("Print these results")
    assert address.startswith("/find/handout?kind=group&near=40508") or "kind=group" in address
    answer = seeded_client.open(address)
    assert answer.status_code == 302
    assert names_on(seeded_client.get(answer.location)) == found.card_names()
    second = seeded_client.open(address + "&page=2&list=1.2")
    assert second.location == answer.location
    assert len(read_codes(parse_qs(urlsplit(answer.location).query)["list"][0]).ids) == 20


def test_no_results_lead_back_to_the_search_with_a_sentence(seeded_client: Client) -> None:
    answer = seeded_client.open("/find/handout?q=zzqqxx&kind=group&_external=1&_scheme=x&list=1a")
    assert answer.status_code == 302
    assert answer.location.startswith("/find?list=1a&q=zzqqxx&kind=group")
    page = seeded_client.get(answer.location)
    assert "There was nothing to put on a hand-out" in page.main_text
    assert "Print these results" not in page.main_text


@pytest.mark.parametrize("number", [1, 12, 40])
def test_the_qr_code_leads_to_the_link(number: int) -> None:
    link = f"https://directory.larkspur-minds.org.x/handout?list={write_codes(range(40_000, 40_000 + number))}"
    picture = io.BytesIO()
    segno.make_qr(link, error="m").save(picture, kind="png", scale=4, border=QUIET_ZONE)
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(picture))] == [link]
    assert [found.text for found in zxingcpp.read_barcodes(drawn(link))] == [link]


def drawn(link: str, scale: int = 4) -> Image.Image:
    """The path that the template draws, filled in."""
    qr = make_qr_code(link)
    picture = Image.new("L", (qr.size, qr.size), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", qr.path):
        for step in range(int(width)):
            picture.putpixel((int(x) + step, int(y)), 0)
    return picture.resize((qr.size * scale, qr.size * scale), Image.Resampling.NEAREST)


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_the_worker_is_not_sent_again_to_a_browser_that_has_it(client: Client, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    first = client.open("/worker.js", headers=headers)
    again = client.open("/worker.js", headers={**headers, "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["Cache-Control"] == "no-cache"


def test_the_worker_is_served_at_the_root_and_never_old(client: Client) -> None:
    answer = client.open("/worker.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers


def test_without_the_tap_no_page_names_a_worker_or_a_manifest(client: Client, three: list[Listing]) -> None:
    for path in ("/", "/find", "/about", f"/listings/{three[0].slug}"):
        text = client.get(path).response.text
        assert "worker.js" not in text
        assert "manifest" not in text
    for path in ("/crisis", path_of(*three)):
        assert "hidden" in client.get(path).find("[data-keep]").attrib


def test_search_engines_are_asked_to_keep_no_hand_out(seeded_client: Client) -> None:
    for path in ("/handout", "/handout?list=2"):
        assert seeded_client.get(path).find("meta[name=robots]").attrib["content"] == "noindex"
