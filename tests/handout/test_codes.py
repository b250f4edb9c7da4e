"""Hand-outs in addresses: short, readable again, and never an error."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from directory.carried import CARRIED
from directory.handout.codes import MOST_READ, Codes, read_code, read_codes, write_code, write_codes

LARGEST_OF_FOUR = 36**4 - 1


@pytest.mark.parametrize(
    ("listing_id", "code"), [(1, "1"), (35, "z"), (36, "10"), (46655, "zzz"), (LARGEST_OF_FOUR, "zzzz")]
)
def test_an_id_becomes_a_short_code_and_comes_back(listing_id: int, code: str) -> None:
    assert write_code(listing_id) == code
    assert read_code(code) == listing_id


def test_what_is_written_is_what_goes_along_from_page_to_page() -> None:
    ids = list(range(1, 41))
    assert CARRIED["list"].fullmatch(write_codes(ids))
    assert read_codes(write_codes(ids)) == Codes(tuple(ids))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", Codes()),
        ("1a.2b", Codes((46, 83))),
        ("1A.2B", Codes((46, 83))),
        (" 1a . 2b ", Codes((46, 83))),
        ("1a..2b.", Codes((46, 83))),
        ("1a.1a.01a", Codes((46,))),
        ("1a.?.<b>", Codes((46,), 2)),
        ("1a.1_0.+5.٣", Codes((46,), 3)),
        ("0", Codes((), 1)),
        ("zzzzzzz.1", Codes((1,), 1)),
        ("zzzzzzzzzzzz", Codes((), 1)),
        (".".join(["1"] * MOST_READ + ["2"] * 7), Codes((1,), 7)),
    ],
    ids=[
        "empty", "two", "capitals", "spaces", "gaps", "twice", "junk", "python-numbers", "zero", "too-large-for-a-key",
        "too-long", "far-too-many",
    ],
)  # fmt: skip
def test_everything_in_an_address_is_read_or_counted(text: str, codes: Codes) -> None:
    assert read_codes(text) == codes


def test_twenty_listings_fit_a_link_of_one_text_message(app: Flask) -> None:
    host = "directory.larkspur-minds.org.x"
    assert len(host) == 30
    ids = range(LARGEST_OF_FOUR - 19, LARGEST_OF_FOUR + 1)
    with app.test_request_context("/", base_url=f"https://{host}"):
        link = url_for("handout.show_handout", list=write_codes(ids), _external=True)
    assert link.startswith(f"https://{host}/")
    assert link.count(".") == host.count(".") + 19
    assert len(link) <= 160
