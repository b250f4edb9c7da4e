"""The page behind a link that was mailed to a group: is this still right? To look changes nothing."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from directory.curation.checking.asking import answer, find_link, is_too_old
from directory.curation.checking.forms import AnswerForm
from directory.database import begin_writing, db
from directory.models import CHECK_ANSWERS, CheckLink
from directory.pages import render_page

blueprint = Blueprint("asking", __name__, url_prefix="/check")


@blueprint.get("/<token>")
def show_ask(token: str) -> Response:
    """What we say of the group, and three things that it may answer; or what it has answered."""
    return _page(find_link(token) or abort(404), token, AnswerForm())


@blueprint.post("/<token>")
def take_answer(token: str) -> Response:
    """Keep the answer. A second one changes nothing: the page says what was answered first."""
    begin_writing()
    link = find_link(token, to_answer=True) or abort(404)
    form = AnswerForm(request.form)
    said = request.form.get("said", "")
    if link.used_at is not None or is_too_old(link):
        return _seen(token)
    if said not in CHECK_ANSWERS:
        abort(400)
    if said == "changed" and not form.words.data:
        form.words.errors = [_("Please say what has changed. A line is enough.")]
        return _page(link, token, form, 422)
    if not form.validate():
        return _page(link, token, form, 422)
    if said == "right" and form.version.data != str(link.listing.version):
        return _page(link, token, form, 409, is_changed=True)
    answer(link, said, form.words.data or "")
    db.session.commit()
    return _seen(token)


def _seen(token: str) -> Response:
    db.session.rollback()
    return redirect(url_for("asking.show_ask", token=token), 303)


def _page(link: CheckLink, token: str, form: AnswerForm, status: int = 200, *, is_changed: bool = False) -> Response:
    too_old = is_too_old(link)
    page = "checking/ask.html"
    return render_page(
        page,
        page,
        status=410 if too_old else status,
        link=link,
        listing=link.listing,
        token=token,
        form=form,
        is_too_old=too_old,
        is_changed=is_changed,
    )
