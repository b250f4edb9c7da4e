"""Style sheets, scripts and icons: many small files in static/, one of each sheet and script on the wire.

No build: the files are joined in memory when the application starts, named by their hash and cached
for a year. Each script stays a module of its own, inside a block.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, current_app, request
from markupsafe import Markup

from directory.config import ROOT

STATIC = ROOT / "static"
# The order of layers is declared in the first; print.css is last by its @media rule alone.
STYLE_SHEETS = (
    "css/tokens.css",
    "css/reset.css",
    "css/base.css",
    "css/layout.css",
    "css/button.css",
    "css/form.css",
    "css/masthead.css",
    "css/leave.css",
    "css/crisis.css",
    "css/need.css",
    "css/listing-card.css",
    "css/filters.css",
    "css/results.css",
    "css/listing.css",
    "css/guide.css",
    "css/practice.css",
    "css/calendar.css",
    "css/handout.css",
    "css/trouble.css",
    "css/footer.css",
    "css/print.css",
    "css/handout-print.css",
)
SCRIPTS = (
    "js/zone.js",
    "js/sheet.js",
    "js/locate.js",
    "js/focus.js",
    "js/trouble.js",
    "js/local-time.js",
    "js/handout.js",
    "js/share.js",
    "js/print.js",
    "js/keep.js",
    "js/back.js",
    "js/leave.js",
    "js/leave-keys.js",
    # Last, so that whoever takes a tap for itself has said so.
    "js/quiet.js",
)
LIBRARIES = ("vendor/htmx.min.js",)
# For the console alone, on top of the others: a visitor does not load them.
CONSOLE_STYLE_SHEETS = (
    "css/console.css",
    "css/console-form.css",
    "css/console-editing.css",
    "css/console-history.css",
    "css/door.css",
    "css/reviewing.css",
    "css/queue.css",
    "css/checking.css",
    "css/console-words.css",
    "css/console-pictures.css",
)
CONSOLE_SCRIPTS: tuple[str, ...] = ("js/passkey.js", "js/unsaved.js", "js/strip.js")
# For the pages on which a visitor writes to us, and for the one moment in which they must prove something.
WRITING_STYLE_SHEETS = (
    "css/console-form.css",
    "css/suggesting.css",
)
PROOF_SCRIPTS = ("js/proof.js",)
ICON = '<svg class="icon" aria-hidden="true" viewBox="{}">{}</svg>'
NO_ICON = Markup(ICON.format("0 0 24 24", ""))  # noqa: S704 (ours)


@dataclass(frozen=True)
class Bundle:
    """One joined file, ready to send."""

    name: str
    mimetype: str
    plain: bytes
    gzipped: bytes
    brotlied: bytes


def init_app(app: Flask) -> None:
    """Join the files, serve them at /assets/NAME and let templates ask for their names."""
    app.extensions |= {"assets": _bundles(), "icons": _icons()}
    if app.config["RELOAD_ASSETS"]:
        app.before_request(_reload)

    @app.get("/assets/<name>")
    def asset(name: str) -> Response:
        bundle = next((bundle for bundle in _current().values() if bundle.name == name), None)
        return _response(bundle) if bundle else abort(404)

    @app.template_global()
    def asset_url(kind: str) -> str:
        return f"/assets/{_current()[kind].name}"

    @app.template_filter()
    @app.template_global()
    def icon(name: str) -> Markup:
        """A small line drawing beside a word; it says nothing by itself. Without one of that name, an empty place."""
        drawn: dict[str, Markup] = current_app.extensions["icons"]
        return drawn.get(name, NO_ICON)


def _icons() -> dict[str, Markup]:
    """The drawings by name, as they stand in a page: a browser draws them faster there than out of another file."""
    symbols = re.findall(r'<symbol id="([a-z0-9-]+)" viewBox="([0-9 ]+)">(.*?)</symbol>', _read("icons.svg"), re.DOTALL)
    return {name: Markup(ICON.format(box, lines)) for name, box, lines in symbols}  # noqa: S704 (a file of ours)


def _reload() -> None:
    """Join the files again where one was changed since."""
    newest = max(path.stat().st_mtime_ns for path in STATIC.rglob("*"))
    if newest != current_app.extensions.get("assets_newest"):
        current_app.extensions |= {"assets": _bundles(), "icons": _icons(), "assets_newest": newest}


def _current() -> dict[str, Bundle]:
    bundles: dict[str, Bundle] = current_app.extensions["assets"]
    return bundles


def _bundles() -> dict[str, Bundle]:
    return {
        "css": _bundle("site", "css", "text/css", _styles(STYLE_SHEETS)),
        "js": _bundle("site", "js", "text/javascript", _scripts(SCRIPTS, LIBRARIES)),
        "console-css": _bundle("console", "css", "text/css", _styles(CONSOLE_STYLE_SHEETS)),
        "console-js": _bundle("console", "js", "text/javascript", _scripts(CONSOLE_SCRIPTS)),
        "writing-css": _bundle("writing", "css", "text/css", _styles(WRITING_STYLE_SHEETS)),
        "proof-js": _bundle("proof", "js", "text/javascript", _scripts(PROOF_SCRIPTS)),
        "favicon": _bundle("favicon", "svg", "image/svg+xml", _read("favicon.svg")),
        "blank": _bundle("blank", "svg", "image/svg+xml", _read("blank.svg")),
    }


def _styles(names: tuple[str, ...]) -> str:
    return "\n".join(_read(name) for name in names)


def _scripts(names: tuple[str, ...], libraries: tuple[str, ...] = ()) -> str:
    return "\n".join([*(_read(name) for name in libraries), *("{\n" + _read(name) + "\n}" for name in names)])


def _read(name: str) -> str:
    return Path(STATIC / name).read_text(encoding="utf-8")


def _bundle(stem: str, suffix: str, mimetype: str, text: str) -> Bundle:
    plain = text.encode()
    digest = hashlib.sha256(plain).hexdigest()[:12]
    name = f"{stem}-{digest}.{suffix}"
    return Bundle(name, mimetype, plain, *_compressed(plain))


@lru_cache(maxsize=20)
def _compressed(plain: bytes) -> tuple[bytes, bytes]:
    """With gzip and with brotli; kept, since it takes longer than all else that starts an application."""
    return gzip.compress(plain, 9), brotli.compress(plain, quality=11)


def _response(bundle: Bundle) -> Response:
    accepted = request.accept_encodings
    if accepted["br"] > 0:
        response = Response(
            bundle.brotlied,
            mimetype=bundle.mimetype,
            headers={"Content-Encoding": "br"},
        )
    elif accepted["gzip"] > 0:
        response = Response(
            bundle.gzipped,
            mimetype=bundle.mimetype,
            headers={"Content-Encoding": "gzip"},
        )
    else:
        response = Response(bundle.plain, mimetype=bundle.mimetype)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
