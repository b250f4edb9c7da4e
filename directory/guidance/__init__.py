"""FEATURE: someone reads how to relate, to support, and to find a way to people."""

from directory.guidance.labels import guidance_label
from directory.guidance.markdown import render_markdown
from directory.guidance.views import blueprint

__all__ = ["blueprint", "guidance_label", "render_markdown"]
