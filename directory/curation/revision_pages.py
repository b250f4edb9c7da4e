"""What the screens of words, guides and settings have in common: histories, going back, and two people at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from directory.curation.editing import BadChange
from directory.curation.revised_form import RevisedForm
from directory.curation.revising import (
    StaleRevision,
    Subject,
    revert_subject,
    revisions_of_subject,
    said,
    save_subject,
    version_of_subject,
)
from directory.curation.words_apart import FieldApart, contents_apart
from directory.database import begin_writing, db
from directory.models import ContentRevision
from directory.models.content import Content
from directory.pages import render_page
from directory.people import signed_in


@dataclass(frozen=True)
class Saved:
    """What came of saving. made: the revision, None if nothing differed; apart: both texts if it was stale."""

    made: ContentRevision | None = None
    stale: StaleRevision | None = None
    apart: tuple[FieldApart, ...] = ()
    problem: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was saved, or there was nothing to save."""
        return not (self.stale or self.problem)

    @property
    def status(self) -> int:
        """The status of the page with the form, if it was not saved."""
        return 409 if self.stale else 422


@dataclass(frozen=True)
class HistoryLine:
    """One revision and what it changed. is_present: whether it is what is said now; is_gone: whether it was gone."""

    revision: ContentRevision
    apart: list[FieldApart]
    is_present: bool
    is_gone: bool


def save_form(subject: Subject, key: str, content: Content, form: RevisedForm, labels: Mapping[str, Any]) -> Saved:
    """Save a content in the transaction that has begun; after a stale edit the form goes on from the newest version."""
    try:
        made = save_subject(
            subject, key, content, by=signed_in().name, version=form.version.data or 0, reason=form.reason.data or None
        )
    except StaleRevision as stale:
        db.session.rollback()
        apart = tuple(contents_apart(stale.current, content, labels))
        form.version.data, form.version.raw_data = stale.version, None
        return Saved(stale=stale, apart=apart)
    except BadChange as problem:
        db.session.rollback()
        return Saved(problem=str(problem))
    db.session.commit()
    return Saved(made)


def show_history(
    subject: Subject, key: str, labels: Mapping[str, Any], *, title: str, back: str, revert_url: Callable[[int], str]
) -> Response:
    """The page of a history.

    title: of what has no name of its own; back: where one came from; revert_url: where going
    back to a revision is sent.
    """
    revisions = revisions_of_subject(subject, key)
    present = subject.read(key)
    if present is None and not revisions:
        abort(404)
    lines = [
        HistoryLine(
            one,
            contents_apart(said(older) if older else None, said(one), labels) if older else [],
            is_present=one is revisions[0] and present is not None,
            is_gone=said(one) is None,
        )
        # None stands for what was before the first; a subject that nobody changed has no revision at all.
        for one, older in zip(revisions, [*revisions[1:], None], strict=False)
    ]
    return render_page(
        "curation/revisions.html",
        "curation/revisions.html",
        title=_name_in(present) or title,
        back=back,
        lines=lines,
        version=version_of_subject(subject, key, present),
        revert_url=revert_url,
        form=RevisedForm(),
    )


def _name_in(content: Content | None) -> str | None:
    """What people call a term, a question or a guide; None for what has no name, or is gone."""
    labels = (content or {}).get("labels") or {}
    return (labels.get("en") or {}).get("label") or (content or {}).get("title")


def go_back(subject: Subject, key: str, revision_id: int, then: str) -> AnyResponse:
    """Go back to a revision and say so on the next page. then: its address."""
    begin_writing()
    form = RevisedForm()
    try:
        went = revert_subject(subject, key, revision_id, by=signed_in().name, version=form.version.data or 0)
    except LookupError:
        abort(404)
    except StaleRevision:
        db.session.rollback()
        flash(_("Somebody has changed it since you looked. Read the history again, then decide."), "problem")
        return redirect(then, 303)
    except BadChange as problem:
        db.session.rollback()
        flash(str(problem), "problem")
        return redirect(then, 303)
    db.session.commit()
    flash(_("It says what it said then.") if went.revision else _("It says so already."), "done")
    for sentence in went.left_out:
        flash(sentence, "problem")
    return redirect(then, 303)
