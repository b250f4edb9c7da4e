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
    console,
    database,
    dialling,
    errors,
    exchange,
    formatting,
    forms,
    freshness,
    guidance,
    handout,
    listings,
    mail,
    pages,
    search,
    security,
    site,
    site_settings,
    site_zone,
    suggesting,
    turns,
)
from directory.config import ROOT, given_names, read_settings
from directory.curation.bulk import views as bulk_views
from directory.curation.changes import views as history_views
from directory.curation.checking import asking_views
from directory.curation.checking import views as checking_views
from directory.curation.editor import views as editor_views
from directory.curation.guides import views as guide_views
from directory.curation.merging import views as merging_views
from directory.curation.overview import views as overview_views
from directory.curation.proposing import views as proposing_views
from directory.curation.queue import views as queue_views
from directory.curation.reviewing import views as reviewing_views
from directory.curation.site import views as settings_views
from directory.curation.vocabulary import question_views
from directory.curation.vocabulary import views as vocabulary_views
from directory.keys import find_or_make_key
from directory.people import access, accounts
from directory.people import views as people_views
from directory.search import empty_searches
from directory.search import views as search_views
from directory.search.catalog import CatalogKeeper

# What each request and template may count on, in the order in which it is set up.
PARTS = (
    security,
    assets,
    site_settings,
    pages,
    carried,
    dialling,
    formatting,
    site_zone,
    freshness,
    forms,
    errors,
    mail,
    accounts,
    access,
    console,
    empty_searches,
)
BLUEPRINTS = (
    search_views.blueprint,
    listings.blueprint,
    guidance.blueprint,
    handout.blueprint,
    site.blueprint,
    exchange.blueprint,
    *people_views.BLUEPRINTS,
    suggesting.blueprint,
    reviewing_views.blueprint,
    editor_views.blueprint,
    proposing_views.blueprint,
    history_views.blueprint,
    merging_views.blueprint,
    bulk_views.blueprint,
    asking_views.blueprint,
    queue_views.blueprint,
    checking_views.blueprint,
    vocabulary_views.blueprint,
    question_views.blueprint,
    guide_views.blueprint,
    settings_views.blueprint,
    overview_views.blueprint,
)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The application. *settings* go before the environment (tests, commands)."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.update(read_settings())
    app.config.update(settings or {})
    app.config["SET_BY_OPERATOR"] = given_names() | {*(settings or {})}
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or find_or_make_key(ROOT / "instance" / "secret-key")
    app.config["TOTP_KEY"] = app.config["TOTP_KEY"] or find_or_make_key(ROOT / "instance" / "totp-key")
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    # Files of ours that a browser asks for again and again: what it has already is not sent once more (304).
    app.config["COMPRESS_STREAMING_ENDPOINT_CONDITIONAL"] = ["static", "handout.worker"]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "translations")
    app.jinja_environment = pages.FlatEnvironment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    _set_up(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    commands.init_app(app)

    # PostgreSQL is waited for, so two requests can share a process's time; SQLite computes within it.
    app.wsgi_app = turns.InTurn(app.wsgi_app, at_once=1 if app.config["SQLITE_PATH"] else 2)  # type: ignore[method-assign]
    if proxies := app.config["PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    return app


def _set_up(app: Flask) -> None:
    database.init_database(app)
    search.watch_changes()
    app.extensions["search"] = CatalogKeeper()
    Babel(app)
    Htmx(app)
    Compress(app)
    for part in PARTS:
        part.init_app(app)
