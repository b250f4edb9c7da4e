"""The screens of questions: what first-time visitors ask, and of which listings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from directory.curation.revising import is_same_content, version_of_subject
from directory.curation.revision_pages import Saved, go_back, save_form, show_history
from directory.curation.slugs import make_slug
from directory.curation.vocabulary.forms import QuestionForm
from directory.curation.vocabulary.questions import QUESTIONS, all_formats, all_questions, count_answers
from directory.database import begin_writing
from directory.forms import problems_of, select_choices
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.pages import render_page
from directory.people import needs

ACTION = "vocabulary.edit"
LONGEST_KEY = 40
blueprint = Blueprint("question_editing", __name__, url_prefix="/manage/words/questions")
LABELS: dict[str, Any] = {
    "labels": lazy_gettext("Words"),
    "shape": lazy_gettext("How it is answered"),
    "good": lazy_gettext("The answer to hope for"),
    "kinds": lazy_gettext("Asked of"),
    "formats": lazy_gettext("Only where it is"),
    "position": lazy_gettext("Place in the list"),
}


@blueprint.get("")
@needs(ACTION)
def show_questions() -> Response:
    """Every question, with how many listings answer it."""
    page = "curation/questions.html"
    return render_page(page, page, questions=all_questions(), answers=count_answers())


@blueprint.get("/new")
@needs(ACTION)
def show_new_question() -> Response:
    """The empty form of a question."""
    form = _form()
    form.version.data = 0
    return _form_page(form, None)


@blueprint.post("/new")
@needs(ACTION)
def add_question() -> AnyResponse:
    """A new question; its key is made of its words, once."""
    begin_writing()
    form = _form()
    key = make_slug(form.label.data or "", reserved=("new",))[:LONGEST_KEY].strip("-")
    if not form.validate() or not key:
        return _form_page(form, None, 422)
    content = form.content({})
    if form.position.data is None:
        content["position"] = max((question.position for question in all_questions()), default=-1) + 1
    present = QUESTIONS.read(key)
    if present and not is_same_content({**present, "position": 0}, {**content, "position": 0}):
        return _form_page(form, None, 422, also=[_("There is one of this name already. Change that one.")])
    saved = save_form(QUESTIONS, key, present or content, form, LABELS)
    return _answer(saved, form, key, is_new=True)


@blueprint.get("/<key>")
@needs(ACTION)
def show_question(key: str) -> Response:
    """One question, to change it."""
    present = QUESTIONS.read(key) or abort(404)
    form = _form()
    form.show(present, version_of_subject(QUESTIONS, key, present))
    return _form_page(form, key)


@blueprint.post("/<key>")
@needs(ACTION)
def save_question(key: str) -> AnyResponse:
    """Save a question."""
    begin_writing()
    present = QUESTIONS.read(key) or abort(404)
    form = _form()
    if not form.validate():
        return _form_page(form, key, 422)
    return _answer(save_form(QUESTIONS, key, form.content(present), form, LABELS), form, key)


@blueprint.get("/<key>/history")
@needs(ACTION)
def show_history_of_question(key: str) -> Response:
    """What a question said before."""
    return show_history(
        QUESTIONS,
        key,
        LABELS,
        title=key,
        back=url_for(".show_question", key=key),
        revert_url=lambda id: url_for(".revert_question", key=key, revision_id=id),
    )


@blueprint.post("/<key>/history/<int:revision_id>")
@needs(ACTION)
def revert_question(key: str, revision_id: int) -> AnyResponse:
    """Give a question what it said at a revision."""
    return go_back(QUESTIONS, key, revision_id, url_for(".show_history_of_question", key=key))


def _form() -> QuestionForm:
    form = QuestionForm()
    form.formats.choices = select_choices((term.slug, term.label_in(DEFAULT_LOCALE).label) for term in all_formats())
    return form


def _answer(saved: Saved, form: QuestionForm, key: str, *, is_new: bool = False) -> AnyResponse:
    if not saved.is_done:
        return _form_page(form, None if is_new else key, saved=saved)
    flash(_("Saved.") if saved.made else _("Nothing was changed."), "done")
    return redirect(url_for(".show_question", key=key), 303)


def _form_page(
    form: QuestionForm,
    key: str | None,
    status: int = 200,
    *,
    saved: Saved | None = None,
    also: list[str] | None = None,
) -> Response:
    page = "curation/question.html"
    title = _("Change a question") if key else _("A new question")
    return render_page(
        page,
        page,
        status=saved.status if saved else status,
        form=form,
        key=key,
        title=_("Two people changed this") if saved and saved.stale else title,
        problems=list(problems_of(form)),
        also=[*(also or []), *([saved.problem] if saved and saved.problem else [])],
        saved=saved,
    )
