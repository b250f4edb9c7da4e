"""The mails about accounts. Each has one link; none has a password, a code or a secret besides."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from directory.mail import queue_mail, site_address
from directory.people.invitations import link_of


def write_invitation(email: str, secret: str, by: str) -> None:
    """Queue the mail that invites somebody, or lets them come back. The edge commits."""
    text = _(
        "Hello,\n\n%(by)s invites you to keep the listings of %(site)s true.\n\nOpen this link within 24 hours. "
        "It works once:\n\n%(link)s\n\nYou will choose a password and set up a second step for signing in.\n\n"
        "If you do not know what this is about, you can ignore it.\n",
        by=by,
        site=_site(),
        link=link_of(secret),
    )
    queue_mail(email, _("Your invitation to %(site)s", site=_site()), text, "invitation")


def write_reset(email: str, secret: str) -> None:
    """Queue the mail with a link for a new password."""
    text = _(
        "Hello,\n\nsomebody asked for a new password for your account at %(site)s.\n\nTo choose one, open this link "
        "within 30 minutes. It works once:\n\n%(link)s\n\nYour second step for signing in stays what it is. If it was "
        "not you, you can ignore this mail: nothing has changed.\n",
        site=_site(),
        link=link_of(secret, "password"),
    )
    queue_mail(email, _("A new password for %(site)s", site=_site()), text, "password")


def write_notice(email: str, what: str) -> None:
    """Queue the mail that tells the owner of an account what was changed. what: a sentence."""
    text = _(
        "Hello,\n\n%(what)s\n\nWas it not you? Then sign out all the others under “My account”. Tell an admin now.\n\n"
        "%(address)s\n",
        what=what,
        address=site_address("/manage/account"),
    )
    queue_mail(email, _("A change to your account at %(site)s", site=_site()), text, "notice")


def _site() -> str:
    return str(current_app.config["SITE_NAME"])
