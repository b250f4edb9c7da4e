"""What could be better in a listing, before it is saved: rules over its content, a module for each group of them.

Pure: no database, no request. A rule is a function from a content to findings; rules.py has them all.
"""

from directory.curation.lint.findings import Finding
from directory.curation.lint.publication import missing_for_publication
from directory.curation.lint.rules import lint

__all__ = ["Finding", "lint", "missing_for_publication"]
