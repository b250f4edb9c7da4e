"""The screens of settings, for admins: the site, and the crisis lines of every page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from directory.crisis import crisis_lines
from directory.curation.revised_form import RevisedForm
from directory.curation.revising import Subject, find_revision, said, version_of_subject
from directory.curation.revision_pages import Saved, go_back, save_form, show_history
from directory.curation.site.contents import SETTINGS_SUBJECT, known_keys, read_settings, write_settings
from directory.curation.site.forms import CrisisForm, SiteForm
from directory.database import begin_writing
from directory.forms import problems_of
from directory.models import ContentRevision
from directory.models.content import Content
from directory.pages import render_page
from directory.people import needs, record_event, signed_in
from directory.site_settings import read_settings_now

ACTION = "settings.edit"
blueprint = Blueprint("settings", __name__, url_prefix="/manage/settings")
LABELS: dict[str, Any] = {
    "SITE_NAME": lazy_gettext("Name of this directory"),
    "CONTACT_EMAIL": lazy_gettext("Where visitors can write to"),
    "LEAVE_URL": lazy_gettext("Where “Leave” leads to"),
    "call": lazy_gettext("Number to call"),
    "text": lazy_gettext("Number to text"),
    "chat_url": lazy_gettext("Address of the chat"),
}


@blueprint.get("")
@needs(ACTION)
def show_settings() -> Response:
    """What this directory is called and where it leads, and its crisis lines.

    Where lines=ID names a revision of the crisis lines, its lines are filled in, to be typed again and saved.
    """
    site, crisis = _as_it_stands(SiteForm(), 0), _as_it_stands(CrisisForm(prefix="crisis-"), 1)
    earlier = None
    if number := request.args.get("lines", type=int):
        try:
            earlier = find_revision(SETTINGS_SUBJECT, known_keys()[1], number)
        except LookupError:
            abort(404)
        crisis.show(said(earlier) or {}, crisis.version.data)
    return _page(site, crisis, earlier=earlier)


@blueprint.post("")
@needs(ACTION)
def save_settings() -> AnyResponse:
    """Save the settings of the site."""
    begin_writing()
    key = known_keys()[0]
    form = SiteForm()
    if not form.is_right():
        return _page(form, _as_it_stands(CrisisForm(formdata=None, prefix="crisis-"), 1), status=422)
    saved = _save(key, form.content(read_settings(key)), form)
    return (
        _done(saved)
        if saved.is_done
        else _page(form, _as_it_stands(CrisisForm(formdata=None, prefix="crisis-"), 1), saved=saved)
    )


@blueprint.post("/crisis")
@needs(ACTION)
def save_crisis_lines() -> AnyResponse:
    """Save the crisis lines, typed twice; with all fields empty, go back to those that are built in."""
    begin_writing()
    form = CrisisForm(prefix="crisis-")
    if not form.is_right():
        return _page(_as_it_stands(SiteForm(formdata=None), 0), form, status=422)
    saved = _save(known_keys()[1], form.content(), form)
    return _done(saved) if saved.is_done else _page(_as_it_stands(SiteForm(formdata=None), 0), form, saved=saved)


@blueprint.get("/history/<key>")
@needs(ACTION)
def show_history_of_settings(key: str) -> Response:
    """What a group of settings was before."""
    return show_history(
        SETTINGS_SUBJECT,
        _known(key),
        LABELS,
        title=_("Settings"),
        back=url_for(".show_settings"),
        revert_url=lambda id: url_for(".revert_settings", key=key, revision_id=id),
    )


@blueprint.post("/history/<key>/<int:revision_id>")
@needs(ACTION)
def revert_settings(key: str, revision_id: int) -> AnyResponse:
    """Set a group as it was at a revision. Crisis lines go to their form instead, where each is typed again."""
    if key == known_keys()[1]:
        return redirect(url_for(".show_settings", lines=revision_id, _anchor="crisis-lines"), 303)
    then = url_for(".show_history_of_settings", key=_known(key))
    answer = go_back(_audited(key), key, revision_id, then)
    read_settings_now()
    return answer


def _save(key: str, content: Content, form: RevisedForm) -> Saved:
    saved = save_form(_audited(key), key, content, form, LABELS)
    read_settings_now()
    return saved


def _audited(key: str) -> Subject:
    """The settings as a subject that notes every change in the audit log, in the same transaction."""

    def write(key: str, content: Content) -> tuple[str, ...]:
        before = read_settings(key)
        names = sorted(name for name in {*before, *content} if before.get(name) != content.get(name))
        changes = {"before": {n: before.get(n) for n in names}, "after": {n: content.get(n) for n in names}}
        record_event("setting-changed", signed_in().name, group=key, **changes)
        return write_settings(key, content)

    return Subject(SETTINGS_SUBJECT.kind, SETTINGS_SUBJECT.read, write, SETTINGS_SUBJECT.origin)


def _done(saved: Saved) -> AnyResponse:
    flash(_("Saved. It holds from now on.") if saved.made else _("Nothing was changed."), "done")
    return redirect(url_for(".show_settings"), 303)


def _as_it_stands(form: Any, number: int) -> Any:
    """A form filled with what its group says now, as the one that was not sent."""
    content = read_settings(known_keys()[number])
    form.show(content, version_of_subject(SETTINGS_SUBJECT, known_keys()[number], content))
    return form


def _known(key: str) -> str:
    return key if key in known_keys() else abort(404)


def _page(
    site: SiteForm,
    crisis: CrisisForm,
    *,
    status: int = 200,
    saved: Saved | None = None,
    earlier: ContentRevision | None = None,
) -> Response:
    country = current_app.config["CRISIS_COUNTRY"]
    return render_page(
        "curation/settings.html",
        "curation/settings.html",
        status=saved.status if saved else status,
        site=site,
        crisis_form=crisis,
        country=country,
        built_in=crisis_lines(country),
        keys=known_keys(),
        problems=[*problems_of(site), *problems_of(crisis)],
        also=[saved.problem] if saved and saved.problem else [],
        saved=saved,
        earlier=earlier,
        title=_("Two people changed this") if saved and saved.stale else _("Settings"),
    )
