"""How addresses are read, and which computers are on the open internet. F-…: rows of the list of faults."""

from __future__ import annotations

import pytest

from directory.curation.links.addresses import BadAddress, is_public, read_address


@pytest.mark.parametrize(
    "ip",
    [
        pytest.param("::ffff:127.0.0.1", id="F-22-mapped-loopback"),
        pytest.param("100.64.0.1", id="F-22-carrier-nat"),
        pytest.param("169.254.169.254", id="F-22-cloud-metadata"),
        pytest.param("fd00::1", id="F-22-unique-local"),
        pytest.param("64:ff9b::7f00:1", id="F-22-nat64"),
        pytest.param("64:ff9b:1::7f00:1", id="F-22-local-nat64"),
        pytest.param("2002:7f00:1::", id="F-22-6to4"),
        pytest.param("2001::1", id="F-22-teredo"),
        pytest.param("224.0.0.1", id="F-22-multicast"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="end-of-loopback"),
        pytest.param("0.0.0.0", id="this-host"),  # noqa: S104 (nothing is bound)
        pytest.param("10.0.0.1", id="private-10"),
        pytest.param("172.16.0.1", id="private-172"),
        pytest.param("192.168.1.1", id="private-192"),
        pytest.param("192.88.99.1", id="6to4-relay"),
        pytest.param("198.18.0.1", id="benchmarking"),
        pytest.param("203.0.113.1", id="documentation"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::", id="unspecified-6"),
        pytest.param("::1", id="loopback-6"),
        pytest.param("::7f00:1", id="ipv4-compatible"),
        pytest.param("::ffff:169.254.169.254", id="mapped-metadata"),
        pytest.param("::ffff:0:7f00:1", id="ipv4-translated"),
        pytest.param("fe80::1%eth0", id="link-local-with-scope"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff0e::1", id="global-multicast-6"),
        pytest.param("2001:db8::1", id="documentation-6"),
        pytest.param("3fff::1", id="newer-documentation-6"),
        pytest.param("5f00::1", id="segment-routing"),
        pytest.param("fd00:ec2::254", id="cloud-metadata-6"),
        pytest.param("localhost", id="a-name"),
        pytest.param("", id="nothing"),
    ],
)
def test_computer_that_is_not_on_the_open_internet_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1", "2a00:1450:4001::1", "::ffff:1.1.1.1"]
)
def test_computer_on_the_open_internet_is_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("https://example.org", "https://example.org/", id="host-alone"),
        pytest.param("HTTPS://EXAMPLE.org/A", "https://example.org/A", id="capitals"),
        pytest.param("http://example.org:80/a?b=c#d", "http://example.org/a?b=c", id="default-port-and-fragment"),
        pytest.param("http://example.org:8080/", "http://example.org:8080/", id="another-port"),
        pytest.param("https://example.org.", "https://example.org/", id="dot-at-the-end"),
        pytest.param("https://straße.example/ä?q=ü", "https://strasse.example/%C3%A4?q=%C3%BC", id="letters"),
        pytest.param("https://example.org?q", "https://example.org/?q", id="query-without-path"),
        pytest.param("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/", id="ipv6"),
        pytest.param("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/", id="F-21-circled"),
        pytest.param("http://127。0。0。1/", "http://127.0.0.1/", id="F-21-full-stops"),
    ],
)
def test_address_is_read_as_it_is_asked_for(text: str, read: str) -> None:
    assert str(read_address(text)) == read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("http://evil\\@127.0.0.1/", id="F-23-backslash"),
        pytest.param("http://evil.example@127.0.0.1/", id="name-before-host"),
        pytest.param("http://evil.example\t@127.0.0.1/", id="tab"),
        pytest.param("http://exam\nple.org/", id="newline"),
        pytest.param("http://example.org/\x00", id="null"),
        pytest.param("http://example.org /", id="space"),
        pytest.param("ftp://example.org/", id="ftp"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("gopher://127.0.0.1:25/", id="gopher"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("//example.org/", id="no-scheme"),
        pytest.param("www.example.org", id="name-alone"),
        pytest.param("", id="empty"),
        pytest.param("https://", id="no-host"),
        pytest.param("https://:443/", id="port-alone"),
        pytest.param("http://[::1%25eth0]/", id="scope"),
        pytest.param("http://[::1/", id="open-bracket"),
        pytest.param("http://example.org:99999/", id="port-too-high"),
        pytest.param("http://example.org:http/", id="port-in-words"),
        pytest.param("http://a..b/", id="empty-label"),
        pytest.param("http://127.0.0.1%2f.example.org/", id="percent-in-host"),
        pytest.param(f"http://{'a' * 64}.example/", id="long-label"),
        pytest.param(f"http://example.org/{'a' * 2000}", id="too-long"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(text: str) -> None:
    with pytest.raises(BadAddress, match=r"^The address .*\.$"):
        read_address(text)


def test_location_is_read_from_where_one_is() -> None:
    address = read_address("https://example.org/a/b?c")
    assert str(address.joined("../d")) == "https://example.org/d"
    assert str(address.joined("//other.example/")) == "https://other.example/"


@pytest.mark.parametrize("location", ["http://evil\\@127.0.0.1/", "file:///etc/passwd", "http://[", "https://a@b/"])
def test_location_that_is_no_address_of_the_web_is_refused(location: str) -> None:
    with pytest.raises(BadAddress):
        read_address("https://example.org/").joined(location)
