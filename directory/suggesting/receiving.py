"""From a filled-in form to a kept suggestion: the guards in their order, and what to say when one says no.

No guard throws anything away: the page comes again with all that was typed and a sentence that says what helps.
"""

from __future__ import annotations

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import OperationalError

from directory.database import begin_writing, db
from directory.suggesting.forms import TellingForm
from directory.suggesting.limits import TooMany, is_flood
from directory.suggesting.proof import is_proven
from directory.suggesting.stamps import Stamp, find_stamp
from directory.suggesting.telling import SpentProof, tell

UNREADABLE, TOO_MANY, BUSY = 422, 429, 503
# When to try again if the database was busy, in seconds.
BUSY_WAIT_S = 30


class NotTaken(Exception):
    """A form was not taken. sentence: why, and what helps; wait_s: when to try again, if that helps."""

    def __init__(self, sentence: str, status: int = UNREADABLE, wait_s: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.wait_s = wait_s


def receive(form: TellingForm, listing_id: int | None = None) -> str:
    """Keep what a valid form tells, in a transaction of its own; the token for the sender's link. Raises NotTaken."""
    stamp = find_stamp(form.stamp.data or "", form.kind, listing_id)
    if stamp is None or stamp.is_old:
        raise NotTaken(_("This page was open for a long time. All you wrote is still here. Please send it once more."))
    if stamp.is_hasty:
        raise NotTaken(_("That was very fast, as a program would do it. All is still here. Please send it once more."))
    try:
        return _keep(form, stamp)
    except TooMany as too_many:
        db.session.rollback()
        raise NotTaken(_too_many(too_many), TOO_MANY, too_many.wait_s) from None
    except SpentProof:
        db.session.rollback()
        raise NotTaken(_("The puzzle was used before. There is a new one now. Please send it once more.")) from None
    except (OperationalError, OSError) as error:  # busy, or the disk is full
        db.session.rollback()
        current_app.logger.error("A suggestion could not be kept: %s", getattr(error, "orig", error))
        sentence = _("We are busy just now. Nothing is lost: all you wrote is still here. Please send it once more.")
        raise NotTaken(sentence, BUSY, BUSY_WAIT_S) from None


def _keep(form: TellingForm, stamp: Stamp) -> str:
    proof, is_asked = form.proof.data or "", is_flood()
    if is_asked and not is_proven(proof):
        raise NotTaken(_("So much is sent to us just now that your phone must solve a small puzzle first."))
    db.session.rollback()  # what was read so far; from here on others wait
    begin_writing()
    token = tell(
        form.told(), stamp, address=request.remote_addr, is_trapped=form.is_trapped, proof=proof if is_asked else ""
    )
    db.session.commit()
    return token


def _too_many(too_many: TooMany) -> str:
    minutes = -(-too_many.wait_s // 60)
    wait = ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if minutes > 90:
        wait = ngettext("%(num)d hour", "%(num)d hours", -(-minutes // 60))
    return _("Too much came from your network just now. Please send it again in %(wait)s.", wait=wait)
