"""What every answer and every request must keep to: headers, limits, no writes from other sites."""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Flask, Response, abort, request
from flask.globals import request_ctx

# No inline script or style, nothing from another host, no frame around us.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_PARAMETERS = 200
# Of a row, on both databases.
LARGEST_ID = 2**31 - 1
# A name or an address of a machine, and perhaps a port. Source: RFC 9110, 7.2; RFC 1035, 2.3.4
PLAIN_HOST = re.compile(
    r"(?=[^:]{1,253}(:|$))[\w-]+(\.[\w-]+)*\.?(:\d{1,5})?|\[[\da-f:.]{2,45}\](:\d{1,5})?", re.A | re.I
)
# A path of ours, and nothing that a browser would take for another host: //host, /\host, /<tab>/host.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")
LINK_SCHEMES = frozenset({"http", "https", "tel", "sms", "mailto"})


def init_app(app: Flask) -> None:
    """Guard every request and every answer."""
    app.before_request(refuse_odd_hosts)
    app.before_request(refuse_foreign_writes)
    app.before_request(refuse_broken_paths)
    app.before_request(refuse_too_many_parameters)
    app.after_request(add_headers)
    app.template_filter("safe_link")(safe_link)


def refuse_odd_hosts() -> None:
    """400 for a Host that is none: no link and no QR code of a page can be made from it.

    HTTP/1.1 must have one. Source: https://www.rfc-editor.org/rfc/rfc9112#section-3.2
    """
    host = request.headers.get("Host", "")
    is_needed = request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
    if request_ctx.url_adapter is None or ((host or is_needed) and not _is_plain(host)):
        abort(400)


def refuse_foreign_writes() -> None:
    """403 for a write that another site started.

    Every current browser says where a request comes from in Sec-Fetch-Site; older ones send Origin.
    Programs that send neither are not browsers and carry nobody's rights.
    Source: https://web.dev/articles/fetch-metadata
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    if site is None and origin is not None and origin.partition("://")[2] != request.host:
        abort(403)


def refuse_broken_paths() -> None:
    """404 for a path with a NUL, or with a number larger than any row's: no page has one, and drivers stumble."""
    numbers = [value for value in (request.view_args or {}).values() if isinstance(value, int)]
    if "\x00" in request.path or any(number > LARGEST_ID for number in numbers):
        abort(404)


def refuse_too_many_parameters() -> None:
    """400 for a request with more parameters than any page of ours has."""
    if sum(1 for _ in request.args.items(multi=True)) > MOST_PARAMETERS:
        abort(400)


def add_headers(response: Response) -> Response:
    """The security headers, and no caching of what a visitor looked for."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _is_plain(host: str) -> bool:
    try:
        host.encode("ascii").decode("idna")
    except UnicodeError:
        return False
    return bool(PLAIN_HOST.fullmatch(host))


def safe_link(address: str | None) -> str | None:
    """The address if it may stand in a link (http, https, tel, sms, mailto), else None.

    Control characters and spaces are taken out first: browsers ignore them in "java\\nscript:".
    """
    cleaned = "".join(letter for letter in address or "" if letter > " " and letter != "\x7f")
    scheme = cleaned.split(":", 1)[0].lower() if ":" in cleaned else ""
    return cleaned if scheme in LINK_SCHEMES else None


def safe_next(path: str | None) -> str:
    """The path if it is one of ours, with its query, else "/": where a form may send people on to.

    Read letter by letter: urlsplit() sees no host in "/\\evil", "///evil" and "https:evil", but browsers do. What
    is hidden by percent signs counts as well, since a proxy may unpack it.
    """
    unpacked = unquote(path or "")
    is_ours = OWN_PATH.fullmatch(path or "") and OWN_PATH.fullmatch(unpacked)
    return path if path and is_ours and "//" not in unpacked.partition("?")[0] else "/"
