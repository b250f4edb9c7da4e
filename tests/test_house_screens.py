"""The rules of the house for templates, style sheets and scripts, read from their source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory.assets import (
    CONSOLE_SCRIPTS,
    CONSOLE_STYLE_SHEETS,
    PROOF_SCRIPTS,
    SCRIPTS,
    STYLE_SHEETS,
    WRITING_STYLE_SHEETS,
)

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
MODULES = sorted((ROOT / "static" / "js").glob("*.js"))
MOST_LINES_OF_SCRIPT = 50

ID = re.compile(r"#|\[\s*id\b")
JINJA = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ICONS = re.compile(r"""icon\(["']([a-z0-9-]+)["']\)|["']([a-z0-9-]+)["'] ?\| ?icon""")
HREF = re.compile(r'\bhref="([^"]*)"')
SET = re.compile(r"\{%-?\s*set\s+(\w+)\s*=\s*(.*?)\s*-?%\}", re.DOTALL)
OUR_ADDRESS = re.compile(r"^\{\{\s*(url_for|asset_url|canonical_address)\(|^(/static/|#|mailto:)")
CLEANED = re.compile(r"\|\s*(safe_link|call_link|text_link)\b|^\{\{\s*crisis\.chat_url\s*\}\}$")
# Variables that hold an address of ours, made with url_for by whoever includes the template or calls the macro.
OURS = {
    ("components/feed_link.html", "feed_url"),
    ("components/filters.html", "url"),
    ("components/adding.html", "address"),
    ("people/signed_out.html", "sign_in"),
    ("people/too_old.html", "address_of_form"),
    ("people/codes.html", "going_on"),
    # An otpauth: link, made of a secret of ours.
    ("components/signing.html", "app_link"),
    ("components/filters.html", "url"),
    ("curation/suggestion.html", "edit_url"),
    ("curation/_decisions.html", "edit_url"),
    ("curation/revisions.html", "back"),
    ("curation/overview/coverage.html", "new_listing"),
    ("curation/overview/listings.html", "queue_url"),
    ("curation/overview/words.html", "words_url"),
    ("handout/_handout.html", "calendar_url"),
    ("guidance/_guides.html", "url"),
    ("queue/rows.html", "row_url"),
    ("search/_old.html", "old_url"),
    ("search/_page.html", "base"),
    ("search/_page.html", "next_url"),
}
FORBIDDEN = {
    "unescaped": re.compile(r"\|\s*safe\b(?!_)|\{%-?\s*autoescape|Markup"),
    "inline style": re.compile(r"\sstyle\s*="),
    "inline script": re.compile(r"\son[a-z]+\s*="),
    "htmx without data-": re.compile(r"(?<!data-)\bhx-[a-z]"),
    "new window": re.compile(r"\btarget\s*=\s*[\"']?_blank"),
}
FORBIDDEN_SAMPLES = {
    "unescaped": "{{ listing.name|safe }}",
    "inline style": '<p style="color: red">',
    "inline script": '<a onclick="go()">',
    "htmx without data-": '<a hx-get="/find">',
    "new window": '<a target="_blank">',
}


def name_of(path: Path) -> str:
    """A path as people say it: components/card.html, css/base.css."""
    return str(path.relative_to(ROOT)).removeprefix("templates/").removeprefix("static/")


def sources() -> dict[str, str]:
    """Every template by its name."""
    return {name_of(path): path.read_text(encoding="utf-8") for path in TEMPLATES}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_templates_have_nothing_inline_and_nothing_unescaped(rule: str) -> None:
    """v5.0.0-1.2.1, 1.3.7"""
    assert FORBIDDEN[rule].search(FORBIDDEN_SAMPLES[rule]), "the rule itself is blind"
    assert not [name_of(path) for path in TEMPLATES if FORBIDDEN[rule].search(path.read_text(encoding="utf-8"))]


def unclean_links(name: str, template: str) -> Iterator[str]:
    """The href values that are neither an address of ours nor cleaned by a filter."""
    known = {variable for variable, value in SET.findall(template) if re.match(r"url_for\(|.*\|\s*safe_link$", value)}
    known |= {variable for where, variable in OURS if where == name}
    for address in HREF.findall(template):
        variable = re.match(r"^\{\{\s*(\w+)\s*(?:\|\s*with_query\([^}]*\)\s*)?\}\}([?#]|$)", address)
        is_known = variable is not None and variable[1] in known
        if not (is_known or OUR_ADDRESS.search(address) or CLEANED.search(address)):
            yield address


def test_an_address_from_outside_stands_in_a_link_only_when_cleaned() -> None:
    unclean = {name: list(unclean_links(name, template)) for name, template in sources().items()}
    assert not {name: links for name, links in unclean.items() if links}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<a href="{{ listing.url }}">', ["{{ listing.url }}"]),
        ('<a href="{{ listing.url|safe_link }}">', []),
        ('{% set web = listing.url|safe_link %}<a href="{{ web }}">', []),
        ('{% set web = listing.url %}<a href="{{ web }}">', ["{{ web }}"]),
        ("{% set home = url_for('search.show_home') %}<a href=\"{{ home|with_query(asked) }}\">", []),
        ('<a href="{{ web|with_query(asked) }}">', ["{{ web|with_query(asked) }}"]),
        ('<a href="https://elsewhere.example.org/">', ["https://elsewhere.example.org/"]),
        ("<a href=\"{{ url_for('site.leave') }}\">", []),
    ],
    ids=["raw", "cleaned", "cleaned-before", "raw-before", "ours-with-more", "raw-with-more", "written-out", "ours"],
)
def test_the_check_of_links_sees_the_difference(template: str, found: list[str]) -> None:
    assert list(unclean_links("sample.html", template)) == found


def test_every_text_of_the_screens_can_be_translated() -> None:
    """What stands between tags, without Jinja, has no words: they all went through gettext."""
    untranslated = {}
    for path in TEMPLATES:
        source = re.sub(r"\{\{.*?\}\}", "", JINJA.sub("", path.read_text(encoding="utf-8")), flags=re.DOTALL)
        words = [text.strip() for text in re.findall(r">([^<>]*[A-Za-z]{2}[^<>]*)<", source)]
        if words:
            untranslated[name_of(path)] = words
    assert not untranslated


def test_every_icon_of_a_template_is_drawn(seeded_app: Flask) -> None:
    wanted = {name for path in TEMPLATES for call in ICONS.findall(path.read_text(encoding="utf-8")) for name in call}
    drawn = seeded_app.extensions["icons"]
    assert wanted - {""} - set(drawn) == set()
    assert "<path" in drawn["phone"]


def test_every_style_sheet_and_script_is_sent() -> None:
    assert {name_of(path) for path in STYLES} == {*STYLE_SHEETS, *CONSOLE_STYLE_SHEETS, *WRITING_STYLE_SHEETS}
    assert {name_of(path) for path in MODULES} == {*SCRIPTS, *CONSOLE_SCRIPTS, *PROOF_SCRIPTS}


def blocks(style: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every rule of a style sheet as (what it stands in, its own prelude); statements with ; are left out."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    stack: list[str] = []
    text = ""
    for letter in style:
        if letter == "{":
            yield tuple(stack), text.strip()
            stack.append(text.strip())
            text = ""
        elif letter == "}":
            stack.pop()
            text = ""
        elif letter == ";":
            text = ""
        else:
            text += letter
    assert not stack, "a brace is missing"


def rules(style: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The rules with a selector."""
    return ((within, prelude) for within, prelude in blocks(style) if not prelude.startswith("@"))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_rule_of_style_stands_in_a_layer(path: Path) -> None:
    style = path.read_text(encoding="utf-8")
    assert list(rules(style)), f"{path.name} has no rule"
    assert not [selector for within, selector in rules(style) if not any(w.startswith("@layer") for w in within)]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_has_no_ids_and_nothing_important(path: Path) -> None:
    style = path.read_text(encoding="utf-8")
    assert not [selector for _, selector in rules(style) if ID.search(selector)]
    assert "!important" not in re.sub(r"\s", "", style)


@pytest.mark.parametrize("selector", ["#join", ".listing #join", '[id="join"]', ".listing [ id^=card]"])
def test_an_id_is_seen_however_it_is_written(selector: str) -> None:
    assert ID.search(selector)
    assert not ID.search(".joining[hidden]")


# Paper knows no scheme, and a mask has no color; all else takes its colors from the tokens.
COLORLESS = frozenset({"tokens.css", "print.css", "handout-print.css"})
COLOR = re.compile(r"(?:rgb|hsl|oklch)a?\(|:[^;{}]*#[0-9a-fA-F]{3,8}\b")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colors_come_from_the_tokens(path: Path) -> None:
    style = re.sub(r"mask-image:[^;]*;|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert path.name in COLORLESS or not COLOR.findall(style)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not re.search(r"@import|@font-face|url\(\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8"))


def test_the_reading_of_style_sees_layers_and_selectors() -> None:
    style = (
        "@layer a, b; /* { */ @layer a { .x { top: 0; .y { top: 0 } } @media print { #z { top: 0 } } } .w { top: 0 }"
    )
    assert list(rules(style)) == [
        (("@layer a",), ".x"),
        (("@layer a", ".x"), ".y"),
        (("@layer a", "@media print"), "#z"),
        ((), ".w"),
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_script_is_small_and_keeps_nothing(path: Path) -> None:
    """v5.0.0-14.3.3"""
    script = path.read_text(encoding="utf-8")
    assert len(script.splitlines()) <= MOST_LINES_OF_SCRIPT
    assert not re.findall(
        r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|\beval\(|https?://", script
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_script_is_bound_to_data_attributes_of_a_template(path: Path) -> None:
    bound = set(re.findall(r"\[(data-[a-z-]+)", path.read_text(encoding="utf-8")))
    assert bound, f"{path.name} is bound to no [data-…]"
    templates = "\n".join(template.read_text(encoding="utf-8") for template in TEMPLATES)
    assert not {name for name in bound if name not in templates}
