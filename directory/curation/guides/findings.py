"""What could be better in a guide while it is written: length, reading grade, words about people, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from directory.curation.lint.findings import Finding
from directory.curation.lint.reading import HIGHEST_GRADE, find_grade
from directory.curation.lint.safety import methods, retired_number
from directory.curation.lint.wording import unkind_words
from directory.models.content import Content
from directory.security import safe_link

FEWEST_WORDS, MOST_WORDS = 400, 900
_parser = MarkdownIt("commonmark", {"html": False})


def find_in_guide(content: Content) -> list[Finding]:
    """All that could be better; what could hurt somebody comes first. Nothing here keeps a guide from being saved."""
    found = [*_words_about_people(content), *_length(content), *_grade(content), *_links(content)]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.is_blocking)


def count_words(body: str) -> int:
    """How many words a text has, without the signs of Markdown."""
    return len(re.findall(r"[\w'’-]*\w", _plain_text(body)))


def _words_about_people(content: Content) -> Iterator[Finding]:
    """The rules that listings keep, over the texts of a guide."""
    steps = "\n".join(content.get("try_this") or ())
    texts = {"summary": content.get("summary"), "description": _plain_text(content.get("body") or "")}
    texts |= {"application_process": steps, "eligibility_description": content.get("title")}
    fields = {"description": "body", "application_process": "try_this", "eligibility_description": "title"}
    for rule in (retired_number, methods, unkind_words):
        for finding in rule(texts):
            yield Finding(fields.get(finding.field, finding.field), finding.rule, finding.message, finding.is_blocking)


def _length(content: Content) -> Iterator[Finding]:
    words = count_words(content.get("body") or "")
    if words < FEWEST_WORDS:
        yield Finding("body", "short", _("%(words)s words. A guide has 400 to 900: say a little more.", words=words))
    elif words > MOST_WORDS:
        yield Finding(
            "body", "long", _("%(words)s words. Up to 900 are read to the end. Could it be two?", words=words)
        )


def _grade(content: Content) -> Iterator[Finding]:
    grade = find_grade(_plain_text(content.get("body") or ""))
    if grade is not None and grade > HIGHEST_GRADE:
        message = _("This is hard to read: grade %(grade)s. Use short words and sentences.", grade=round(grade))
        yield Finding("body", "reading-grade", message)


def _links(content: Content) -> Iterator[Finding]:
    for address in _addresses(content.get("body") or ""):
        is_ours = address.startswith("/") and not address.startswith("//")
        if not is_ours and safe_link(address) is None:
            yield Finding("body", "link", _("Visitors do not get this link: %(address)s", address=address[:80]))
        elif address.startswith("http://"):
            yield Finding("body", "https", _("This link is not safe to open: %(address)s", address=address[:80]))
    # What the parser itself refuses, such as javascript:, stays text.
    if re.search(r"\]\(\s*(javascript|data|vbscript|file):", content.get("body") or "", re.IGNORECASE):
        yield Finding("body", "link", _("A link in the text leads to no page. Visitors see it as plain words."))


def _inline(body: str) -> Iterator[Token]:
    for token in _parser.parse(body):
        yield from token.children or ()


def _addresses(body: str) -> list[str]:
    return [str(token.attrGet("href")) for token in _inline(body) if token.type == "link_open"]


def _plain_text(body: str) -> str:
    """The sentences of a text, a block on each line, each ended so that a heading is a sentence of its own."""
    blocks = []
    for token in _parser.parse(body):
        if token.type == "inline":
            text = "".join(child.content or " " for child in token.children or () if child.type != "link_open")
            text = " ".join(text.split())
            blocks.append(text if text.endswith((".", "!", "?", ":", ";")) else f"{text}.")
    return "\n".join(blocks)
