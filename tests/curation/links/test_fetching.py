"""What the outgoing module refuses to reach, and what it does with servers that mean harm.

ASVS 1.3.6 (addresses judged), 12.3.2 (certificates), 13.1.1 and 13.2.4 (one way out), 15.3.2 (redirects).

The names of tests begin with the row of the list of faults that they show, where there is one.
"""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import time
from collections.abc import Iterator

import pytest
import trustme

from directory.curation.links.addresses import read_address
from directory.curation.links.fetching import BODY_BYTES, HEADER_BYTES, Deadline, NoAnswer, Refused, resolve
from directory.curation.links.judging import Outcome, Result, visit
from tests import test_house as house
from tests.curation.links.small_web import SITE_IP, SmallWeb, answer, only_get

NETWORK_MODULES = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "h11",
    "http.client",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "requests",
    "socket",
    "urllib.request",
    "urllib3",
    "xmlrpc.client",
}
SPELLINGS = ["127.1", "0177.0.0.1", "2130706433", "0x7f000001", "①②⑦.⓪.⓪.①", "127。0。0。1", "localhost", "[::1]"]
PRIVATE_IPS = [
    "::ffff:127.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "fd00::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "224.0.0.1",
    "2001::1",
]


def is_refused(outcome: Outcome) -> bool:
    """Whether our own rules forbade to ask."""
    return (outcome.result, outcome.status) == (Result.UNCLEAR, None) and "not asked" in outcome.detail


def test_only_this_module_reaches_the_network() -> None:
    """v5.0.0-13.1.1, 13.2.4"""
    imported = {
        f"{module.dotted} imports {name}"
        for module in house.modules().values()
        for node in house.ast.walk(module.tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, house.ast.Import)
            else [str(node.module)]
            if isinstance(node, house.ast.ImportFrom)
            else []
        )
        if name in NETWORK_MODULES
    }
    assert imported == {f"directory.curation.links.fetching imports {name}" for name in ("httpcore2", "socket")}


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda spelling: f"F-21-{spelling}")
def test_this_machine_is_refused_however_it_is_spelled(small_web: SmallWeb, spelling: str) -> None:
    outcome = visit(f"http://{spelling}/", small_web.web(resolve=resolve))
    assert is_refused(outcome)
    assert small_web.dialed == []


@pytest.mark.parametrize("ip", PRIVATE_IPS, ids=lambda ip: f"F-22-{ip}")
def test_name_of_a_private_computer_is_refused(small_web: SmallWeb, ip: str) -> None:
    small_web.names["group.test"] = [[ip]]
    assert is_refused(visit("https://group.test/", small_web.web()))
    assert small_web.dialed == []


@pytest.mark.parametrize("ip", PRIVATE_IPS, ids=lambda ip: f"F-22-{ip}")
def test_name_with_one_private_computer_among_public_ones_is_refused(small_web: SmallWeb, ip: str) -> None:
    small_web.serve("group.test", answer())
    small_web.names["group.test"] = [[SITE_IP, ip]]
    assert is_refused(visit("https://group.test/", small_web.web()))
    assert small_web.dialed == []


def test_f23_name_that_alternates_is_looked_up_once_for_each_connection(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer())
    small_web.names["group.test"] = [[SITE_IP], ["127.0.0.1"]]
    assert visit("http://group.test/", small_web.web()).result == Result.OK
    assert small_web.dialed == [(SITE_IP, 80)]


def test_f23_name_that_turns_private_before_the_second_request_is_refused(small_web: SmallWeb) -> None:
    small_web.serve("group.test", only_get(answer()))
    small_web.names["group.test"] = [[SITE_IP], ["127.0.0.1"]]
    assert is_refused(visit("http://group.test/", small_web.web()))
    assert small_web.dialed == [(SITE_IP, 80)]


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.1", "[::1]", "169.254.169.254", "inside.test"])
def test_f23_redirect_to_a_private_computer_is_refused(small_web: SmallWeb, ip: str) -> None:
    """v5.0.0-1.3.6; F-22, F-23"""
    small_web.serve("group.test", answer(302, Location=f"http://{ip}/admin"))
    small_web.names["inside.test"] = [["10.0.0.7"]]
    assert is_refused(visit("http://group.test/", small_web.web()))
    assert small_web.dialed == [(SITE_IP, 80)]


def test_f23_twenty_redirects_are_followed_three_times(small_web: SmallWeb) -> None:
    """v5.0.0-1.3.6, 15.3.2; F-23"""
    chain = {f"/{number}": answer(302, Location=f"/{number + 1}") for number in range(20)} | {"/20": answer()}
    site = small_web.serve("group.test", lambda _method, target: chain[target])
    outcome = visit("http://group.test/0", small_web.web())
    assert (outcome.result, outcome.detail) == (Result.UNCLEAR, "It sends on more than 3 times.")
    assert [target for _method, target, _headers in site.asked] == ["/0", "/1", "/2", "/3"]


def test_f23_host_behind_a_backslash_is_not_asked(small_web: SmallWeb) -> None:
    outcome = visit("http://evil\\@127.0.0.1/", small_web.web())
    assert (outcome.result, outcome.status) == (Result.UNCLEAR, None)
    assert small_web.dialed == []


@pytest.mark.parametrize("port", [22, 25, 5432, 8080])
def test_f23_other_ports_than_those_of_the_web_are_refused(small_web: SmallWeb, port: int) -> None:
    small_web.serve("group.test", answer())
    assert is_refused(visit(f"http://group.test:{port}/", small_web.web()))
    assert small_web.dialed == []


def test_f23_redirect_to_another_port_is_refused(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer(301, Location="http://group.test:5432/"))
    assert is_refused(visit("http://group.test/", small_web.web()))
    assert small_web.dialed == [(SITE_IP, 80)]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1:25/", "http://evil\\@127.0.0.1/"])
def test_f23_redirect_out_of_the_web_is_not_followed(small_web: SmallWeb, location: str) -> None:
    small_web.serve("group.test", answer(302, Location=location))
    assert visit("http://group.test/", small_web.web()).result == Result.UNCLEAR
    assert small_web.dialed == [(SITE_IP, 80)]


def endless() -> Iterator[bytes]:
    """A body that never ends."""
    yield b"HTTP/1.1 200 Said\r\n\r\n"
    yield from itertools.repeat(b"x" * 65536)


def endless_chunks() -> Iterator[bytes]:
    """One that says so little in so many words that a count of its content would not end it."""
    yield b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield from itertools.repeat(b"1;" + b"e" * 500 + b"\r\nx\r\n")


@pytest.mark.parametrize("body", [endless, endless_chunks])
def test_f24_endless_body_is_left_at_its_limit(small_web: SmallWeb, body: object) -> None:
    small_web.serve("group.test", only_get(body))
    assert visit("http://group.test/", small_web.web()).result == Result.OK
    assert BODY_BYTES <= small_web.received_bytes <= HEADER_BYTES + BODY_BYTES + len(answer(405))


def test_f24_gzip_bomb_is_not_unpacked(small_web: SmallWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """F-24"""
    bomb = gzip.compress(b"\0" * 8_000_000)
    monkeypatch.setattr("zlib.decompressobj", None)
    small_web.serve("group.test", only_get(answer(200, bomb, Content_Encoding="gzip")))
    assert visit("http://group.test/", small_web.web()).result == Result.OK
    assert small_web.received_bytes < len(bomb) + 500


def dripping(first: bytes) -> Iterator[bytes]:
    """An answer that comes letter by letter, each well before any reader would lose patience."""
    yield first
    while True:
        time.sleep(0.02)
        yield b"x"


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 Said\r\nX-Slow: ", b"HTTP/1.1 200 Said\r\nContent-Length: 9999\r\n\r\n"],
    ids=["headers", "body"],
)
def test_f24_answer_that_drips_is_given_up_in_time(small_web: SmallWeb, first: bytes) -> None:
    small_web.serve("group.test", only_get(lambda: dripping(first)))
    outcome = visit("http://group.test/", small_web.web(time_s=0.3))
    assert outcome == Outcome(Result.UNCLEAR, "It did not answer in time.")


def test_f24_redirects_share_the_time_of_the_link(small_web: SmallWeb) -> None:
    def reply(_method: str, target: str) -> Iterator[bytes]:
        time.sleep(0.15)
        yield answer(302, Location=f"{target}x")

    small_web.serve("group.test", reply)
    assert visit("http://group.test/", small_web.web(time_s=0.25)).detail == "It did not answer in time."


def test_f24_name_that_is_looked_up_for_ever_is_given_up_in_time(small_web: SmallWeb) -> None:
    def slow(_host: str, _port: int) -> list[str]:
        time.sleep(0.5)
        return [SITE_IP]

    assert visit("http://group.test/", small_web.web(resolve=slow, time_s=0.1)).detail == "It did not answer in time."
    assert small_web.dialed == []


def test_f24_headers_of_64_kib_are_not_read_to_the_end(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer(200, X_Long="x" * 65536))
    outcome = visit("http://group.test/", small_web.web())
    assert outcome == Outcome(Result.UNCLEAR, "Its headers are longer than 32 KiB.")
    assert small_web.received_bytes <= HEADER_BYTES


def test_headers_of_16_kib_are_read(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer(200, X_Long="x" * 16384))
    assert visit("http://group.test/", small_web.web()).result == Result.OK


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority that the client of these tests trusts."""
    return trustme.CA()


def certificate(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """What a server shows for a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """A client that trusts one authority, and else does as ours."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_good_certificate_is_accepted_and_the_name_is_asked_for(small_web: SmallWeb, authority: trustme.CA) -> None:
    context, names = certificate(authority, "group.test"), []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    site = small_web.serve("group.test", answer(), certificate=context)
    assert visit("https://group.test/", small_web.web(tls=trusting(authority))).result == Result.OK
    assert small_web.dialed == [(SITE_IP, 443)]
    assert names == ["group.test"]
    assert site.asked[0][2]["Host"] == "group.test"


def test_f24_certificate_of_another_name_is_not_accepted(small_web: SmallWeb, authority: trustme.CA) -> None:
    """v5.0.0-12.3.2; F-24"""
    small_web.serve("group.test", answer(), certificate=certificate(authority, "other.test"))
    outcome = visit("https://group.test/", small_web.web(tls=trusting(authority)))
    assert outcome == Outcome(Result.UNCLEAR, "Its certificate cannot be trusted.")


def test_f24_certificate_that_nobody_vouches_for_is_not_accepted(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer(), certificate=certificate(trustme.CA(), "group.test"))
    site = small_web.sites[SITE_IP]
    assert visit("https://group.test/", small_web.web()).detail == "Its certificate cannot be trusted."
    assert site.asked == []


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"", id="hangs-up"),
        pytest.param(b"SSH-2.0-OpenSSH_9.9\r\n\r\n", id="another-protocol"),
        pytest.param(b"HTTP/1.1 200 Said\r\nContent-Length: -5\r\n\r\n", id="negative-length"),
        pytest.param(b"HTTP/1.1 200 Said\r\nContent-Length: 500\r\n\r\nshort", id="half-a-body"),
    ],
)
def test_answer_that_is_not_http_is_unclear(small_web: SmallWeb, reply: bytes) -> None:
    small_web.serve("group.test", only_get(reply))
    outcome = visit("http://group.test/", small_web.web())
    assert outcome == Outcome(Result.UNCLEAR, "It hung up, or did not answer as a web server does.")


def test_name_that_there_is_not_is_dead(small_web: SmallWeb) -> None:
    assert visit("http://nowhere.test/", small_web.web()) == Outcome(Result.DEAD, "There is no site of that name.")


def test_name_that_cannot_be_looked_up_now_is_unclear(small_web: SmallWeb) -> None:
    small_web.names["group.test"] = [socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")]
    assert visit("http://group.test/", small_web.web()).result == Result.UNCLEAR


def test_second_address_of_a_name_is_tried_if_the_first_takes_no_connection(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer())
    small_web.names["group.test"] = [["1.1.1.1", SITE_IP]]
    assert visit("http://group.test/", small_web.web()).result == Result.OK
    assert [ip for ip, _port in small_web.dialed] == ["1.1.1.1", SITE_IP]


def test_site_that_takes_no_connection_is_unclear(small_web: SmallWeb) -> None:
    small_web.names["group.test"] = [["1.1.1.1"]]
    assert visit("http://group.test/", small_web.web()) == Outcome(Result.UNCLEAR, "It takes no connection.")


def test_request_says_who_asks_and_nothing_else(small_web: SmallWeb) -> None:
    site = small_web.serve("group.test", answer())
    visit("http://group.test/page?a=b#c", small_web.web())
    agent = "Test (https://lean.example.org)"
    told = {"Host": "group.test", "User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    assert site.asked == [("HEAD", "/page?a=b", told | {"Connection": "close"})]


def test_asking_alone_raises_what_stands_in_the_way(small_web: SmallWeb) -> None:
    with pytest.raises(Refused):
        small_web.web().ask("GET", read_address("http://127.0.0.1/"), Deadline(1))
    with pytest.raises(NoAnswer, match="in time"):
        small_web.web().ask("GET", read_address("http://group.test/"), Deadline(0))
