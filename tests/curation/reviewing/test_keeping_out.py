"""Who may not see or decide anything of suggestions, and markup that stays text."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.clients import Console
from tests.conftest import sign_in
from tests.curation.reviewing.opening import CIRCLE, open_first, the_listing, the_suggestion
from tests.suggesting.sending import Visitor


def test_markup_in_what_was_told_stays_text(console: Console, visitor: Visitor, circle: int) -> None:
    """Fault F-27 on the coordinator's side."""
    polyglot = "\"'><script>alert(1)</script>{{7*7}}<b data-hx-get=/x>"
    visitor.tell(f"{CIRCLE}/wrong?part=name&part=other", told_name=polyglot, told_other=polyglot)
    page = open_first(console)
    assert not page.select("main script, main [data-hx-get]")
    assert page.main_text.count("{{7*7}}") >= 3


@pytest.mark.parametrize("path", ["", "/held", "/1"])
def test_a_contributor_sees_nothing_of_it(app: Flask, path: str) -> None:
    assert sign_in(app, "contributor").open(f"/manage/suggestions{path}").status_code == 403


@pytest.mark.parametrize("action", ["decisions", "draft", "refusal", "hiding", "showing", "release"])
@pytest.mark.usefixtures("console")
def test_a_contributor_and_a_stranger_decide_nothing(app: Flask, visitor: Visitor, circle: int, action: str) -> None:
    """ASVS 8.2.1."""
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    path = f"/manage/suggestions/{the_suggestion().id}/{action}"
    app.config["WTF_CSRF_METHODS"] = ()  # so that the role alone is what stops them
    assert sign_in(app, "contributor").open(path, "POST").status_code == 403
    assert visitor.client.open(path, "POST").status_code == 401
    assert (the_suggestion().state, the_listing().publication) == ("waiting", "published")


def test_without_the_token_of_our_own_page_nothing_is_decided(console: Console, visitor: Visitor, circle: int) -> None:
    """Fault F-30."""
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    assert console.open(f"/manage/suggestions/{the_suggestion().id}/hiding", "POST").status_code == 403
    assert the_listing().publication == "published"


def test_a_suggestion_that_there_is_not_answers_404(console: Console) -> None:
    console.get("/manage/suggestions/99", 404)
