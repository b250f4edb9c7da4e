"""docs/asvs.md, read and kept: which requirement is named in which tests.

`python -m tests.asvs` writes the files into the table anew; what stands there instead of files, a reason, is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.databases import ROOT

DOCUMENT = ROOT / "docs" / "asvs.md"
TESTS = ROOT / "tests"
OWN = {"asvs.py", "test_asvs.py"}
# Of OWASP ASVS 5.0, levels 1 and 2: what concerns a directory like this one.
REQUIREMENTS = re.findall(
    r"[\d.]+",
    """
1.1.1 1.1.2 1.2.1 1.2.2 1.2.4 1.2.5 1.2.9 1.3.1 1.3.2 1.3.4 1.3.5 1.3.6 1.3.7 1.3.11 1.5.2
2.1.1 2.2.1 2.2.2 2.2.3 2.3.1 2.3.3 2.3.4 2.4.1
3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.3 3.7.2
4.1.1 4.1.3 4.2.1
5.1.1 5.2.1 5.2.2 5.2.3 5.3.2 5.4.1 5.4.2
6.1.1 6.2.1 6.2.4 6.2.5 6.2.8 6.2.9 6.2.12 6.3.1 6.3.2 6.3.3 6.4.1 6.4.3 6.5.1 6.5.2 6.5.3 6.5.5
7.1.1 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.5 7.5.1 7.5.2
8.1.1 8.2.1 8.2.2 8.2.3 8.3.1
11.4.2 11.5.1
12.1.1 12.2.1 12.3.2
13.1.1 13.2.2 13.2.4 13.3.1 13.4.1 13.4.2 13.4.4 13.4.5
14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.3.1 14.3.2 14.3.3
15.1.1 15.1.2 15.1.3 15.2.1 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.7
16.1.1 16.2.1 16.2.2 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.3
""",
)
FAULTS = [f"F-{number}" for number in (*range(21, 38), *range(40, 44))]
# What stands in the last column where no test does.
REASONS = ("Does not apply:", "Not built:", "The operator’s:")
_ROW = re.compile(r"^\| (?P<id>v5\.0\.0-[\d.]+|F-\d\d) \| (?P<holds>.+) \| (?P<proof>.+) \|$", re.MULTILINE)
_CITED = re.compile(r"v5\.0\.0-.*")
_NUMBER = re.compile(r"(?<![\w.])\d{1,2}\.\d{1,2}\.\d{1,2}(?![\w.])")
_FAULT = re.compile(r"\bF-\d\d(?!\d)")


@dataclass(frozen=True)
class Row:
    """One line of the table. proof: the tests that name it, or a reason why there is none."""

    id: str
    holds: str
    proof: str

    @property
    def has_reason(self) -> bool:
        """Whether a reason stands in place of tests."""
        return self.proof.startswith(REASONS)


def rows() -> list[Row]:
    """The table, in its order."""
    return [Row(**found.groupdict()) for found in _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))]


def citations() -> dict[str, set[str]]:
    """Requirement or fault → the files of tests that name it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("*.py")):
        if path.name not in OWN:
            for id in cited_in(path.read_text(encoding="utf-8")):
                found[id].add(str(path.relative_to(TESTS)))
    return dict(found)


def cited_in(source: str) -> set[str]:
    """What a file names: "v5.0.0-6.4.3, 7.4.3; F-31" names three."""
    numbers = {number for line in _CITED.findall(source) for number in _NUMBER.findall(line)}
    return {f"v5.0.0-{number}" for number in numbers} | set(_FAULT.findall(source))


def proof_of(files: set[str]) -> str:
    """Files as they stand in the table."""
    return ", ".join(f"`{name}`" for name in sorted(files))


def write() -> None:
    """Write the files into the table anew."""
    cited = citations()

    def line(found: re.Match[str]) -> str:
        row = Row(**found.groupdict())
        proof = row.proof if row.has_reason else proof_of(cited.get(row.id, set())) or "–"
        return f"| {row.id} | {row.holds} | {proof} |"

    text = DOCUMENT.read_text(encoding="utf-8")
    Path(DOCUMENT).write_text(_ROW.sub(line, text), encoding="utf-8")


if __name__ == "__main__":
    write()
