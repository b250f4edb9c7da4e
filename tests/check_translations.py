"""Checks that translations/messages.pot holds every text of the screens; --write brings it up to date."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "translations" / "messages.pot"


def main() -> None:
    """Compare the texts, or write them."""
    fresh = extract()
    if "--write" in sys.argv:
        TEMPLATE.parent.mkdir(exist_ok=True)
        TEMPLATE.write_text(fresh, encoding="utf-8")
    elif not TEMPLATE.exists() or texts(TEMPLATE.read_text(encoding="utf-8")) != texts(fresh):
        sys.exit("translations/messages.pot does not hold the texts of the screens. Run `make translations`.")


def extract() -> str:
    """The message template of the tree as it is."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        subprocess.run(
            [
                str(Path(sys.executable).parent / "pybabel"), "-q", "extract", "-F", "babel.cfg", "-k", "_",
                "--omit-header", "--sort-by-file", "--no-location", "-o", file.name, ".",
            ],
            cwd=ROOT,
            check=True,
        )  # fmt: skip
        return Path(file.name).read_text(encoding="utf-8")


def texts(template: str) -> list[str]:
    """The lines that matter."""
    return [line for line in template.splitlines() if line.startswith(("msgid", '"'))]


if __name__ == "__main__":
    main()
