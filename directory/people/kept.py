"""What somebody had typed when their session was over: kept for an hour, and back in the form after they sign in.

What nobody took is deleted with the next form that is kept, or by `flask suggestions forget`, once a day. One that was
sent again waits for that as well: to look for it would be a write more with every form of the console.

Only for those whose cookie names a sign-in of theirs, over or not, so strangers fill no table; and shown to the same
person alone. Passwords, codes and tokens are never kept.
"""

from __future__ import annotations

import datetime as dt
import secrets

from flask import current_app, g, request
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from directory.database import begin_writing, db, utc_now
from directory.models import KeptForm

KEPT_FOR = dt.timedelta(hours=1)
MOST_PER_PERSON = 5
PARAMETER = "kept"
_NEVER = ("password", "token", "credential", "secret")
# Of an authenticator or from paper: "code" in whole, so that a postal code is kept.
_CODES = frozenset({"code", "recovery_code"})


def keep_form(person_id: int) -> str | None:
    """Keep what this request sends, for this person; gives the address that brings it back, None if there is nothing.

    Begins a transaction and commits it.
    """
    fields = [[name, value] for name, value in request.form.items(multi=True) if not _is_secret(name)]
    if not fields or len(request.full_path) > 500:
        return None
    begin_writing()
    forget_kept_forms()
    older = select(KeptForm.id).where(KeptForm.person_id == person_id).order_by(KeptForm.id.desc())
    too_many = db.session.scalars(older.offset(MOST_PER_PERSON - 1)).all()
    db.session.execute(delete(KeptForm).where(KeptForm.id.in_(too_many)))
    path = request.full_path.removesuffix("?")
    key = secrets.token_urlsafe(24)
    db.session.add(KeptForm(key=key, person_id=person_id, path=path, fields=fields))
    db.session.commit()
    return _address(path, key)


def load_kept_form(person_id: int) -> None:
    """Lay out what was kept, if the address of this page asks for it: kept_form() and every SignedForm have it."""
    if request.method == "GET" and (key := request.args.get(PARAMETER)):
        kept = find_kept(key, person_id)
        if kept is not None:
            g.kept_form = MultiDict((name, value) for name, value in kept.fields)
        db.session.rollback()


def kept_form() -> MultiDict[str, str] | None:
    """What the person had typed in this form when their session was over, or None.

    A SignedForm takes it by itself when its page is opened with GET. A view that fills its fields in another way asks
    here, and shows the values in place of those of the row. Nobody asks: the page of kept.show_kept shows them.
    """
    kept: MultiDict[str, str] | None = g.get("kept_form")
    if kept is not None:
        g.is_kept_form_used = True
    return kept


def find_kept(key: str, person_id: int) -> KeptForm | None:
    """What was kept under a key, if it was for this person and not too long ago."""
    found = select(KeptForm).where(KeptForm.key == key, KeptForm.person_id == person_id)
    return db.session.scalar(found.where(KeptForm.made_at >= utc_now() - KEPT_FOR))


def forget_kept_forms() -> None:
    """Delete what was kept for longer than an hour. In a transaction that writes; the edge commits."""
    db.session.execute(delete(KeptForm).where(KeptForm.made_at < utc_now() - KEPT_FOR))


def _is_secret(name: str) -> bool:
    return name.lower() in _CODES or any(word in name.lower() for word in _NEVER)


def _address(path: str, key: str) -> str:
    """The page of the form itself if it can be opened, with the key in its query; else a page that shows the fields."""
    bare = path.partition("?")[0]
    try:
        current_app.create_url_adapter(request).match(bare, "GET")  # type: ignore[union-attr]
    except HTTPException:
        return f"/manage/kept/{key}"
    return f"{path}{'&' if '?' in path else '?'}{PARAMETER}={key}"
