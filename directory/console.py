"""The pages of the console, in the order of its navigation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class ConsolePage:
    """One entry. action: who sees it (people/permissions.py); icon: of static/icons.svg.

    unless: an action; whoever has it does not need this page.
    """

    endpoint: str
    label: LazyString
    action: str
    icon: str
    unless: str = ""


PAGES: tuple[ConsolePage, ...] = (
    ConsolePage("proposing.show_mine", _("Your listings"), "listing.propose", "home", unless="listing.edit"),
    ConsolePage("queue.show_queue", _("Queue"), "queue.see", "check"),
    ConsolePage("editing.show_listings", _("Listings"), "listing.see", "search"),
    ConsolePage("reviewing.show_suggestions", _("Suggestions"), "suggestion.review", "chat"),
    ConsolePage("history.show_changes", _("Changes"), "history.see", "calendar"),
    ConsolePage("merging.show_duplicates", _("Twice?"), "listing.merge", "handout"),
    ConsolePage("bulk.show_bulk", _("Many at once"), "listing.edit", "filter"),
    ConsolePage("vocabulary.show_needs", _("Words"), "vocabulary.edit", "tag"),
    ConsolePage("guide_editing.show_guides", _("Guides"), "guide.edit", "book"),
    ConsolePage("pictures.show_pictures", _("Overview"), "picture.see", "sun"),
    ConsolePage("people.show_people", _("People"), "people.manage", "people"),
    ConsolePage("settings.show_settings", _("Settings"), "settings.edit", "lean"),
    ConsolePage("account.show_account", _("My account"), "account.own", "heart"),
)


def init_app(app: Flask) -> None:
    """Let the console's layout list its pages."""
    app.template_global()(console_pages)


def console_pages() -> list[ConsolePage]:
    """The pages that this application has."""
    return [page for page in PAGES if page.endpoint in current_app.view_functions]
