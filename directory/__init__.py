"""The community resource directory. create_app() is its table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_compress import Compress
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from directory import (
    assets,
    carried,
    commands,
    database,
    errors,
    exchange,
    formatting,
    guidance,
    handout,
    listings,
    mail,
    pages,
    search,
    security,
    site,
    turns,
)
from directory.config import ROOT, read_settings
from directory.search import views as search_views
from directory.search.catalog import CatalogKeeper


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application. *settings* go before the environment (tests, commands)."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(read_settings())
    app.config.update(settings or {})
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    app.jinja_environment = pages.FlatEnvironment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    database.init_database(app)
    search.watch_changes()
    app.extensions["search"] = CatalogKeeper()

    Babel(app)
    Htmx(app)
    Compress(app)
    security.init_app(app)
    assets.init_app(app)
    pages.init_app(app)
    carried.init_app(app)
    formatting.init_app(app)
    errors.init_app(app)
    mail.init_app(app)

    app.register_blueprint(search_views.blueprint)
    app.register_blueprint(listings.blueprint)
    app.register_blueprint(guidance.blueprint)
    app.register_blueprint(handout.blueprint)
    app.register_blueprint(site.blueprint)
    app.register_blueprint(exchange.blueprint)
    commands.init_app(app)

    # PostgreSQL is waited for, so two requests can share a process's time; SQLite computes within it.
    app.wsgi_app = turns.InTurn(app.wsgi_app, at_once=1 if app.config["SQLITE_PATH"] else 2)  # type: ignore[method-assign]
    if proxies := app.config["PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app
