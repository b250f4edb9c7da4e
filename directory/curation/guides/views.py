"""The screens of guides: the list, one guide with its preview and what could be better, its check, its history."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from directory.curation.guides.contents import GUIDES, all_guides, find_guide, guide_key
from directory.curation.guides.findings import count_words, find_in_guide
from directory.curation.guides.forms import GuideForm
from directory.curation.revised_form import RevisedForm
from directory.curation.revising import is_same_content, version_of_subject
from directory.curation.revision_pages import Saved, go_back, save_form, show_history
from directory.curation.slugs import make_slug
from directory.database import begin_writing
from directory.forms import problems_of
from directory.guidance import render_markdown
from directory.models.content import Content
from directory.models.guide import minutes_to_read
from directory.pages import render_page
from directory.people import needs
from directory.site_zone import today_here

ACTION = "guide.edit"
# Addresses beside those of guides, here and on the public page.
RESERVED = ("new", "preview", "supporting")
blueprint = Blueprint("guide_editing", __name__, url_prefix="/manage/guides")
LABELS: dict[str, Any] = {
    "title": lazy_gettext("Title"),
    "summary": lazy_gettext("In one sentence"),
    "body": lazy_gettext("Text"),
    "try_this": lazy_gettext("Try this"),
    "readers": lazy_gettext("For whom"),
    "styles": lazy_gettext("About these styles"),
    "techniques": lazy_gettext("Teaches how to"),
    "kinds": lazy_gettext("Good to read before going to"),
    "needs": lazy_gettext("Helps with"),
    "sources": lazy_gettext("What it rests on"),
    "position": lazy_gettext("Place in the list"),
    "is_draft": lazy_gettext("Draft"),
    "checked_on": lazy_gettext("Checked"),
}


@blueprint.get("")
@needs(ACTION)
def show_guides() -> Response:
    """Every guide with the day of its check, drafts too."""
    return render_page("curation/guides.html", "curation/guides.html", guides=all_guides())


@blueprint.get("/new")
@needs(ACTION)
def show_new_guide() -> Response:
    """The empty form of a guide: a draft, until somebody says otherwise."""
    form = GuideForm()
    form.version.data, form.is_draft.data = 0, True
    return _form_page(form, None, {})


@blueprint.post("/new")
@needs(ACTION)
def add_guide() -> AnyResponse:
    """A new guide; its slug is made of its title, once."""
    begin_writing()
    form = GuideForm()
    if request.form.get("do"):
        return _form_page(form, None, {})
    slug = make_slug(form.title.data or "", RESERVED)
    if not form.is_right() or not slug:
        return _form_page(form, None, {}, status=422)
    content = form.content({}, today_here())
    if form.position.data is None:
        content["position"] = max((guide.position for guide in all_guides()), default=0) + 1
    present = GUIDES.read(guide_key(slug))
    if present and not is_same_content({**present, "position": 0}, {**content, "position": 0}):
        also = [_("There is a guide of this name already. Choose another title.")]
        return _form_page(form, None, {}, status=422, also=also)
    return _answer(save_form(GUIDES, guide_key(slug), present or content, form, LABELS), form, slug, {}, is_new=True)


@blueprint.post("/preview")
@needs(ACTION)
def preview() -> Response:
    """The text as visitors would see it, and what could be better; nothing is saved."""
    return _form_page(GuideForm(), None, {}, page="curation/_guide_preview.html")


@blueprint.get("/<slug>")
@needs(ACTION)
def show_guide(slug: str) -> Response:
    """One guide, to change it."""
    present = GUIDES.read(guide_key(slug)) or abort(404)
    form = GuideForm()
    form.show(present, version_of_subject(GUIDES, guide_key(slug), present))
    return _form_page(form, slug, present)


@blueprint.post("/<slug>")
@needs(ACTION)
def save_guide(slug: str) -> AnyResponse:
    """Save a guide, or only show it (do=look) or more rows (do=more)."""
    begin_writing()
    present = GUIDES.read(guide_key(slug)) or abort(404)
    form = GuideForm()
    if request.form.get("do"):
        return _form_page(form, slug, present)
    if not form.is_right():
        return _form_page(form, slug, present, status=422)
    content = form.content(present, today_here())
    return _answer(save_form(GUIDES, guide_key(slug), content, form, LABELS), form, slug, present)


@blueprint.post("/<slug>/checks")
@needs(ACTION)
def check_guide(slug: str) -> AnyResponse:
    """Somebody has read the guide today and it is right as it is."""
    begin_writing()
    present = GUIDES.read(guide_key(slug)) or abort(404)
    form = RevisedForm()
    content = {**present, "checked_on": today_here().isoformat()}
    saved = save_form(GUIDES, guide_key(slug), content, form, LABELS)
    if saved.is_done:
        flash(_("Thank you. Visitors see that it was checked today."), "done")
    else:
        flash(_("Somebody has changed it since you looked. Read it again, then decide."), "problem")
    return redirect(url_for(".show_guide", slug=slug), 303)


@blueprint.get("/<slug>/history")
@needs(ACTION)
def show_history_of_guide(slug: str) -> Response:
    """What a guide said before."""
    return show_history(
        GUIDES,
        guide_key(slug),
        LABELS,
        title=slug,
        back=url_for(".show_guide", slug=slug),
        revert_url=lambda id: url_for(".revert_guide", slug=slug, revision_id=id),
    )


@blueprint.post("/<slug>/history/<int:revision_id>")
@needs(ACTION)
def revert_guide(slug: str, revision_id: int) -> AnyResponse:
    """Give a guide what it said at a revision."""
    return go_back(GUIDES, guide_key(slug), revision_id, url_for(".show_history_of_guide", slug=slug))


def _answer(saved: Saved, form: GuideForm, slug: str, present: Content, *, is_new: bool = False) -> AnyResponse:
    if not saved.is_done:
        return _form_page(form, None if is_new else slug, present, saved=saved)
    flash(_("Saved.") if saved.made else _("Nothing was changed."), "done")
    return redirect(url_for(".show_guide", slug=slug), 303)


def _form_page(
    form: GuideForm,
    slug: str | None,
    present: Content,
    *,
    status: int = 200,
    saved: Saved | None = None,
    also: list[str] | None = None,
    page: str = "curation/guide.html",
) -> Response:
    content = form.content(present, today_here())
    problems = list(problems_of(form))
    form.add_rows()
    title = _("Change a guide") if slug else _("A new guide")
    return render_page(
        page,
        "curation/_guide_preview.html",
        status=saved.status if saved else status,
        form=form,
        slug=slug,
        guide=find_guide(guide_key(slug)) if slug else None,
        title=_("Two people changed this") if saved and saved.stale else title,
        problems=problems,
        also=[*(also or []), *([saved.problem] if saved and saved.problem else [])],
        saved=saved,
        text=render_markdown(content["body"]),
        content=content,
        words=count_words(content["body"]),
        minutes=minutes_to_read(content["body"]),
        findings=find_in_guide(content),
    )
