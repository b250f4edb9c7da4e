"""What readers, styles, techniques and sides of an answer are called on screen."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _

READER_LABELS = {
    "peer": _("For myself"),
    "family": _("For family and friends"),
    "supporter": _("For peer supporters"),
}
STYLE_LABELS = {
    "anxious": _("Anxious style"),
    "avoidant": _("Avoidant style"),
    "secure": _("Secure style"),
    "mixed": _("Some of both"),
}
TECHNIQUE_LABELS = {
    "empower": _("Empower"),
    "empathize": _("Empathize"),
    "accept": _("Accept"),
}
VALUE_LABELS = {
    "helps": _("This is likely to help"),
    "partly": _("Good in part"),
    "harms": _("This may do harm"),
}
_ALL = {**READER_LABELS, **STYLE_LABELS, **TECHNIQUE_LABELS, **VALUE_LABELS}


def init_labels(blueprint: Blueprint) -> None:
    """Give the words to every template."""
    blueprint.add_app_template_filter(guidance_label)


def guidance_label(value: str) -> str:
    """What a reader, a style, a technique or the value of a choice is called."""
    return str(_ALL[value])
