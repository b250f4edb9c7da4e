"""The pages of guidance: guides, the reflection, and the practice of peer supporters."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from directory.guidance.forms import ReflectionForm
from directory.guidance.labels import init_labels
from directory.guidance.markdown import render_markdown
from directory.guidance.queries import find_cases, find_guide, find_signs
from directory.guidance.reflection import SCALE_LABELS, STATEMENTS, reflect
from directory.models import READERS, STYLES, Guide, Kind
from directory.pages import render_page
from directory.search import GuideEntry, all_guides, all_terms, clean_text, find_for_needs

MOST_RELATED = 3
# What tends to help with each style: guides to read, and needs that listings answer.
GUIDES_FOR_STYLE = {
    "anxious": ("building-security", "relationship-styles", "toxic-people-and-boundaries"),
    "avoidant": ("building-security", "relationship-styles", "first-support-group"),
    "mixed": ("building-security", "relationship-styles", "relational-principle"),
    "secure": ("relational-principle", "roles-and-purpose", "helping-others-safely"),
}
NEEDS_FOR_STYLE = {
    "anxious": ("learn-relationship-skills", "strong-feelings", "find-a-support-group"),
    "avoidant": ("learn-coping-skills", "talk-to-someone-tonight", "find-a-support-group"),
    "mixed": ("learn-relationship-skills", "learn-coping-skills", "find-a-support-group"),
    "secure": ("want-to-help-others", "become-peer-supporter", "want-friends"),
}
blueprint = Blueprint("guidance", __name__, url_prefix="/guides")
init_labels(blueprint)


@blueprint.get("")
def show_guides() -> Response:
    """All guides: by person, by relationship style, by need."""
    reader = _one_of(READERS, request.args.get("for"))
    style = _one_of(STYLES, request.args.get("style"))
    guides, terms = all_guides(), all_terms()
    with_guides = {id for guide in guides for id in guide.needs}
    needs = [term for id, term in terms.items() if id in with_guides]
    need = next((need for need in needs if need.slug == request.args.get("need")), None)
    found = [
        guide
        for guide in guides
        if (not reader or reader in guide.readers)
        and (not style or style in guide.styles)
        and (not need or need.id in guide.needs)
    ]
    return render_page(
        "guidance/guides.html",
        "guidance/_guides.html",
        guides=found,
        needs=needs,
        reader=reader,
        style=style,
        need=need,
        readers=READERS,
        styles=STYLES,
    )


@blueprint.get("/<slug>")
def show_guide(slug: str) -> Response:
    """One guide, and the listings that practice it."""
    guide = find_guide(slug)
    if guide is None:
        abort(404)
    near = clean_text(request.args.get("near"))
    # A helpline is for tonight; what its guide is about is practiced anywhere.
    kinds = [kind for kind in guide.kinds if kind != Kind.HELPLINE]
    return render_page(
        "guidance/guide.html",
        "guidance/_practice.html",
        guide=guide,
        body=render_markdown(guide.body),
        related=_related(guide),
        near=near,
        results=find_for_needs([need.slug for need in guide.needs], near=near, kinds=kinds),
    )


@blueprint.get("/relationship-styles/reflect")
def show_reflection() -> Response:
    """The statements of the reflection."""
    return _reflection_page(ReflectionForm(request.args), asked=False)


@blueprint.post("/relationship-styles/reflect")
def answer_reflection() -> Response:
    """What the answers lean to. They come in the body, so that no address, history or log has them."""
    return _reflection_page(ReflectionForm(request.form), asked=True)


@blueprint.get("/supporting")
def show_supporting() -> Response:
    """Someone I support: what a peer supporter may see, and cases to practice on."""
    return render_page(
        "guidance/supporting.html", "guidance/supporting.html", signs=find_signs().values(), cases=find_cases().values()
    )


@blueprint.get("/supporting/<key>")
def show_sign(key: str) -> Response:
    """One thing that a supporter sees: what it may mean, and what to say."""
    signs = find_signs()
    sign = signs.get(key) or abort(404)
    case = find_cases().get(sign.content["case"])
    return render_page(
        "guidance/sign.html",
        "guidance/sign.html",
        sign=sign,
        case=case,
        guide=_guides_by_slug().get(sign.content["guide"]),
        others=[other for other in signs.values() if other.key != key],
    )


@blueprint.get("/supporting/practice/<key>")
def show_case(key: str) -> Response:
    """A case to practice on; with a choice, what that choice may bring about."""
    cases = find_cases()
    case = cases.get(key) or abort(404)
    keys = list(cases)
    choice = next((one for one in case.content["choices"] if one["key"] == request.args.get("choice")), None)
    return render_page(
        "guidance/case.html",
        "guidance/_case.html",
        case=case,
        choice=choice,
        sign=next((sign for sign in find_signs().values() if sign.content["case"] == key), None),
        next_case=cases[keys[(keys.index(key) + 1) % len(keys)]],
    )


def _reflection_page(form: ReflectionForm, *, asked: bool) -> Response:
    reflection = reflect(form.answers)
    style = reflection.style or "mixed"
    guides = _guides_by_slug()
    return render_page(
        "guidance/reflect.html",
        "guidance/_reflection.html",
        statements=STATEMENTS,
        scale=SCALE_LABELS,
        answers=form.answers,
        reflection=reflection if asked else None,
        guides=[guides[slug] for slug in GUIDES_FOR_STYLE[style] if slug in guides],
        results=find_for_needs(NEEDS_FOR_STYLE[style], limit=3) if asked and reflection.style else None,
    )


def _related(guide: Guide) -> list[GuideEntry]:
    """Other guides for the same reader that share the most needs."""
    needs = {need.id for need in guide.needs}
    others = [other for other in all_guides() if other.slug != guide.slug and set(other.readers) & set(guide.readers)]
    return sorted(others, key=lambda other: -len(needs.intersection(other.needs)))[:MOST_RELATED]


def _guides_by_slug() -> dict[str, GuideEntry]:
    return {guide.slug: guide for guide in all_guides()}


def _one_of(known: tuple[str, ...], value: str | None) -> str | None:
    return value if value in known else None
