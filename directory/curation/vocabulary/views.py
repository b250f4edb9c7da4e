"""The screens of words: needs in their groups, the other lists, one term, trying words, taking a term out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from directory.curation.editing import BadChange
from directory.curation.lint.wording import unkind_words
from directory.curation.revising import StaleRevision, is_same_content, version_of_subject
from directory.curation.revision_pages import Saved, go_back, save_form, show_history
from directory.curation.slugs import make_slug
from directory.curation.vocabulary.forms import RetireForm, TermForm
from directory.curation.vocabulary.retiring import retire_term
from directory.curation.vocabulary.terms import (
    NEED,
    TERMS,
    Carried,
    all_taxonomies,
    count_carriers,
    find_group,
    find_term,
    next_position,
    term_key,
)
from directory.database import begin_writing, db
from directory.forms import problems_of, select_choices
from directory.models import Term
from directory.models.content import Content
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.pages import render_page
from directory.people import needs, signed_in
from directory.search import explain_words

ACTION = "vocabulary.edit"
blueprint = Blueprint("vocabulary", __name__, url_prefix="/manage/words")
LABELS: dict[str, Any] = {
    "labels": lazy_gettext("Name"),
    "parent": lazy_gettext("Group"),
    "position": lazy_gettext("Place in the list"),
    "icon": lazy_gettext("Drawing"),
    "is_crisis": lazy_gettext("Crisis lines come first for this need"),
    "synonyms": lazy_gettext("Words that lead here"),
}


@blueprint.get("")
@needs(ACTION)
def show_needs() -> Response:
    """Every list of words, the needs first, with how much carries each."""
    return render_page(
        "curation/words.html",
        "curation/words.html",
        taxonomies=all_taxonomies(),
        carriers=count_carriers(),
    )


@blueprint.get("/try")
@needs(ACTION)
def try_words() -> Response:
    """What the search makes of words, as a visitor would type them."""
    words = request.args.get("q", "")
    found = explain_words(words) if words.strip() else None
    return render_page("curation/try.html", "curation/_tried.html", explained=[found] if found else [], q=words)


@blueprint.get("/new/<taxonomy>")
@needs(ACTION)
def show_new_term(taxonomy: str) -> Response:
    """The empty form of a term."""
    form, present = _form_of_new(taxonomy)
    form.version.data = 0
    if "parent" in form and (group := request.args.get("group")):
        form.parent.data = group
    return _form_page(form, taxonomy, None, present)


@blueprint.post("/new/<taxonomy>")
@needs(ACTION)
def add_term(taxonomy: str) -> AnyResponse:
    """A new term; its slug is made of its name, once."""
    begin_writing()
    form, present = _form_of_new(taxonomy)
    if request.form.get("do") == "try":
        return _form_page(form, taxonomy, None, present, is_trying=True)
    if not form.is_right(present):
        return _form_page(form, taxonomy, None, present, status=422)
    slug = make_slug(form.label.data or "", reserved=("new",))
    if not slug:
        return _form_page(form, taxonomy, None, present, status=422, also=[_("Use letters or digits in the name.")])
    content = form.content(present)
    if form.position.data is None:
        content["position"] = next_position(taxonomy, content.get("parent"))
    there = TERMS.read(term_key(taxonomy, slug))
    if there is not None and not _is_sent_again(there, content):
        also = [_("There is one of this name already. Change that one, or choose another name.")]
        return _form_page(form, taxonomy, None, present, status=422, also=also)
    saved = save_form(TERMS, term_key(taxonomy, slug), there or content, form, LABELS)
    if not saved.is_done:
        return _form_page(form, taxonomy, None, present, saved=saved)
    flash(_("Saved. The search knows it now."), "done")
    return redirect(url_for(".show_term", taxonomy=taxonomy, slug=slug), 303)


@blueprint.get("/<taxonomy>/<slug>")
@needs(ACTION)
def show_term(taxonomy: str, slug: str) -> Response:
    """One term, to change it."""
    term, present = _term_or_404(taxonomy, slug)
    form = _prepared(TermForm(), taxonomy, is_group=term.parent_id is None)
    form.show(present, version_of_subject(TERMS, term_key(taxonomy, slug), present))
    return _form_page(form, taxonomy, slug, present)


@blueprint.post("/<taxonomy>/<slug>")
@needs(ACTION)
def save_term(taxonomy: str, slug: str) -> AnyResponse:
    """Save a term, or only show what the search makes of some words (do=try)."""
    begin_writing()
    term, present = _term_or_404(taxonomy, slug)
    form = _prepared(TermForm(), taxonomy, is_group=term.parent_id is None)
    if request.form.get("do") == "try":
        return _form_page(form, taxonomy, slug, present, is_trying=True)
    if not form.is_right(present):
        return _form_page(form, taxonomy, slug, present, status=422)
    saved = save_form(TERMS, term_key(taxonomy, slug), form.content(present), form, LABELS)
    if not saved.is_done:
        return _form_page(form, taxonomy, slug, present, saved=saved)
    flash(_("Saved. The search knows it now.") if saved.made else _("Nothing was changed."), "done")
    return redirect(url_for(".show_term", taxonomy=taxonomy, slug=slug), 303)


@blueprint.get("/<taxonomy>/<slug>/retirement")
@needs(ACTION)
def show_retirement(taxonomy: str, slug: str) -> Response:
    """What carries a term, and what could take its place."""
    term, present = _term_or_404(taxonomy, slug)
    form = _retire_form(term)
    form.version.data = version_of_subject(TERMS, term_key(taxonomy, slug), present)
    return _retire_page(form, term)


@blueprint.post("/<taxonomy>/<slug>/retirement")
@needs(ACTION)
def retire(taxonomy: str, slug: str) -> AnyResponse:
    """Take a term out, after all that carries it has been given another one."""
    begin_writing()
    term, _present = _term_or_404(taxonomy, slug)
    form = _retire_form(term)
    if not form.validate():
        return _retire_page(form, term, 422)
    try:
        moved = retire_term(
            term_key(taxonomy, slug),
            to_slug=form.successor.data or None,
            by=signed_in().name,
            version=form.version.data or 0,
            reason=form.reason.data or None,
        )
    except StaleRevision as stale:
        db.session.rollback()
        form.version.data, form.version.raw_data = stale.version, None
        also = [_("Somebody has changed it since you looked. Look at its history, then send this again.")]
        return _retire_page(form, _term_or_404(taxonomy, slug)[0], 409, also)
    except BadChange as problem:
        db.session.rollback()
        return _retire_page(form, _term_or_404(taxonomy, slug)[0], 422, [str(problem)])
    db.session.commit()
    flash(_("It is gone. Its history is kept, and it can come back. Listings moved: %(count)s.", count=moved), "done")
    return redirect(url_for(".show_history_of_term", taxonomy=taxonomy, slug=slug), 303)


@blueprint.get("/<taxonomy>/<slug>/history")
@needs(ACTION)
def show_history_of_term(taxonomy: str, slug: str) -> Response:
    """What a term said before; also of one that is gone."""
    return show_history(
        TERMS,
        term_key(taxonomy, slug),
        LABELS,
        title=slug,
        back=url_for(".show_term", taxonomy=taxonomy, slug=slug) if _find(taxonomy, slug) else url_for(".show_needs"),
        revert_url=lambda id: url_for(".revert_term", taxonomy=taxonomy, slug=slug, revision_id=id),
    )


@blueprint.post("/<taxonomy>/<slug>/history/<int:revision_id>")
@needs(ACTION)
def revert_term(taxonomy: str, slug: str, revision_id: int) -> AnyResponse:
    """Give a term what it said at a revision."""
    then = url_for(".show_history_of_term", taxonomy=taxonomy, slug=slug)
    return go_back(TERMS, term_key(taxonomy, slug), revision_id, then)


def _find(taxonomy: str, slug: str) -> Term | None:
    return find_term(term_key(taxonomy, slug))


def _term_or_404(taxonomy: str, slug: str) -> tuple[Term, Content]:
    term, content = _find(taxonomy, slug), TERMS.read(term_key(taxonomy, slug))
    return (term, content) if term is not None and content is not None else abort(404)


def _form_of_new(taxonomy: str) -> tuple[TermForm, Content]:
    """The form of a term that there is not yet, and what it has from the start."""
    is_group = taxonomy == NEED and (request.args.get("group") == "" or request.form.get("is_group") == "yes")
    return _prepared(TermForm(), taxonomy, is_group=is_group), {}


def _prepared(form: TermForm, taxonomy: str, *, is_group: bool) -> TermForm:
    found = find_group(taxonomy) or abort(404)
    is_need = taxonomy == NEED and not is_group
    form.keep_fields(is_need=is_need, is_group=taxonomy == NEED and is_group)
    if is_need:
        groups = [term for term in found[1] if term.parent_id is None]
        form.parent.choices = select_choices((term.slug, term.label_in(DEFAULT_LOCALE).label) for term in groups)
    return form


def _is_sent_again(there: Content, content: Content) -> bool:
    """Whether a new term is the one that was just made: its form was sent twice."""
    return is_same_content({**there, "position": 0}, {**there, **content, "position": 0})


def _form_page(
    form: TermForm,
    taxonomy: str,
    slug: str | None,
    present: Content,
    *,
    status: int = 200,
    saved: Saved | None = None,
    also: list[str] | None = None,
    is_trying: bool = False,
) -> Response:
    words = [form.tried.data, *_new_phrases(form, present)] if is_trying else []
    said = {
        "summary": form.label.data,
        "description": form.description.data,
        "eligibility_description": form.short.data,
    }
    term = _find(taxonomy, slug) if slug else None
    return render_page(
        "curation/term.html",
        "curation/_tried.html" if is_trying else "curation/term.html",
        status=saved.status if saved else status,
        form=form,
        taxonomy=(find_group(taxonomy) or abort(404))[0],
        slug=slug,
        title=_("Two people changed this") if saved and saved.stale else _title(form, slug),
        is_group=term.parent_id is None if term else "icon" in form,
        carriers=count_carriers().get(term.id, Carried()) if term else Carried(),
        problems=list(problems_of(form)),
        also=[*(also or []), *([saved.problem] if saved and saved.problem else [])],
        saved=saved,
        notes=[finding.message for finding in unkind_words(said)],
        explained=[explain_words(one) for one in words if one],
    )


def _title(form: TermForm, slug: str | None) -> str:
    return _("Change a word") if slug else _("A new group") if "icon" in form else _("A new word")


def _new_phrases(form: TermForm, present: Content) -> list[str]:
    """The phrases that are in the form but not saved: what do they lead to now?"""
    before = {row["phrase"] for row in present.get("synonyms", [])}
    typed = [phrase for name in ("lay", "clinical", "misspelling") for phrase in form[name].lines]
    return [phrase for phrase in typed if phrase not in before][:10]


def _retire_form(term: Term) -> RetireForm:
    form = RetireForm()
    others = [other for other in term.taxonomy.terms if other.id != term.id]
    others = [other for other in others if (other.parent_id is None) == (term.parent_id is None)]
    named = [(other.slug, other.label_in(DEFAULT_LOCALE).label) for other in others]
    form.successor.choices = select_choices([("", _("Nothing")), *named])
    return form


def _retire_page(form: RetireForm, term: Term, status: int = 200, also: list[str] | None = None) -> Response:
    return render_page(
        "curation/retire.html",
        "curation/retire.html",
        status=status,
        form=form,
        term=term,
        carriers=count_carriers()[term.id],
        problems=list(problems_of(form)),
        also=also or [],
    )
