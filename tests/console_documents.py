"""The pages of the console and its doors: for the checker of HTML (tests/test_html.py)."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select

from directory.curation.checking.asking import make_link as make_link_to_check
from directory.database import db
from directory.models import Listing, Person, Question
from directory.people.invitations import make_reset
from tests.conftest import sign_in
from tests.factories import begin, commit, make_check
from tests.framing import framed
from tests.page import Client, Console, Door, fields_of
from tests.people.arriving import choose_password, give_first_code, give_password, make_link, make_member

Documents = Iterator[tuple[str, str]]
FORM = ".editor__form"
PLAIN = (
    "/manage", "/manage/queue/checks", "/manage/queue/notes", "/manage/account", "/manage/account/app",
    "/manage/account/password", "/manage/account/passkeys/new", "/manage/account/prove", "/manage/audit",
    "/manage/guides", "/manage/guides/new", "/manage/guides/first-support-group",
    "/manage/guides/first-support-group/history", "/manage/listings?q=larkspur",
    "/manage/listings/new", "/manage/overview", "/manage/overview/coverage?need=i-feel-alone&state=KY",
    "/manage/overview/listings?age=never", "/manage/overview/words", "/manage/people", "/manage/settings",
    "/manage/words", "/manage/words/need/i-feel-alone", "/manage/words/need/i-feel-alone/history",
    "/manage/words/need/i-feel-alone/retirement", "/manage/words/new/need", "/manage/words/questions",
    "/manage/words/questions/new", "/manage/words/try?words=lonely",
)  # fmt: skip
DOORS = (
    "/manage/login", "/manage/login/lost", "/manage/forgot", "/manage/signed-out", "/manage/join?token=x",
    "/manage/reset?token=x",
)  # fmt: skip


def documents_of_console(app: Flask) -> Documents:
    """(name, HTML) of pages that an admin sees. app: on the seed and the demo, a copy of one's own."""
    with app.app_context():
        console = sign_in(app, "admin")
        yield from ((path, console.open(path, follow_redirects=True).text) for path in PLAIN)
        yield from _of_listings(console)
        question = db.session.scalars(select(Question.key).limit(1)).one()
        person = db.session.scalars(select(Person.id).limit(1)).one()
        commit()
        for path in (f"/manage/words/questions/{question}", f"/manage/people/{person}"):
            yield path, console.get(path).response.text
        yield from _of_contributors(app, console)
        yield from _of_factors(console)
        yield from _of_doors(app)
        yield from _of_groups(app)
        db.session.remove()


def _of_listings(console: Console) -> Documents:
    listing = db.session.scalars(select(Listing).where(Listing.slug == "demo-mood-circle")).one()
    listing.checks.append(make_check())
    path, work = f"/manage/listings/{listing.id}/edit", f"/manage/checks/{listing.id}"
    commit()
    page = console.get(path)
    yield path, page.response.text
    yield "form with problems", console.submit(page, FORM, 422, name="", summary="x" * 300).response.text
    yield "form with one more phone", console.submit(page, FORM, 200, add="phones").response.text
    console.submit(page, FORM, name="Mood Circle of Robin")
    yield "both texts", console.submit(page, FORM, 409, name="Mood Circle of Ana").response.text
    yield work, console.get(work).response.text
    sent = fields_of(console.get(path).find(FORM))
    preview = console.send(f"/manage/listings/{path.split('/')[3]}/preview", sent, 200, HX_Request="true")
    yield "preview", framed(preview.response.text)
    history = path.replace("/edit", "/history")
    for shown in (history, f"{history}/1", "/manage/changes", "/manage/bulk?kind=role", "/manage/duplicates"):
        yield shown, console.get(shown).response.text
    others = db.session.scalars(select(Listing.id).where(Listing.kind == "group").limit(2)).all()
    db.session.rollback()
    merge = f"/manage/duplicates/{others[0]}/{others[1]}"
    yield merge, console.get(merge).response.text
    found = console.get("/manage/bulk?kind=role")
    ticked = [str(box["value"]) for box in found.soup.select("input[name=pick]")][:2]
    looked = console.submit(found, "form.bulk", 200, operation="is_free", is_free="yes", pick=ticked)
    yield "bulk preview", looked.response.text
    yield "bulk done", console.follow(console.submit(looked, "main form")).response.text


def _of_contributors(app: Flask, console: Console) -> Documents:
    listing = db.session.scalars(select(Listing).where(Listing.slug == "demo-mood-circle")).one()
    path = f"/manage/listings/{listing.id}/proposal"
    contributor = sign_in(app, "contributor", name="Kim Fern", entrusted_with=[listing])
    page = contributor.get(path)
    yield path, page.response.text
    yield "proposal with problems", contributor.submit(page, FORM, 422, name="").response.text
    sent = contributor.submit(page, FORM, name="Mood Circle of Kim", reason="They told me.", add=None)
    for shown in (sent.response.headers["Location"], "/manage/mine", path):
        yield f"{shown} with what waits", contributor.get(shown).response.text
    review = console.get("/manage/suggestions").link("Mood Circle")
    yield review, console.get(review).response.text
    person = db.session.scalars(select(Person.id).where(Person.name == "Kim Fern")).one()
    yield "person of an organization", console.get(f"/manage/people/{person}").response.text


def _of_factors(console: Console) -> Documents:
    console.send("/manage/account/app/new", {"csrf_token": console.token()})
    yield "new app", console.get("/manage/account/app").response.text
    yield "form without its token", console.send("/manage/account/password", {"old": "x"}, 403).response.text
    invited = {"email": "ash@example.org", "role": "coordinator", "csrf_token": console.token()}
    yield "invited", console.send("/manage/people/invitations", invited, 200).response.text
    path = console.send("/manage/people/1/role", {"role": "admin"}, 403).find("main a.button")["href"]
    yield "kept form", console.open(str(path)).text


def _of_doors(app: Flask) -> Documents:
    door = Door(app)
    yield from ((path, door.open(path, follow_redirects=True).text) for path in DOORS)
    link = make_link("fern@example.org")
    yield "invitation", door.open(link, follow_redirects=True).text
    choose_password(door, link)
    yield "factor", door.get("/manage/join/factor").response.text
    yield "recovery codes", give_first_code(door).response.text
    member = make_member(email="sam@example.org")
    begin()
    secret = make_reset(member)
    commit()
    yield "reset", door.open(f"/manage/reset?token={secret}", follow_redirects=True).text
    yield "reset sent", door.submit(door.get("/manage/forgot"), "form", 200, email="sam@example.org").response.text
    known = give_password(app, "sam@example.org")
    yield from ((path, known.get(path).response.text) for path in ("/manage/login/code", "/manage/login/recovery"))
    yield "signed out", Door(app).send("/manage/account/password", {"old": "x"}, 401).response.text


def _of_groups(app: Flask) -> Documents:
    listing = db.session.scalars(select(Listing).where(Listing.slug == "demo-mood-circle")).one()
    begin()
    token = make_link_to_check(listing, "circle@example.org")
    commit()
    yield "check", Client(app).get(f"/check/{token}").response.text
