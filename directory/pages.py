"""Pages and fragments: the only code that knows htmx's headers.

One address, one view, one pair of templates: whoever asks with htmx gets the fragment that the page
includes, everybody else the page.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from babel.support import Translations
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request
from flask.templating import Environment
from flask_babel import get_locale, get_translations
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from directory.carried import carried
from directory.site_settings import current_crisis_lines, look_at_settings

DEFAULT_LOCALE = "en"
# Results depend on these, so no cache may give a fragment to someone who wants a page.
VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


class FlatEnvironment(Environment):
    """Jinja's environment with the globals of a template in one dict.

    Jinja chains two, so that a global added later is still seen, and looks through both for every macro that a page
    imports: a twentieth of the time of a page. All of ours are added before the first template is loaded.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """The globals of one template."""
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """Give every template what stands on every page."""
    # Flask-Babel looks up the locale and its catalog at every text; a page has one of each. And `_` is
    # called directly, not through Jinja's alias for gettext: a page of results has 150 texts.
    app.jinja_env.globals["_"] = _text
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _translations().ugettext(text),
        lambda one, many, number: _translations().ungettext(one, many, number),
        newstyle=True,
    )

    app.extensions["standing_parts"] = {}
    app.jinja_env.globals["standing_part"] = standing_part

    @app.context_processor
    def on_every_page() -> dict[str, Any]:
        look_at_settings()
        return {
            "site_name": current_app.config["SITE_NAME"],
            "is_demo": current_app.config["DEMO"],
            "crisis": current_crisis_lines(),
            "locale": page_locale(),
        }


def page_locale() -> str:
    """The locale of the page that is being made, such as "en"."""
    try:
        return g.page_locale
    except RuntimeError:  # no application
        return DEFAULT_LOCALE
    except AttributeError:
        g.page_locale = str(get_locale() or DEFAULT_LOCALE)
        return g.page_locale


def _text(text: str, **variables: Any) -> Markup:
    """A text in the page's language; what is put into it is escaped."""
    translated = _translated(_translations(), text)
    return translated % variables if variables else translated


@lru_cache(maxsize=5_000)
def _translated(translations: Translations, text: str) -> Markup:
    return Markup(translations.ugettext(text))  # noqa: S704 (a text of ours)


def _translations() -> Translations:
    try:
        return g.page_translations
    except AttributeError:
        g.page_translations = get_translations()
        return g.page_translations


def standing_part(template: str) -> Markup:
    """A part that is the same on every page, such as its foot: rendered once for each language."""
    parts: dict[Any, Markup] = current_app.extensions["standing_parts"]
    key = (template, page_locale(), request.script_root)
    if key in parts and not carried():
        return parts[key]
    part = Markup(render_template(template))  # noqa: S704 (rendered by a template, which escapes)
    if not carried() and not current_app.config["RELOAD_ASSETS"]:
        parts[key] = part
    return part


def wants_fragment() -> bool:
    """Whether only the fragment is wanted: asked with htmx, not boosted, not restored from history."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    page: str,
    fragment: str,
    /,
    *,
    status: int = 200,
    address: Callable[[], str] | None = None,
    **values: Any,
) -> Response:
    """The page, or the fragment alone for htmx. address: gives what the browser's address line shall show."""
    template = fragment if wants_fragment() else page
    response = answer_with(render_template(template, **values), status)
    if address and wants_fragment():
        response.headers["HX-Replace-Url"] = address()
    return response


def go_to(address: str) -> AnyResponse:
    """On to a whole other page. htmx would follow a redirect by itself and put that page into a part of this one."""
    if not wants_fragment():
        return redirect(address, 303)
    response = answer_with("")
    response.headers["HX-Redirect"] = address
    return response


def answer_with(html: str, status: int = 200) -> Response:
    """An answer that no cache may give to htmx instead of a page, or the other way round."""
    response = make_response(html, status)
    response.vary.update(VARY)
    return response
