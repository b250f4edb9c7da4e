"""What every answer carries and which requests are refused."""

import pytest
from flask import Flask, request

from directory.security import HEADERS, MOST_PARAMETERS, safe_link, safe_next
from tests.clients import Client
from tests.conftest import sign_in

FOREIGN = "https://evil.example"


@pytest.fixture
def faulty(app: Flask) -> Client:
    """A client of an application with a page that fails and one that reads what is sent."""
    app.config["PROPAGATE_FAULTS"] = False

    @app.get("/fault")
    def fail() -> str:
        raise RuntimeError("a fault")

    @app.post("/echo")
    def echo() -> str:
        return str(len(request.form.get("words", "")))

    return Client(app)


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        pytest.param("/", {}, 200, id="page"),
        pytest.param("/find", {"headers": {"HX-Request": "true"}}, 200, id="fragment"),
        pytest.param("/", {"method": "HEAD"}, 200, id="head"),
        pytest.param("/", {"method": "OPTIONS"}, 200, id="options"),
        pytest.param("/leave", {}, 303, id="redirect"),
        pytest.param("/static/icons.svg", {}, 200, id="static-file"),
        pytest.param("/nowhere", {}, 404, id="not-found"),
        pytest.param("/nowhere", {"headers": {"HX-Request": "true"}}, 404, id="not-found-fragment"),
        pytest.param("/static/nowhere.css", {}, 404, id="static-not-found"),
        pytest.param("/assets/nowhere.css", {}, 404, id="asset-not-found"),
        pytest.param("/find", {"method": "POST"}, 405, id="wrong-method"),
        pytest.param("/find", {"method": "POST", "headers": {"Origin": FOREIGN}}, 403, id="refused"),
        pytest.param("/find?" + "need=x&" * (MOST_PARAMETERS + 1), {}, 400, id="bad-request"),
        pytest.param("/fault", {}, 500, id="fault"),
        pytest.param("/echo", {"method": "POST", "data": {"words": "x" * 70_000}}, 413, id="too-large"),
    ],
)
def test_every_kind_of_answer_carries_the_security_headers(
    faulty: Client, path: str, options: dict, status: int
) -> None:
    """v5.0.0-3.4.1, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 16.5.1"""
    response = faulty.open(path, **options)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_assets_carry_the_security_headers(client: Client) -> None:
    sheet = client.get("/").find("link[rel=stylesheet]")
    response = client.open(sheet.attrib["href"])
    assert response.status_code == 200
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_assets_may_be_cached_for_ever(client: Client) -> None:
    sheet = client.get("/").find("link[rel=stylesheet]")
    assert "immutable" in client.open(sheet.attrib["href"]).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/find?q=voices", "/crisis", "/leave", "/nowhere"])
def test_nothing_that_a_visitor_looked_for_is_cached(client: Client, path: str) -> None:
    assert client.open(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/find?q=voices", "/leave", "/nowhere"])
def test_visitors_get_no_cookie(client: Client, path: str) -> None:
    assert "Set-Cookie" not in client.open(path).headers


@pytest.mark.parametrize("source", ["'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "*"])
def test_content_policy_lets_nothing_in_from_elsewhere(source: str) -> None:
    """v5.0.0-14.2.3"""
    assert source not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="another-host-of-this-site"),
        pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, id="site-goes-before-origin"),
        pytest.param({"Origin": FOREIGN}, id="another-origin"),
        pytest.param({"Origin": "null"}, id="origin-null"),
        pytest.param({"Origin": ""}, id="empty-origin"),
        pytest.param({"Origin": "http://localhost.evil.example"}, id="origin-that-begins-like-ours"),
        pytest.param({"Origin": "http://localhost:8001"}, id="another-port"),
        pytest.param({"Origin": "http://["}, id="broken-origin"),
    ],
)
def test_writes_from_elsewhere_are_refused(client: Client, method: str, headers: dict) -> None:
    """v5.0.0-3.5.1; F-30"""
    assert client.open("/find", method, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, id="same-origin"),
        pytest.param({"Sec-Fetch-Site": "none"}, id="typed-by-the-visitor"),
        pytest.param({"Sec-Fetch-Site": "same-origin", "Origin": "https://proxy.example"}, id="behind-a-proxy"),
        pytest.param({"Origin": "http://localhost"}, id="own-origin-of-an-older-browser"),
        pytest.param({}, id="not-a-browser"),
    ],
)
def test_writes_of_our_own_pages_pass(client: Client, headers: dict) -> None:
    assert client.open("/find", "POST", headers=headers).status_code == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_links_from_other_sites_may_be_followed(client: Client, method: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": FOREIGN}
    assert client.open("/find", method, headers=headers).status_code == 200


def test_refusal_is_a_page_that_names_who_to_call(client: Client) -> None:
    response = client.open("/find", "POST", headers={"Sec-Fetch-Site": "cross-site"})
    assert 'href="tel:988"' in response.text


def test_as_many_parameters_as_a_page_may_have_are_read(client: Client) -> None:
    client.get("/find?" + "&".join(["need=x"] * MOST_PARAMETERS))


@pytest.mark.parametrize(
    "parameter",
    [pytest.param("need=x", id="one-name"), pytest.param("{number}=x", id="many-names")],
)
def test_too_many_parameters_are_refused_with_a_page(client: Client, parameter: str) -> None:
    """v5.0.0-15.2.2; F-42"""
    parameters = [parameter.format(number=number) for number in range(MOST_PARAMETERS + 1)]
    client.get("/find?" + "&".join(parameters), status=400)


def test_body_within_the_limit_is_read(faulty: Client) -> None:
    assert faulty.open("/echo", "POST", data={"words": "x" * 60_000}).text == "60000"


def test_body_over_the_limit_is_refused(faulty: Client) -> None:
    """v5.0.0-5.2.1"""
    assert faulty.open("/echo", "POST", data={"words": "x" * 70_000}).status_code == 413


def test_fault_says_nothing_of_what_failed(faulty: Client) -> None:
    """v5.0.0-13.4.2, 16.5.1"""
    assert "RuntimeError" not in faulty.get("/fault", status=500).response.text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        pytest.param("https://nami.org/a?b=c#d", "https://nami.org/a?b=c#d", id="https"),
        pytest.param("http://example.org", "http://example.org", id="http"),
        pytest.param("HTTPS://example.org", "HTTPS://example.org", id="capitals"),
        pytest.param("tel:988", "tel:988", id="tel"),
        pytest.param("sms:741741?&body=HOME", "sms:741741?&body=HOME", id="sms"),
        pytest.param("mailto:circle@example.org", "mailto:circle@example.org", id="mailto"),
        pytest.param("  https://example.org \n", "https://example.org", id="spaces-around"),
        pytest.param("ht\ntps://example.org", "https://example.org", id="newline-inside"),
        pytest.param("javascript:alert(1)", None, id="script"),
        pytest.param("JavaScript:alert(1)", None, id="script-in-capitals"),
        pytest.param("java\nscript:alert(1)", None, id="script-with-newline"),
        pytest.param("java\tscript:alert(1)", None, id="script-with-tab"),
        pytest.param("\x01javascript:alert(1)", None, id="script-after-control-character"),
        pytest.param(" javascript:alert(1)", None, id="script-after-space"),
        pytest.param("javascript\x00:alert(1)", None, id="script-with-null"),
        pytest.param("javascript:https://example.org", None, id="script-with-an-address"),
        pytest.param("data:text/html,<script>alert(1)</script>", None, id="data"),
        pytest.param("vbscript:x", None, id="vbscript"),
        pytest.param("file:///etc/passwd", None, id="file"),
        pytest.param("//evil.example", None, id="no-scheme"),
        pytest.param("/find", None, id="path"),
        pytest.param("nami.org", None, id="name-alone"),
        pytest.param("https", None, id="scheme-alone"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_only_addresses_that_may_stand_in_a_link_pass(address: str | None, link: str | None) -> None:
    """v5.0.0-1.2.2"""
    assert safe_link(address) == link


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("//evil", id="F-25-two-slashes"),
        pytest.param("/\\evil", id="F-25-slash-and-backslash"),
        pytest.param("https:evil", id="F-25-scheme-without-slashes"),
        pytest.param("///evil", id="F-25-three-slashes"),
        pytest.param("/%0d%0aLocation:%20https://evil.example", id="F-25-packed-newline"),
        pytest.param("/find?q=%0d%0aSet-Cookie:%20a=b", id="F-25-packed-newline-in-the-query"),
        pytest.param("/find\r\nLocation: https://evil.example", id="newline"),
        pytest.param("/\t/evil.example", id="tab-that-browsers-leave-out"),
        pytest.param("/\n/evil.example", id="newline-that-browsers-leave-out"),
        pytest.param("/find\x00", id="null"),
        pytest.param("/\x7f", id="delete"),
        pytest.param("\\\\evil", id="two-backslashes"),
        pytest.param("\\/evil", id="backslash-and-slash"),
        pytest.param("/find\\..\\evil", id="backslash-inside"),
        pytest.param("/%2fevil.example", id="packed-slash"),
        pytest.param("/%5cevil.example", id="packed-backslash"),
        pytest.param("/.//evil.example", id="dot-before-two-slashes"),
        pytest.param("/find/..//evil.example", id="dots-before-two-slashes"),
        pytest.param("https://evil.example/", id="another-site"),
        pytest.param("http:/evil.example", id="scheme-and-one-slash"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("evil.example", id="name-alone"),
        pytest.param("@evil.example", id="at"),
        pytest.param(" /find", id="space-first"),
        pytest.param("?next=/find", id="query-alone"),
        pytest.param("", id="empty"),
        pytest.param(None, id="none"),
    ],
)
def test_what_is_no_path_of_ours_leads_home(path: str | None) -> None:
    """v5.0.0-3.7.2"""
    assert safe_next(path) == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/manage",
        "/listings/larkspur-circle#when",
        "/find?q=grief&near=40508&kind=group",
        "/find?q=%22gr%C3%BCn%22",
        "/find?q=grün",
        "/find?q=https://example.org//a",
    ],
)
def test_path_of_ours_is_kept_with_its_query(path: str) -> None:
    assert safe_next(path) == path


def test_path_with_a_nul_is_not_found(any_seeded_app: Flask) -> None:
    """v5.0.0-2.2.1, F-41"""
    answer = any_seeded_app.test_client().get("/listings/%00")
    assert answer.status_code == 404


@pytest.mark.parametrize("number", [2**31, 10**30], ids=["just-too-large", "endless"])
def test_a_number_larger_than_any_row_is_not_found(any_app: Flask, number: int) -> None:
    """v5.0.0-2.2.1, F-42: drivers stumble over it."""
    any_app.config["PROPAGATE_FAULTS"] = False
    console = sign_in(any_app)
    console.get(f"/manage/listings/{number}/edit", 404)
    console.send(f"/manage/duplicates/1/{number}", {"csrf_token": console.token(), "stays": "left"}, 404)
    Client(any_app).get(f"/sitemap-{number}.xml", 404)
