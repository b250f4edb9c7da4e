"""The few things that may be set in many listings at once, as changes of a content. Pure: no database, no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.field_words import Names, lines_of
from directory.curation.lint import lint, missing_for_publication
from directory.models.content import Content

OPERATIONS: dict[str, LazyString] = {
    "add_term": _l("Add a word to filter by"),
    "remove_term": _l("Take a word to filter by away"),
    "publication": _l("Set who sees it"),
    "status": _l("Set whether it is running"),
    "organization": _l("Set where it belongs"),
    "is_free": _l("Set the cost"),
    "alert": _l("Set the notice on its page"),
    "note": _l("Add to the private notes"),
}
# Closing needs a reason of its own for each, so it is not among them.
PUBLICATIONS = ("draft", "published", "hidden")


@dataclass(frozen=True)
class Operation:
    """What shall be set. name: one of OPERATIONS; value: (taxonomy, slug) for terms, else what the field shall say."""

    name: str
    value: Any

    def changes(self, content: Content) -> Content:
        """What becomes of a listing with this content: a part of a content, for save()."""
        if self.name in ("add_term", "remove_term"):
            taxonomy, slug = self.value
            others = [known for known in content["terms"].get(taxonomy, ()) if known != slug]
            has_it = slug in content["terms"].get(taxonomy, ())
            if has_it is (self.name == "add_term"):
                return {}
            return {"terms": {**content["terms"], taxonomy: [*others, slug] if self.name == "add_term" else others}}
        if self.name == "note":
            return {"private_notes": "\n".join(filter(None, (content["private_notes"], self.value)))}
        if self.name == "publication":
            # What was planned for a draft is no longer so.
            return {"publication": self.value, "publish_at": None}
        return {self.name: self.value}

    def words(self, names: Names) -> str:
        """What is done, in words, for the history. A private note is not told: reasons are in files."""
        label = str(OPERATIONS[self.name])
        if self.name == "note":
            return label
        field, value = self.name, self.value
        if self.name in ("add_term", "remove_term"):
            field, value = f"terms.{self.value[0]}", [self.value[1]]
        said = "; ".join(lines_of(field, value, names)) or _("nothing")
        return f"{label}: {said}"


def why_not(before: Content, after: Content, hsds_id: str) -> str | None:
    """Why a listing must stay as it is, as a sentence, or None. hsds_id: its own."""
    if before["publication"] == "closed" and after["publication"] != "closed":
        return _("It is closed. Open it again by itself.")
    if after["organization"] == hsds_id:
        return _("It cannot belong to itself.")
    if after["publication"] != "published":
        return None
    found = missing_for_publication(after)
    if before["publication"] == "published":
        known = {finding.field for finding in missing_for_publication(before)}
        found = [finding for finding in found if finding.field not in known]
    else:
        found += [finding for finding in lint(after) if finding.is_blocking and finding not in found]
    return " ".join(dict.fromkeys(finding.message for finding in found)) or None
